import { fitDecimal } from "../decimal.ts";
import { type DataType, type Field, typeName } from "../schema.ts";
import { bytesOfBase64 } from "./bytes.ts";
import { converter, fitNumber } from "./cast.ts";
import { kindOf } from "./data-type.ts";
import { ExactNumber } from "./exact-json.ts";
import { parseDate, parseTimestamp } from "./timestamp.ts";

/** A value as a column holds it, or why the column cannot. */
export type Fit = { readonly value: unknown } | { readonly problem: string };

/**
 * A JavaScript or JSON value as a field's column holds it (src/schema.ts). Nothing is guessed: text is not read as a
 * number but for NaN, Infinity and -Infinity, a fraction is not cut off, and numbers that JSON has rounded are refused; a
 * decimal is a number or its digits, dates and timestamps are Date or ISO text, binary is bytes or base64. A missing value
 * is null.
 */
export const fitValue = (value: unknown, field: Field): Fit => {
  if (value === null || value === undefined) {
    return field.nullable ? { value: null } : { problem: misfit(null, field) };
  }
  const result = fitType(value, field.type);
  return result === undefined ? { problem: misfit(value, field) } : { value: result };
};

/** As fitValue, for a type's values, none null, without a word: undefined where one does not fit. */
export const fitterOf =
  (type: DataType) =>
  (value: unknown): unknown =>
    fitType(value, type);

/** Why a value is none of a field's. */
export const misfit = (value: unknown, field: Field): string =>
  value === null ? `${field.name} is missing` : `${field.name} is ${show(value)}, not ${typeName(field.type)}`;

/** As fitValue, for a value that is not null; undefined where it does not fit. */
const fitType = (value: unknown, type: DataType): unknown => {
  if (value instanceof ExactNumber) return fitType(needsDigits(type) ? value.digits : value.number, type);
  if (typeof type === "object") return fitNested(value, type);
  switch (type) {
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "string":
      return typeof value === "string" ? value : undefined;
    case "binary":
      return typeof value === "string" ? bytesOfBase64(value) : value instanceof Uint8Array ? value : undefined;
    case "int64":
      return fitInt64(value);
    case "date":
      return fitDate(value);
    case "timestamp":
    case "timestamp_ntz":
      return fitTimestamp(value);
    default:
      return fitWholeOrFloat(value, type);
  }
};

const needsDigits = (type: DataType): boolean => kindOf(type) === "int64" || kindOf(type) === "decimal";

const fitWholeOrFloat = (value: unknown, type: DataType): number | undefined => {
  if (type === "float32" || type === "float64") {
    const number = typeof value === "number" ? value : notFinite[value as string];
    return number !== undefined && type === "float32" ? Math.fround(number) : number;
  }
  if (typeof value !== "number") return undefined;
  return Number.isInteger(value) ? fitNumber(value, type) : undefined;
};

/** Numbers that JSON has no word for. */
const notFinite: Readonly<Record<string, number>> = Object.assign(Object.create(null), {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
});

const fitInt64 = (value: unknown): bigint | undefined => {
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  const whole = typeof value === "string" && /^-?\d{1,19}$/.test(value) ? BigInt(value) : value;
  return typeof whole === "bigint" && BigInt.asIntN(64, whole) === whole ? whole : undefined;
};

const fitTimestamp = (value: unknown): bigint | undefined => {
  if (typeof value === "bigint") return value;
  if (typeof value === "string") return parseTimestamp(value) ?? undefined;
  return value instanceof Date && !Number.isNaN(value.getTime()) ? BigInt(value.getTime()) * 1000n : undefined;
};

const fitDate = (value: unknown): number | undefined => {
  if (typeof value === "string") return parseDate(value) ?? undefined;
  const days = value instanceof Date ? value.getTime() / 86_400_000 : Number.NaN;
  return Number.isInteger(days) ? days : undefined;
};

const fitNested = (value: unknown, type: Exclude<DataType, string>): unknown => {
  switch (type.kind) {
    case "decimal":
      return fitDigits(value, type.precision, type.scale);
    case "list":
      return Array.isArray(value) || ArrayBuffer.isView(value)
        ? all([...(value as Iterable<unknown>)], type.element, type.containsNull)
        : undefined;
    case "struct":
      return fitStruct(value, type.fields);
    case "map":
      return fitMap(value, type);
  }
};

/** A number is taken as it is written, where so few digits tell one from every other; a text has as many as it needs. */
const fitDigits = (value: unknown, precision: number, scale: number): string | undefined => {
  const text = typeof value === "number" || typeof value === "bigint" ? String(value) : value;
  if (typeof text !== "string") return undefined;
  if (typeof value === "number" && text.replace(/e.*|[-.]/g, "").replace(/^0+/, "").length > 15) return undefined;
  return fitDecimal(text, precision, scale);
};

const all = (values: readonly unknown[], type: DataType, nullable: boolean): unknown[] | undefined => {
  const fitted = values.map((value) => fitValue(value, { name: "", type, nullable }));
  return fitted.every((one) => "value" in one) ? fitted.map((one) => one.value) : undefined;
};

const fitStruct = (value: unknown, fields: readonly Field[]): unknown => {
  if (typeof value !== "object" || value === null) return undefined;
  const fitted = fields.map(
    (field) => [field.name, fitValue((value as Record<string, unknown>)[field.name], field)] as const,
  );
  if (fitted.some(([, one]) => "problem" in one)) return undefined;
  return Object.fromEntries(fitted.map(([name, one]) => [name, "value" in one ? one.value : null]));
};

const fitMap = (value: unknown, type: Extract<DataType, { kind: "map" }>): unknown => {
  if (typeof value !== "object" || value === null) return undefined;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  const nameReader = value instanceof Map ? undefined : readerOfNames(type.key);
  const names = entries.map(([key]) => (nameReader ? nameReader(key as never) : key));
  const keys = all(names, type.key, false);
  const values = all(
    entries.map(([, item]) => item),
    type.value,
    type.valueContainsNull,
  );
  return keys && values && new Map(keys.map((key, index) => [key, values[index]]));
};

/** An object's names are texts, whatever a map's keys are; undefined where texts are fitted as they are. */
const readerOfNames = (type: DataType) =>
  ["number", "boolean"].includes(kindOf(type)) ? converter("string", type) : undefined;

const show = (value: unknown): string => {
  if (value instanceof ExactNumber) return value.digits;
  if (typeof value === "bigint") return `${value}n`;
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};
