import { PinbookError } from "../../errors.ts";
import { type DataType, typeName } from "../../schema.ts";
import { converter } from "../cast.ts";
import { formatDate, formatTimestamp } from "../timestamp.ts";

/** How decimals are written: as text, which no reader rounds, or as numbers. */
export interface JsonOptions {
  /** Default `string`; our readers take both. */
  readonly decimals?: "string" | "number";
}

/** Writes a value that may be null as JSON. */
export type ToJson = (value: unknown) => string;

/**
 * How a type's values are written as JSON, so that the readers give the same values again: int64 as all its digits, NaN and
 * the infinities as texts, dates and timestamps in ISO's form, binary as base64, maps as objects.
 */
export const jsonWriter = (type: DataType, options: JsonOptions = {}): ToJson => {
  const write = writerOf(type, options) as ToJson;
  return (value) => (value === null || value === undefined ? "null" : write(value));
};

/** A timestamp in ISO's form, of UTC where it is one of a zone; throws for years that four digits do not hold. */
export const isoTimestamp = (micros: bigint, isUtc: boolean): string =>
  `${fourDigits(() => formatTimestamp(micros)).replace(" ", "T")}${isUtc ? "Z" : ""}`;

/** A date in ISO's form; throws for years that four digits do not hold. */
export const isoDate = (days: number): string => fourDigits(() => formatDate(days));

/** A number as JavaScript writes it, -0 with its sign. */
export const numberText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** Many readers take -0 for a whole number, which has no sign. */
const jsonNumber = (value: number): string => (Object.is(value, -0) ? "-0.0" : String(value));

const fourDigits = (format: () => string): string => {
  try {
    const text = format();
    if (/^\d{4}-/.test(text)) return text;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new PinbookError(
    "A date or timestamp is not of the years 0 to 9999, which is all that text files hold: filter such rows out, cast the column to int64, or write Parquet.",
  );
};

const writerOf = (type: DataType, options: JsonOptions): ((value: never) => string) => {
  if (typeof type === "object") return nestedWriter(type, options);
  switch (type) {
    case "boolean":
    case "int8":
    case "int16":
    case "int32":
    case "int64":
      return String;
    case "float32":
    case "float64":
      return (value: number) => (Number.isFinite(value) ? jsonNumber(value) : `"${value}"`);
    case "string":
      return JSON.stringify;
    case "binary":
      return (value: Uint8Array) => `"${Buffer.from(value).toString("base64")}"`;
    case "date":
      return (days: number) => `"${isoDate(days)}"`;
    case "timestamp":
    case "timestamp_ntz":
      return (micros: bigint) => `"${isoTimestamp(micros, type === "timestamp")}"`;
  }
};

const nestedWriter = (type: Exclude<DataType, string>, options: JsonOptions): ((value: never) => string) => {
  switch (type.kind) {
    case "decimal":
      return options.decimals === "number" ? (digits: string) => digits : (digits: string) => `"${digits}"`;
    case "list": {
      const element = jsonWriter(type.element, options);
      return (values: ArrayLike<unknown>) => `[${Array.from(values, element).join(",")}]`;
    }
    case "struct": {
      const fields = type.fields.map((field) => ({
        name: field.name,
        head: `${JSON.stringify(field.name)}:`,
        write: jsonWriter(field.type, options),
      }));
      return (value: Readonly<Record<string, unknown>>) =>
        `{${fields.map(({ name, head, write }) => head + write(value[name])).join(",")}}`;
    }
    case "map": {
      const [key, value] = [nameWriter(type.key), jsonWriter(type.value, options)];
      return (entries: ReadonlyMap<unknown, unknown>) =>
        `{${Array.from(entries, ([name, item]) => `${key(name as never)}:${value(item)}`).join(",")}}`;
    }
  }
};

/** A map's key as an object's name. */
const nameWriter = (type: DataType): ((value: never) => string) => {
  if (typeof type === "object" && type.kind !== "decimal") {
    throw new PinbookError(`A JSON object cannot have names of type ${typeName(type)}: write Parquet.`);
  }
  if (type === "float32" || type === "float64" || type === "boolean") {
    const convert = converter(type, "string") as (value: never) => string;
    return (value) => JSON.stringify(convert(value));
  }
  const write = writerOf(type, {});
  return (value) => {
    const text = write(value);
    return text.startsWith('"') ? text : `"${text}"`;
  };
};
