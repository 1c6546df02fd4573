import type { StreamRecord } from "../kinesis/index.ts";

/** A record that is not in the table, and why. */
export interface DeadLetter {
  readonly record: StreamRecord;
  readonly reason: string;
}

/** Dead letters as newline-delimited JSON; `data` is base64, so that any bytes come back whole. */
export const renderDeadLetters = (letters: readonly DeadLetter[]): string =>
  letters
    .map(({ record, reason }) =>
      JSON.stringify({
        reason,
        partitionKey: record.partitionKey,
        data: Buffer.from(record.data).toString("base64"),
        stream: record.stream,
        shardId: record.shardId,
        sequenceNumber: record.sequenceNumber,
        approximateArrivalTimestamp: record.approximateArrivalTimestamp.toISOString(),
      }),
    )
    .map((line) => `${line}\n`)
    .join("");
