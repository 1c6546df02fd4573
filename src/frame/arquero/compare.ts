import { scaleOf, unscaledAt } from "../../decimal.ts";
import type { DataType } from "../../schema.ts";
import { compareBytes } from "../bytes.ts";
import { kindOf } from "../data-type.ts";

/** Orders two values of a column type, neither null: negative, zero or positive. */
export type Compare = (a: never, b: never) => number;

/** How values of a type compare: text by code points, NaN equal to itself and above every number, false below true. */
export const comparatorOf = (type: DataType): Compare => {
  switch (kindOf(type)) {
    case "string":
      return compareText;
    case "number":
    case "date":
      return compareNumbers;
    case "binary":
      return compareBytes;
    case "decimal":
      return compareDecimals;
    default:
      return compareNative;
  }
};

const compareNative = (a: bigint | boolean, b: bigint | boolean): number => (a < b ? -1 : a > b ? 1 : 0);

const compareNumbers = (a: number, b: number): number => {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
};

const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [x, y] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (x !== y) return byCodePoint(x) - byCodePoint(y);
  }
  return a.length - b.length;
};

/** Surrogates stand for code points above all other units, so they move behind U+E000 to U+FFFF. */
const byCodePoint = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

const compareDecimals = (a: string, b: string): number => {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  return compareNative(unscaledAt(a, scale), unscaledAt(b, scale));
};

/** 0 and -0 are equal, and what might be either is 0. */
export const positiveZero = <T>(value: T): T => (value === 0 ? (0 as T) : value);
