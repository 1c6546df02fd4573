import { account } from "../account.ts";
import { notFound } from "../aws-error.ts";
import { sequenceOf } from "../describe.ts";
import { formatIterator, parseIterator, type ShardPlace } from "../iterator.ts";
import { type Context, operation } from "../operation.ts";
import { limit, streamArn } from "../shapes.ts";
import { shardIdOf } from "../shard-id.ts";
import type { ReadRecord, ShardLog } from "../shard-log.ts";
import type { Stream } from "../streams.ts";

const mostRecords = 10_000;
const mostBytes = 10 * 1024 * 1024;

/** GetRecords: at most `Limit` (10,000) records and 10 MiB. No shard is ever closed, so ChildShards never comes. */
export const getRecords = operation(
  { ShardIterator: { type: "String", min: 1, max: 512, required: true }, Limit: limit, StreamARN: streamArn } as const,
  async (context, input) => {
    const place = parseIterator(input.ShardIterator, context.now());
    const { stream, log } = find(context, place);
    const records = await log.read(place.ordinal, input.Limit ?? mostRecords, mostBytes);
    const ordinal = place.ordinal + records.length;
    return {
      Records: records.map((record) => render(stream, place.shard, record)),
      NextShardIterator: formatIterator({ ...place, ordinal }, context.now()),
      MillisBehindLatest: behind(log, ordinal, records.at(-1), context.now()),
    };
  },
);

const find = (
  { streams }: Context,
  { stream: name, created, shard }: ShardPlace,
): { stream: Stream; log: ShardLog } => {
  const stream = streams.get(name);
  const log = stream?.created === created ? stream.shards[shard] : undefined;
  if (!stream || !log)
    throw notFound(`Shard ${shardIdOf(shard)} in stream ${name} under account ${account} does not exist`);
  return { stream, log };
};

const render = (stream: Stream, shard: number, { ordinal, arrival, partitionKey, data }: ReadRecord) => ({
  SequenceNumber: sequenceOf(stream, shard, ordinal, arrival),
  ApproximateArrivalTimestamp: arrival / 1000,
  Data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64"),
  PartitionKey: partitionKey,
});

/** 0 at the tip; before it at least 1, however fast the records came. */
const behind = (log: ShardLog, ordinal: number, last: ReadRecord | undefined, now: number): number =>
  ordinal >= log.count ? 0 : Math.max(now - (last?.arrival ?? log.lastArrival), 1);
