import { fitDecimal } from "../decimal.ts";
import { PinbookError, usageError } from "../errors.ts";
import { type Field, type Schema, typeName } from "../schema.ts";

/** A partition's value in ColumnTable's form (PROTOCOL.md, "Partition Value Serialization"); "" is null. */
export const partitionValue = ({ name, type }: Field, text: string | null): unknown => {
  if (text === null || text === "") return null;
  switch (type) {
    case "string":
      return text;
    case "boolean":
      return text === "true";
    case "int8":
    case "int16":
    case "int32":
    case "float32":
    case "float64":
      // Rust's word for what others call Infinity.
      return Number(text.replace(/^([+-]?)inf$/, "$1Infinity"));
    case "int64":
      return BigInt(text);
    case "date":
      return Date.parse(`${text}T00:00:00Z`) / 86_400_000;
    case "timestamp":
    case "timestamp_ntz":
      return micros(text);
    default:
      if (typeof type === "object" && type.kind === "decimal") {
        const digits = fitDecimal(text, type.precision, type.scale);
        if (digits !== undefined) return digits;
      }
      throw new PinbookError(
        `the partition column ${name} has the type ${typeName(type)}, which pinbook does not read yet`,
      );
  }
};

/** A partition's value, in ColumnTable's form, as the log has it; throws where the log has no form for it. */
export const partitionText = ({ name, type }: Field, value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  if (value === "")
    throw usageError(
      `the partition column ${name} has an empty text, which Delta tables take for null: make it null, or partition by another column`,
    );
  switch (type) {
    case "date":
      return isoTime(name, BigInt(value as number) * 86_400_000_000n).slice(0, 10);
    case "timestamp":
      return `${isoTime(name, value as bigint)}Z`;
    case "timestamp_ntz":
      return isoTime(name, value as bigint).replace("T", " ");
    default:
      return Object.is(value, -0) ? "-0.0" : String(value);
  }
};

/** Throws where a table cannot be partitioned by these columns. `place` names it. */
export const checkPartitionColumns = (schema: Schema, names: readonly string[], place: string): void => {
  for (const [index, name] of names.entries()) {
    const field = schema.find((one) => one.name === name);
    if (!field)
      throw usageError(
        `${place} cannot be partitioned by ${name}: its columns are ${schema.map((one) => one.name).join(", ")}`,
      );
    const isPlain = typeof field.type === "object" ? field.type.kind === "decimal" : field.type !== "binary";
    if (!isPlain)
      throw usageError(`${place} cannot be partitioned by ${name}, which is of type ${typeName(field.type)}`);
    if (names.indexOf(name) !== index) throw usageError(`${place} cannot be partitioned by ${name} twice`);
  }
  if (names.length > 0 && names.length === schema.length)
    throw usageError(`${place} cannot be partitioned by all of its columns: no column would be left for the files`);
};

const isoTime = (name: string, micros: bigint): string => {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const date = new Date(Number((micros - fraction) / 1000n));
  const text = Number.isNaN(date.getTime()) ? "+" : date.toISOString();
  if (/^(?:[+-]|0000)/.test(text))
    throw usageError(`the partition column ${name} has a time that is not of the years 1 to 9999`);
  return `${text.slice(0, 19)}${fraction === 0n ? "" : `.${String(fraction).padStart(6, "0")}`}`;
};

const micros = (text: string): bigint => {
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z?$/.exec(text);
  if (!found) throw new PinbookError(`the partition value ${JSON.stringify(text)} is no timestamp`);
  const [, day, time, fraction = ""] = found;
  return BigInt(Date.parse(`${day}T${time}Z`)) * 1000n + BigInt(fraction.padEnd(6, "0"));
};
