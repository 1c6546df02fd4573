import type { PutRecordsOutput, PutRecordsRequestEntry } from "@aws-sdk/client-kinesis";
import { PartialPut, type PutResult } from "./errors.ts";
import { putBatches } from "./put-batches.ts";
import type { PutReceipt, PutRecord } from "./types.ts";

export interface PutAllSpec {
  readonly stream: string;
  readonly records: readonly PutRecord[];
  /** For messages. */
  readonly endpoint: string;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

const attempts = 8;

/** Puts all records, request by request, the refused entries again after a growing pause. Throws PartialPut where some stay refused. */
export const putAll = async (
  { stream, records, endpoint, sleep }: PutAllSpec,
  put: (entries: readonly PutRecordsRequestEntry[]) => Promise<PutRecordsOutput>,
): Promise<readonly PutReceipt[]> => {
  const results: PutResult[] = [];
  for (const batch of putBatches(records)) results.push(...(await putBatch(batch, put, sleep)));
  const failed = results.filter((result) => "errorCode" in result);
  const [first] = failed;
  if (!first) return results as readonly PutReceipt[];
  const reason = `${failed.length} of ${results.length} records were refused, the first with ${first.errorCode}: ${first.errorMessage}`;
  const message = `Kinesis PutRecords on stream ${stream} at ${endpoint}: ${reason}. Send them again, more slowly`;
  throw new PartialPut({ message, code: first.errorCode, status: 400, reason }, results);
};

const putBatch = async (
  batch: readonly PutRecord[],
  put: (entries: readonly PutRecordsRequestEntry[]) => Promise<PutRecordsOutput>,
  sleep: (milliseconds: number) => Promise<unknown>,
): Promise<readonly PutResult[]> => {
  const results: PutResult[] = new Array(batch.length);
  let open = batch.map((_, i) => i);
  for (let attempt = 0; attempt < attempts && open.length > 0; attempt++) {
    if (attempt > 0) await sleep(50 * 2 ** attempt);
    const { Records = [] } = await put(open.map((i) => toEntry(batch[i] as PutRecord)));
    open.forEach((i, k) => {
      results[i] = toResult(Records[k]);
    });
    open = open.filter((i) => "errorCode" in (results[i] as PutResult));
  }
  return results;
};

const toEntry = ({ partitionKey, data, explicitHashKey }: PutRecord): PutRecordsRequestEntry => ({
  PartitionKey: partitionKey,
  Data: data,
  ...(explicitHashKey === undefined ? {} : { ExplicitHashKey: explicitHashKey }),
});

const toResult = (entry: NonNullable<PutRecordsOutput["Records"]>[number] | undefined): PutResult =>
  entry?.SequenceNumber !== undefined && entry.ShardId !== undefined
    ? { shardId: entry.ShardId, sequenceNumber: entry.SequenceNumber }
    : {
        errorCode: entry?.ErrorCode ?? "InternalFailure",
        errorMessage: entry?.ErrorMessage ?? "no reply for this record",
      };
