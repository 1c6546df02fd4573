import { arnOf } from "./account.ts";
import { hashRanges } from "./hash.ts";
import { formatSequence } from "./sequence.ts";
import { shardIdOf } from "./shard-id.ts";
import type { Stream } from "./streams.ts";

/** A stream's shards as AWS lists them. */
export const describeShards = (stream: Stream) =>
  hashRanges(stream.shards.length).map(({ start, end }, shard) => ({
    ShardId: shardIdOf(shard),
    HashKeyRange: { StartingHashKey: String(start), EndingHashKey: String(end) },
    SequenceNumberRange: { StartingSequenceNumber: startOf(stream, shard) },
  }));

/** What DescribeStream and DescribeStreamSummary have in common. Nothing is ever trimmed, so the retention is the longest that there is. */
export const describeStream = (stream: Stream) => ({
  StreamName: stream.name,
  StreamARN: arnOf(stream.name),
  StreamStatus: "ACTIVE",
  StreamModeDetails: { StreamMode: stream.mode },
  RetentionPeriodHours: 8760,
  StreamCreationTimestamp: stream.created / 1000,
  EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
  EncryptionType: "NONE",
});

/** The sequence number of a shard's record, `ordinal` 0 being the first. */
export const sequenceOf = (stream: Stream, shard: number, ordinal: number, arrival: number): string =>
  formatSequence({ created: seconds(stream.created), shard, index: ordinal + 1, time: seconds(arrival) });

const startOf = (stream: Stream, shard: number): string =>
  formatSequence({ created: seconds(stream.created), shard, index: 0, time: seconds(stream.created) });

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);
