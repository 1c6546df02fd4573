import { account, region } from "../account.ts";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { streamName } from "../shapes.ts";
import type { Streams } from "../streams.ts";
import { missing, validationError } from "../validate.ts";

const shardLimit = 500;

/** CreateStream: the stream is ACTIVE at once. */
export const createStream = operation(
  {
    StreamName: { ...streamName, required: true },
    ShardCount: { type: "Integer", min: 1, max: 100_000 },
    StreamModeDetails: {
      type: "Structure",
      members: { StreamMode: { type: "String", values: ["PROVISIONED", "ON_DEMAND"], required: true } },
    },
  } as const,
  async ({ streams, now }, { StreamName: name, ShardCount, StreamModeDetails }) => {
    const mode = StreamModeDetails?.StreamMode === "ON_DEMAND" ? "ON_DEMAND" : "PROVISIONED";
    // AWS starts an on-demand stream with four.
    const shards = ShardCount ?? (mode === "ON_DEMAND" ? 4 : undefined);
    if (shards === undefined) throw validationError([missing("shardCount")]);
    checkLimit(streams, shards);
    if (!(await streams.create({ name, mode, shards, created: now() })))
      throw new AwsError("ResourceInUseException", `Stream ${name} under account ${account} already exists.`);
    return undefined;
  },
);

const checkLimit = (streams: Streams, wanted: number): void => {
  const open = streams.list().reduce((sum, stream) => sum + stream.shards.length, 0);
  if (open + wanted > shardLimit)
    throw new AwsError(
      "LimitExceededException",
      `This request would exceed the shard limit for the account ${account} in ${region}. Current shard count for the account: ${open}. ` +
        `Limit: ${shardLimit}. Number of additional shards that would have resulted from this request: ${wanted}.`,
    );
};
