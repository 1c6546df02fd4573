import { compactJson, type JsonFault, type JsonSpan, readJson } from "../json-text.ts";
import type { ProduceRecord } from "../types.ts";
import type { RestFault } from "./reply.ts";

/** How keys and values stand in the body: as JSON, or as base64. */
export type EmbeddedFormat = "json" | "binary";

const jsonType = "application/vnd.kafka.json.v2+json";
const formats: Readonly<Record<string, EmbeddedFormat>> = {
  [jsonType]: "json",
  "application/vnd.kafka.binary.v2+json": "binary",
  "application/vnd.kafka.v2+json": "binary",
};

/** The embedded format that a Content-Type names, or the fault 415. */
export const formatOf = (contentType: string | undefined): EmbeddedFormat | RestFault => {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const sent = type === "" ? "no Content-Type" : `Content-Type ${type}`;
  return (
    formats[type] ?? {
      status: 415,
      code: 415,
      message: `HTTP 415 Unsupported Media Type: ${sent}; send ${Object.keys(formats).join(" or ")}`,
    }
  );
};

/**
 * Reads `{"records":[{"key"?,"value","partition"?}]}`. JSON values become the bytes they were written with, less the white space
 * between tokens, so that numbers of any size and values that are JSON in a string pass unchanged. A value of null is a tombstone.
 */
export const readRecords = (
  body: Uint8Array,
  format: EmbeddedFormat,
  withPartition: boolean,
): readonly ProduceRecord[] | RestFault => {
  const text = decode(body);
  if (text === undefined) return bad("the body is not UTF-8");
  const read = readJson(text);
  if ("fault" in read) return bad(`Invalid JSON ${whereIn(text, read.fault)}: ${read.fault.message}`);
  if (read.root.kind !== "object") return bad('the body is not an object: send {"records":[{"value":…}]}');
  const unknown = read.root.members.find(({ name }) => name !== "records" && !schemaFields.has(name));
  if (unknown) return unrecognized(unknown.name);
  const records = read.root.members.findLast(({ name }) => name === "records")?.value;
  if (!records || records.kind === "null") return unprocessable("records may not be empty");
  if (records.kind !== "array") return bad('records is not an array: send {"records":[{"value":…}]}');
  if (records.items.length === 0) return unprocessable("records may not be empty");
  return all(records.items, (span, i) => readRecord(text, span, `records[${i}]`, format, withPartition));
};

const schemaFields = new Set(["key_schema", "key_schema_id", "value_schema", "value_schema_id"]);

const readRecord = (
  text: string,
  span: JsonSpan,
  at: string,
  format: EmbeddedFormat,
  withPartition: boolean,
): ProduceRecord | RestFault => {
  if (span.kind !== "object") return unprocessable(`${at} is not an object: send {"value":…}`);
  let record: ProduceRecord = { value: null };
  for (const { name, value } of span.members) {
    if (name === "partition" && withPartition) {
      const partition = readPartition(text, value, `${at}.partition`);
      if (typeof partition === "object") return partition;
      record = partition === undefined ? record : { ...record, partition };
    } else if (name === "key" || name === "value") {
      const bytes = embedded(text, value, `${at}.${name}`, format);
      if (bytes && "status" in bytes) return bytes;
      record = { ...record, [name]: bytes };
    } else return unrecognized(`${at}.${name}`);
  }
  return record;
};

const readPartition = (text: string, span: JsonSpan, at: string): number | undefined | RestFault => {
  if (span.kind === "null") return undefined;
  const written = text.slice(span.start, span.end);
  const partition = span.kind === "number" ? Number(written) : Number.NaN;
  if (!Number.isInteger(partition) || partition > 0x7fffffff) return bad(`${at} is not a whole number: ${written}`);
  return partition < 0 ? unprocessable(`${at} must be greater than or equal to 0`) : partition;
};

const embedded = (text: string, span: JsonSpan, at: string, format: EmbeddedFormat): Uint8Array | null | RestFault => {
  if (span.kind === "null") return null;
  const written = text.slice(span.start, span.end);
  if (format === "json") return new TextEncoder().encode(compactJson(written));
  const base64 = span.kind === "string" ? (JSON.parse(written) as string) : undefined;
  if (base64 === undefined || !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64))
    return bad(`${at} is not base64: to send JSON, set Content-Type ${jsonType}`);
  return Buffer.from(base64, "base64");
};

const all = <T extends object>(
  spans: readonly JsonSpan[],
  read: (span: JsonSpan, index: number) => T | RestFault,
): readonly T[] | RestFault => {
  const records: T[] = [];
  for (const [i, span] of spans.entries()) {
    const record = read(span, i);
    if ("status" in record) return record;
    records.push(record);
  }
  return records;
};

const decode = (body: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
};

const whereIn = (text: string, { position }: JsonFault): string => {
  const before = text.slice(0, position).split("\n");
  return `at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
};

const bad = (message: string): RestFault => ({ status: 400, code: 400, message });
const unprocessable = (message: string): RestFault => ({ status: 422, code: 422, message });
const unrecognized = (field: string): RestFault =>
  unprocessable(`Unrecognized field: ${field}; send {"records":[{"value":…}]}`);
