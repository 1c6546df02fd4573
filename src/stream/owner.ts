import { PinbookError } from "../errors.ts";
import type { Shard } from "../kinesis/index.ts";
import type { Checkpoint, CheckpointOwner } from "./checkpoint.ts";
import type { StreamSink } from "./types.ts";

/** A shard's mark in the table: `<application>:<stream>:<shardId>`. */
export const appIdOf = (
  { application, stream }: Pick<CheckpointOwner, "application" | "stream">,
  shardId: string,
): string => `${application}:${stream}:${shardId}`;

/**
 * Makes sure that the checkpoint belongs to this application, stream and table, and takes it where it is new.
 * Throws where it is another's, where stream or table were created anew, or where it is new though the table has batches of the stream.
 */
export const claimCheckpoint = async (
  checkpoint: Checkpoint,
  owner: CheckpointOwner,
  sink: StreamSink,
  shards: readonly Shard[],
): Promise<void> => {
  const found = await checkpoint.owner();
  if (found) return checkOwner(checkpoint, found, owner, sink);
  for (const { shardId } of shards) {
    const version = await sink.latestTxn(appIdOf(owner, shardId));
    if (version !== undefined) throw lost(checkpoint, owner, sink, version);
  }
  await checkpoint.claim(owner);
};

const checkOwner = (checkpoint: Checkpoint, found: CheckpointOwner, owner: CheckpointOwner, sink: StreamSink): void => {
  const wrong = differences.find(({ key }) => found[key] !== owner[key]);
  if (!wrong) return;
  throw new PinbookError(
    `the checkpoint ${checkpoint.describe} is for ${wrong.noun} ${found[wrong.key]}, not ${owner[wrong.key]} ` +
      `(stream ${owner.stream}, table ${sink.describe}): ${wrong.remedy}`,
    { exitCode: 2 },
  );
};

const another = "give every stream and table a checkpoint folder of its own";
const differences: readonly { key: keyof CheckpointOwner; noun: string; remedy: string }[] = [
  { key: "stream", noun: "stream", remedy: another },
  { key: "application", noun: "application", remedy: another },
  {
    key: "tableId",
    noun: "the table with id",
    remedy: `${another}; if the table was created anew, remove the checkpoint folder to read the stream into it from the start`,
  },
  {
    key: "streamCreated",
    noun: "the stream created at",
    remedy:
      "the stream was created anew: to begin again remove the checkpoint folder and the table; to add its records to the table take another checkpoint folder and application name",
  },
];

const lost = (checkpoint: Checkpoint, owner: CheckpointOwner, sink: StreamSink, version: number): PinbookError =>
  new PinbookError(
    `the checkpoint ${checkpoint.describe} is new, but the table ${sink.describe} has batches up to ${version} of stream ${owner.stream} ` +
      `by application ${owner.application}: bring that checkpoint back, or create the table anew, ` +
      "or choose another application name to read the stream a second time",
    { exitCode: 2 },
  );
