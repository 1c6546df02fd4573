import { type DataType, typeName } from "../schema.ts";
import { type Kind, kindOf } from "./data-type.ts";
import { dateOfMicros, floorDivide, formatDate, formatTimestamp, parseDate, parseTimestamp } from "./timestamp.ts";

/** A value of one column type as another's, or undefined where it does not convert. Values are never null. */
export type Convert = (value: never) => unknown;

/** Whether values of a type can ever convert to another. */
export const castIsPossible = (from: DataType, to: DataType): boolean => converter(from, to) !== undefined;

/**
 * How values of one type convert to another: text is read strictly (no spaces inside, no hexadecimal), numbers lose
 * their fraction towards zero on the way to whole ones, timestamps are UTC. Undefined where it never can.
 */
export const converter = (from: DataType, to: DataType): Convert | undefined => {
  if (typeName(from) === typeName(to)) return (value) => value;
  const convert = table[`${kindOf(from)} ${kindOf(to)}`];
  return convert && ((value) => convert(value, to));
};

/** A number as one of a numeric type, or undefined where it does not fit; whole types drop the fraction. */
export const fitNumber = (value: number, to: DataType): number | undefined => {
  if (to === "float64") return value;
  if (to === "float32") return Math.fround(value);
  const whole = Math.trunc(value);
  const limit = limits[to as keyof typeof limits];
  return whole >= -limit && whole < limit ? whole + 0 : undefined;
};

const limits = { int8: 2 ** 7, int16: 2 ** 15, int32: 2 ** 31 };

type Rule = (value: never, to: DataType) => unknown;

const numberPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const wholePattern = /^[+-]?\d+$/;
const words: Readonly<Record<string, number>> = { nan: Number.NaN, infinity: Infinity, "-infinity": -Infinity };

const textToNumber = (text: string, to: DataType): number | undefined => {
  const trimmed = text.trim();
  const isFloat = to === "float64" || to === "float32";
  if ((isFloat ? numberPattern : wholePattern).test(trimmed)) return fitNumber(Number(trimmed), to);
  const word = isFloat ? words[trimmed.toLowerCase()] : undefined;
  return word;
};

const toInt64 = (value: bigint): bigint | undefined => (BigInt.asIntN(64, value) === value ? value : undefined);

const textToBoolean = (text: string): boolean | undefined => {
  const word = text.trim().toLowerCase();
  return word === "true" || word === "false" ? word === "true" : undefined;
};

const numberText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

const table: Partial<Record<`${Kind} ${Kind}`, Rule>> = {
  "string number": textToNumber,
  "string int64": (text: string) =>
    wholePattern.test(text.trim()) ? toInt64(BigInt(text.trim().replace("+", ""))) : undefined,
  "string boolean": textToBoolean,
  "string date": (text: string) => parseDate(text) ?? undefined,
  "string timestamp": (text: string) => parseTimestamp(text) ?? undefined,
  "number number": fitNumber,
  "number int64": (value: number) => (Number.isFinite(value) ? toInt64(BigInt(Math.trunc(value))) : undefined),
  "number boolean": (value: number) => (Number.isNaN(value) ? undefined : value !== 0),
  "number string": numberText,
  "int64 number": (value: bigint, to: DataType) => fitNumber(Number(value), to),
  "int64 boolean": (value: bigint) => value !== 0n,
  "int64 string": (value: bigint) => value.toString(),
  "boolean number": Number,
  "boolean int64": (value: boolean) => (value ? 1n : 0n),
  "boolean string": String,
  "decimal string": (value: string) => value,
  "decimal number": (value: string, to: DataType) => fitNumber(Number(value), to),
  "date timestamp": (days: number) => BigInt(days) * 86_400_000_000n,
  "date string": formatDate,
  "timestamp date": (micros: bigint) => Number(floorDivide(micros, 86_400_000_000n)),
  "timestamp string": formatTimestamp,
  "timestamp timestamp": (micros: bigint) => micros,
};

/** Year, month, … of a date or timestamp as a Date of UTC. */
export const utcDate = (value: number | bigint): Date =>
  typeof value === "bigint" ? dateOfMicros(value) : new Date(value * 86_400_000);
