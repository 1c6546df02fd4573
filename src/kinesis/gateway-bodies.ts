import { messageOf } from "../errors.ts";
import type { PutRecord } from "./types.ts";

/** A request that is wrong before Kinesis is asked: 400 with AWS's name for it. */
export class BadRequest extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** `{"ShardCount": n}`; 1 shard where it or the body is missing. */
export const readCreate = (body: Uint8Array): { readonly shards: number } => {
  if (body.length === 0) return { shards: 1 };
  const { ShardCount: shards = 1 } = readObject(body);
  if (typeof shards !== "number" || !Number.isInteger(shards))
    throw new BadRequest("SerializationException", `ShardCount must be a whole number, not ${show(shards)}`);
  return { shards };
};

/** `{StreamName, Data, PartitionKey}`; the stream is the path's, whatever StreamName says. */
export const readPut = (body: Uint8Array): PutRecord => {
  const { Data, PartitionKey } = readObject(body);
  return toRecord(Data, PartitionKey, { data: "Data", key: "PartitionKey" });
};

/** `{"records": [{"data", "partition-key"}]}`. */
export const readPuts = (body: Uint8Array): readonly PutRecord[] => {
  const { records } = readObject(body);
  if (!Array.isArray(records) || records.length === 0)
    throw new BadRequest(
      "ValidationException",
      `records must be a list of at least one {"data", "partition-key"}, not ${show(records)}`,
    );
  return records.map((record: unknown, i) => {
    if (!isObject(record))
      throw new BadRequest("ValidationException", `records[${i}] must be a JSON object, not ${show(record)}`);
    return toRecord(record.data, record["partition-key"], {
      data: `records[${i}].data`,
      key: `records[${i}].partition-key`,
    });
  });
};

const encoder = new TextEncoder();

const toRecord = (data: unknown, key: unknown, names: { readonly data: string; readonly key: string }): PutRecord => {
  if (data === undefined) throw new BadRequest("ValidationException", `${names.data} is missing: give any JSON value`);
  const partitionKey = typeof key === "number" ? String(key) : key;
  if (typeof partitionKey !== "string" || partitionKey.length < 1 || partitionKey.length > 256)
    throw new BadRequest("ValidationException", `${names.key} must be a text of 1 to 256 characters, not ${show(key)}`);
  return { partitionKey, data: encoder.encode(JSON.stringify(data)) };
};

const readObject = (body: Uint8Array): Readonly<Record<string, unknown>> => {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (error) {
    throw new BadRequest("SerializationException", `the request body is not valid JSON: ${messageOf(error)}`);
  }
  if (!isObject(value))
    throw new BadRequest("SerializationException", `the request body must be a JSON object, not ${show(value)}`);
  return value;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const show = (value: unknown): string => {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};
