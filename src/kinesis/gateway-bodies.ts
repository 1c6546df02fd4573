import { messageOf } from "../errors.ts";
import { elementParts, type JsonPart, memberParts } from "./json-parts.ts";
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

/** `{StreamName, Data, PartitionKey}`; the stream is the path's, whatever StreamName says. Data is stored as the JSON text that was sent. */
export const readPut = (body: Uint8Array): PutRecord => {
  const { text, value } = readJson(body);
  return toRecord(text, memberParts(text).get("Data"), value.PartitionKey, { data: "Data", key: "PartitionKey" });
};

/** `{"records": [{"data", "partition-key"}]}`. */
export const readPuts = (body: Uint8Array): readonly PutRecord[] => {
  const { text, value } = readJson(body);
  const { records } = value;
  if (!Array.isArray(records) || records.length === 0)
    throw new BadRequest(
      "ValidationException",
      `records must be a list of at least one {"data", "partition-key"}, not ${show(records)}`,
    );
  const parts = elementParts(text, memberParts(text).get("records")?.start);
  return records.map((record: unknown, i) => {
    if (!isObject(record))
      throw new BadRequest("ValidationException", `records[${i}] must be a JSON object, not ${show(record)}`);
    const data = memberParts(text, parts[i]?.start).get("data");
    return toRecord(text, data, record["partition-key"], {
      data: `records[${i}].data`,
      key: `records[${i}].partition-key`,
    });
  });
};

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

const toRecord = (
  text: string,
  data: JsonPart | undefined,
  key: unknown,
  names: { readonly data: string; readonly key: string },
): PutRecord => {
  if (data === undefined) throw new BadRequest("ValidationException", `${names.data} is missing: give any JSON value`);
  const partitionKey = typeof key === "number" ? String(key) : key;
  if (typeof partitionKey !== "string" || partitionKey.length < 1 || partitionKey.length > 256)
    throw new BadRequest("ValidationException", `${names.key} must be a text of 1 to 256 characters, not ${show(key)}`);
  return { partitionKey, data: encoder.encode(text.slice(data.start, data.end)) };
};

const readObject = (body: Uint8Array): Readonly<Record<string, unknown>> => readJson(body).value;

const readJson = (body: Uint8Array): { readonly text: string; readonly value: Readonly<Record<string, unknown>> } => {
  try {
    const text = decoder.decode(body);
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { text, value };
    throw new BadRequest("SerializationException", `the request body must be a JSON object, not ${show(value)}`);
  } catch (error) {
    if (error instanceof BadRequest) throw error;
    throw new BadRequest("SerializationException", `the request body is not valid JSON: ${messageOf(error)}`);
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const show = (value: unknown): string => {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};
