import { decimalText, hasDigits, rescaled, scaleOf, unscaledAt } from "../decimal.ts";
import { type DataType, typeName } from "../schema.ts";
import { textOfUtf8, utf8Of } from "./bytes.ts";
import { type Kind, kindOf } from "./data-type.ts";
import { isDecimal } from "./decimal-type.ts";
import { dateOfMicros, floorDivide, formatDate, formatTimestamp, parseDate, parseTimestamp } from "./timestamp.ts";

/** A value of one column type as another's, or undefined where it does not convert. Values are never null. */
export type Convert = (value: never) => unknown;

/** Whether values of a type can ever convert to another. */
export const castIsPossible = (from: DataType, to: DataType): boolean => converter(from, to) !== undefined;

/**
 * How values of one type convert to another: text is read strictly (no spaces inside, no hexadecimal), numbers lose
 * their fraction towards zero on the way to whole ones, timestamps are UTC, text is its bytes in UTF-8. Undefined where it never can.
 */
export const converter = (from: DataType, to: DataType): Convert | undefined => {
  if (typeName(from) === typeName(to)) return (value) => value;
  const convert = table[`${kindOf(from)} ${kindOf(to)}`];
  return convert && ((value) => convert(value, to, from));
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

type Rule = (value: never, to: DataType, from: DataType) => unknown;

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

const plainPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** Digits as a decimal, rounded half away from zero; undefined where it has too many. */
const toDecimal = (digits: string, to: DataType): string | undefined => {
  if (!isDecimal(to)) return undefined;
  const scale = scaleOf(digits);
  const rounded = rescaled(unscaledAt(digits, scale), scale, to.scale);
  return hasDigits(rounded, to.precision) ? decimalText(rounded, to.scale) : undefined;
};

/** A number's digits without an exponent. */
const plainDigits = (value: number): string => {
  const [digits = "", exponent] = String(value).split("e");
  if (exponent === undefined) return digits;
  const places = Number(exponent) - scaleOf(digits);
  const unscaled = unscaledAt(digits, scaleOf(digits));
  return places >= 0 ? String(unscaled * 10n ** BigInt(places)) : decimalText(unscaled, -places);
};

const wholeOf = (digits: string): string => digits.split(".")[0] || "0";

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
  "string decimal": (text: string, to: DataType) =>
    plainPattern.test(text.trim()) ? toDecimal(text.trim(), to) : undefined,
  "number decimal": (value: number, to: DataType) =>
    Number.isFinite(value) ? toDecimal(plainDigits(value), to) : undefined,
  "int64 decimal": (value: bigint, to: DataType) => toDecimal(value.toString(), to),
  "decimal decimal": toDecimal,
  "decimal string": (value: string) => value,
  "decimal boolean": (value: string) => /[1-9]/.test(value),
  "decimal int64": (value: string) => toInt64(BigInt(wholeOf(value))),
  "decimal number": (value: string, to: DataType) =>
    fitNumber(Number(to === "float64" || to === "float32" ? value : wholeOf(value)), to),
  "date timestamp": (days: number) => BigInt(days) * 86_400_000_000n,
  "date string": formatDate,
  "timestamp date": (micros: bigint) => Number(floorDivide(micros, 86_400_000_000n)),
  "timestamp string": formatTimestamp,
  "timestamp timestamp": (micros: bigint) => micros,
  "string binary": utf8Of,
  "binary string": textOfUtf8,
};

/** Year, month, … of a date or timestamp as a Date of UTC. */
export const utcDate = (value: number | bigint): Date =>
  typeof value === "bigint" ? dateOfMicros(value) : new Date(value * 86_400_000);
