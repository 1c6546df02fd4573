import type { Bounds, BoundsOf } from "../bounds.ts";
import type { DataType, Field } from "../schema.ts";
import { partitionValue } from "./partition.ts";
import type { AddFile, Snapshot } from "./types.ts";

/** What the log says of the columns of a data file (PROTOCOL.md, "Per-file Statistics"), and of its partition. */
export const boundsOfFile = ({ schema, metadata }: Snapshot, file: AddFile): BoundsOf => {
  const statistics = statisticsOf(file);
  return (name) => {
    const field = schema.find((one) => one.name === name);
    if (!field) return undefined;
    if (metadata.partitionColumns.includes(name)) return partitionBounds(field, file);
    return statistics && columnBounds(field, statistics);
  };
};

/** The bounds of every value of these partitions, where they can be compared. */
const partitionBounds = (field: Field, { partitionValues }: AddFile): Bounds => {
  const value = partitionValue(field, partitionValues[field.name] ?? null);
  if (value === null) return { rows: 1, nulls: 1 };
  if (typeof value === "boolean" || Number.isNaN(value) || typeof field.type === "object") return { rows: 1, nulls: 0 };
  const bound = typeof value === "string" ? Buffer.from(value) : value;
  return { rows: 1, nulls: 0, min: bound, max: bound };
};

type Values = Readonly<Record<string, unknown>>;

interface FileStatistics {
  readonly numRecords?: unknown;
  readonly minValues?: Values;
  readonly maxValues?: Values;
  readonly nullCount?: Values;
  readonly tightBounds?: unknown;
}

const statisticsOf = ({ stats }: AddFile): FileStatistics | undefined => {
  try {
    const parsed: unknown = JSON.parse(stats ?? "null");
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
};

const columnBounds = ({ name, type }: Field, statistics: FileStatistics): Bounds => {
  const { numRecords, minValues, maxValues, nullCount, tightBounds } = statistics;
  const [rows, nulls] = [countOf(numRecords), tightBounds === false ? undefined : countOf(ownValue(nullCount, name))];
  const min = boundOf(type, ownValue(minValues, name), "min");
  const max = boundOf(type, ownValue(maxValues, name), "max");
  return {
    ...(rows !== undefined && { rows }),
    ...(nulls !== undefined && { nulls }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
};

const ownValue = (values: Values | undefined, name: string): unknown =>
  values && Object.hasOwn(values, name) ? values[name] : undefined;

const countOf = (value: unknown): number | undefined => (Number.isSafeInteger(value) ? (value as number) : undefined);

/** A bound in ColumnTable's form, as wide as its text may stand for; undefined where it may not be one. */
const boundOf = (type: DataType, value: unknown, which: "min" | "max"): unknown => {
  switch (type) {
    case "int8":
    case "int16":
    case "int32":
      return countOf(value);
    case "int64":
      // JSON's numbers are rounded past these.
      return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
    case "float32":
    case "float64":
      return typeof value === "number" ? value : undefined;
    case "date":
      return typeof value === "string" ? dayOf(value) : undefined;
    case "timestamp":
    case "timestamp_ntz":
      return typeof value === "string" ? microsOf(value, type, which) : undefined;
    case "string":
      return typeof value === "string" ? textOf(value, which) : undefined;
    default:
      return undefined;
  }
};

const dayOf = (text: string): number | undefined => {
  const days = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) / 86_400_000 : Number.NaN;
  return Number.isInteger(days) ? days : undefined;
};

/** Writers cut times to milliseconds, some towards 1970. */
const microsOf = (text: string, type: "timestamp" | "timestamp_ntz", which: "min" | "max"): bigint | undefined => {
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (!found || (type === "timestamp" && !found[4])) return undefined;
  const [, day, time, fraction = "", zone = "Z"] = found;
  const millis = Date.parse(`${day}T${time}${type === "timestamp" ? zone : "Z"}`);
  if (Number.isNaN(millis)) return undefined;
  return BigInt(millis) * 1000n + BigInt(fraction.padEnd(6, "0")) + (which === "max" ? 999n : -999n);
};

/** A cut maximum once ended in U+FFFD, which is below the characters of four bytes. */
const textOf = (text: string, which: "min" | "max"): Uint8Array | undefined =>
  which === "max" && text.endsWith("\ufffd") ? undefined : Buffer.from(text);
