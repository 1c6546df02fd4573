import type { PutRecordsOutput, PutRecordsRequestEntry } from "@aws-sdk/client-kinesis";
import { KinesisError, PartialPut, type PutResult } from "./errors.ts";
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

type Put = (entries: readonly PutRecordsRequestEntry[]) => Promise<PutRecordsOutput>;

/**
 * Puts all records, request by request, the refused entries again after a growing pause.
 * Throws PartialPut where some stay refused or a request fails after others went through, and that request's error where none did.
 */
export const putAll = async (spec: PutAllSpec, put: Put): Promise<readonly PutReceipt[]> => {
  const results: PutResult[] = [];
  let failure: KinesisError | undefined;
  for (const batch of putBatches(spec.records)) {
    const ended = failure
      ? { results: batch.map(() => refusal(failure)), failure }
      : await putBatch(batch, put, spec.sleep);
    results.push(...ended.results);
    failure = ended.failure;
  }
  const refused = results.filter((result) => "errorCode" in result);
  if (failure && refused.length === results.length) throw failure;
  const [first] = refused;
  if (first) throw partial(spec, results, refused.length, first);
  return results as readonly PutReceipt[];
};

const partial = (
  { stream, endpoint }: PutAllSpec,
  results: readonly PutResult[],
  count: number,
  first: Refusal,
): PartialPut => {
  const reason = `${count} of ${results.length} records were refused, the first with ${first.errorCode}: ${first.errorMessage}`;
  const message = `Kinesis PutRecords on stream ${stream} at ${endpoint}: ${reason}. Send them again, more slowly`;
  return new PartialPut({ message, code: first.errorCode, status: 400, reason }, results);
};

const putBatch = async (
  batch: readonly PutRecord[],
  put: Put,
  sleep: PutAllSpec["sleep"],
): Promise<{ readonly results: readonly PutResult[]; readonly failure?: KinesisError }> => {
  const results: PutResult[] = new Array(batch.length);
  let open = batch.map((_, i) => i);
  for (let attempt = 0; attempt < attempts && open.length > 0; attempt++) {
    if (attempt > 0) await sleep(50 * 2 ** attempt);
    try {
      const { Records = [] } = await put(open.map((i) => toEntry(batch[i] as PutRecord)));
      open.forEach((i, k) => {
        results[i] = toResult(Records[k]);
      });
      open = open.filter((i) => "errorCode" in (results[i] as PutResult));
    } catch (failure) {
      if (!(failure instanceof KinesisError)) throw failure;
      for (const i of open) results[i] = refusal(failure);
      return { results, failure };
    }
  }
  return { results };
};

type Refusal = Extract<PutResult, { errorCode: string }>;

const refusal = (failure: KinesisError | undefined): Refusal => ({
  errorCode: failure?.code ?? "",
  errorMessage: failure?.reason ?? "",
});

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
