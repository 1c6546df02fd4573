import type * as Sdk from "@aws-sdk/client-kinesis";
import type { PutReceipt, RecordPage, Shard, ShardStart, StreamRecord } from "./types.ts";

/** A shard as the SDK gives it. */
export const readShard = (shard: Sdk.Shard): Shard => ({
  shardId: shard.ShardId ?? "",
  parents: [shard.ParentShardId, shard.AdjacentParentShardId].filter((id) => id !== undefined),
  hashKeyRange: { start: shard.HashKeyRange?.StartingHashKey ?? "", end: shard.HashKeyRange?.EndingHashKey ?? "" },
  startingSequenceNumber: shard.SequenceNumberRange?.StartingSequenceNumber ?? "",
  ...(shard.SequenceNumberRange?.EndingSequenceNumber
    ? { endingSequenceNumber: shard.SequenceNumberRange.EndingSequenceNumber }
    : {}),
});

export const readReceipt = ({ ShardId = "", SequenceNumber = "" }: Partial<Sdk.PutRecordOutput>): PutReceipt => ({
  shardId: ShardId,
  sequenceNumber: SequenceNumber,
});

/** A page of GetRecords as the SDK gives it. */
export const readPage = (stream: string, shardId: string, page: Sdk.GetRecordsOutput): RecordPage => ({
  records: (page.Records ?? []).map((record) => readRecord(stream, shardId, record)),
  next: page.NextShardIterator,
  millisBehindLatest: page.MillisBehindLatest ?? 0,
});

/** Where to start, as GetShardIterator takes it. */
export const toStartInput = (start: ShardStart) => ({
  ShardIteratorType: start.type,
  ...("sequenceNumber" in start ? { StartingSequenceNumber: start.sequenceNumber } : {}),
});

const readRecord = (stream: string, shardId: string, record: Sdk._Record): StreamRecord => ({
  partitionKey: record.PartitionKey ?? "",
  data: record.Data ?? new Uint8Array(),
  stream,
  shardId,
  sequenceNumber: record.SequenceNumber ?? "",
  approximateArrivalTimestamp: record.ApproximateArrivalTimestamp ?? new Date(0),
});
