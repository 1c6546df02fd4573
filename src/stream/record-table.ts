import type { StreamRecord } from "../kinesis/index.ts";
import type { ColumnTable, DataType, Schema } from "../schema.ts";

const field = (name: string, type: DataType = "string") => ({ name, type, nullable: false });

/** The columns of records on their way to a transform. */
export const recordSchema: Schema = [
  field("partitionKey"),
  field("data"),
  field("stream"),
  field("shardId"),
  field("sequenceNumber"),
  field("approximateArrivalTimestamp", "timestamp"),
];

/** A record whose data is text. */
export interface TextRecord {
  readonly record: StreamRecord;
  readonly text: string;
}

/** Records as columns, in their order. */
export const recordTable = (records: readonly TextRecord[]): ColumnTable => ({
  schema: recordSchema,
  rowCount: records.length,
  columns: {
    partitionKey: records.map(({ record }) => record.partitionKey),
    data: records.map(({ text }) => text),
    stream: records.map(({ record }) => record.stream),
    shardId: records.map(({ record }) => record.shardId),
    sequenceNumber: records.map(({ record }) => record.sequenceNumber),
    approximateArrivalTimestamp: records.map(
      ({ record }) => BigInt(record.approximateArrivalTimestamp.getTime()) * 1000n,
    ),
  },
});

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The record's text where it is JSON in UTF-8, or why it is not. */
export const readText = (record: StreamRecord): { readonly text: string } | { readonly reason: string } => {
  let text: string;
  try {
    text = decoder.decode(record.data);
  } catch {
    return { reason: "the data is not UTF-8" };
  }
  try {
    JSON.parse(text);
    return { text };
  } catch (error) {
    return { reason: `the data is not JSON: ${(error as Error).message}` };
  }
};
