import { KinesisError } from "./errors.ts";
import type { KinesisClient, RecordPage, Shard } from "./types.ts";

/**
 * What a stream is now: when it was made, and each shard's newest sequence number. It changes with every record and takes
 * nothing from who consumes the stream. `known` is a former fingerprint or positions (positionsText): what came before
 * them is not read. Undefined where too much came since, and `absent` where there is no such stream. Throws KinesisError.
 */
export const streamFingerprint = async (
  kinesis: Pick<KinesisClient, "describeStream" | "iterator" | "records">,
  stream: string,
  known = "",
): Promise<string | undefined> => {
  const description = await kinesis.describeStream(stream).catch((error: unknown) => {
    if (error instanceof KinesisError && error.code === "ResourceNotFoundException") return undefined;
    throw error;
  });
  if (!description) return "absent";
  const created = description.createdAt.toISOString();
  const [first = "", ...pairs] = known.split(" ");
  const positions = new Map(first === created || first === anyStream ? pairs.map(positionOf) : []);
  const found: string[] = [];
  for (const shard of description.shards) {
    const newest = shard.endingSequenceNumber ?? (await newestOf(kinesis, stream, shard, positions.get(shard.shardId)));
    if (newest === undefined) return undefined;
    found.push(`${shard.shardId}:${newest}`);
  }
  return [created, ...found].join(" ");
};

/** How far a client has seen each shard, for streamFingerprint. */
export const positionsText = (positions: ReadonlyMap<string, string>): string =>
  [anyStream, ...[...positions].map(([shardId, sequenceNumber]) => `${shardId}:${sequenceNumber}`)].join(" ");

// Whenever it was made.
const anyStream = "*";

const positionOf = (text: string): readonly [string, string] => {
  const at = text.lastIndexOf(":");
  return [text.slice(0, at), text.slice(at + 1)];
};

/** Pages of at most 10,000 records that are read to find the tip of a shard. */
const mostPages = 20;

const newestOf = async (
  kinesis: Pick<KinesisClient, "iterator" | "records">,
  stream: string,
  { shardId }: Shard,
  known: string | undefined,
): Promise<string | undefined> => {
  const isPlace = known !== undefined && /^\d+$/.test(known);
  let newest = isPlace ? known : "none";
  let iterator: string | undefined = await kinesis.iterator(
    stream,
    shardId,
    isPlace ? { type: "AFTER_SEQUENCE_NUMBER", sequenceNumber: known } : { type: "TRIM_HORIZON" },
  );
  for (let page = 0; page < mostPages && iterator !== undefined; page++) {
    const { records, next, millisBehindLatest }: RecordPage = await kinesis.records(stream, shardId, iterator);
    newest = records.at(-1)?.sequenceNumber ?? newest;
    if (millisBehindLatest === 0) return newest;
    iterator = next;
  }
  return iterator === undefined ? newest : undefined;
};
