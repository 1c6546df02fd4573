import { integerKind, listOf, validityOf } from "./layout.ts";
import { packTexts } from "./pack-texts.ts";
import type { Packed } from "./packed.ts";

/**
 * The values as a column of Arrow, where every one of them comes back from it exactly and it takes less than V8's own
 * form: booleans, numbers, bigints of 64 bits, Dates, texts that repeat, and nulls among them. Undefined for all else.
 */
export const packColumn = (values: readonly unknown[]): Packed | undefined => {
  const first = values.find((value) => value !== null);
  switch (typeof first) {
    case "boolean":
      return packBooleans(values);
    case "number":
      return packNumbers(values);
    case "bigint":
      return packBigints(values);
    case "string":
      return packTexts(values);
    default:
      return first instanceof Date ? packDates(values) : undefined;
  }
};

const packBooleans = (values: readonly unknown[]): Packed | undefined => {
  const bits = new Uint8Array((values.length + 7) >> 3);
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (value === true) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
    else if (value !== false && value !== null) return undefined;
  }
  return { kind: "bool", ...validityOf(values), values: bits };
};

const packNumbers = (values: readonly unknown[]): Packed | undefined => {
  let least = 0;
  let most = 0;
  let isWhole = true;
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (value === null) continue;
    if (typeof value !== "number") return undefined;
    if ((value | 0) !== value || (value === 0 && 1 / value < 0)) isWhole = false;
    else if (value < least) least = value;
    else if (value > most) most = value;
  }
  const kind = isWhole ? integerKind(least, most) : "float64";
  const list = new listOf[kind](values.length);
  // A null becomes 0.
  for (let at = 0; at < values.length; at++) list[at] = values[at] as number;
  return { kind, ...validityOf(values), values: list };
};

const packBigints = (values: readonly unknown[]): Packed | undefined => {
  const list = new BigInt64Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (value === null) continue;
    if (typeof value !== "bigint") return undefined;
    list[at] = value;
    if (list[at] !== value) return undefined;
  }
  return { kind: "int64", ...validityOf(values), values: list };
};

const packDates = (values: readonly unknown[]): Packed | undefined => {
  const words = new Int32Array(values.length * 2);
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (value === null) continue;
    if (!isPlainDate(value)) return undefined;
    const time = value.getTime();
    if (Number.isNaN(time)) return undefined;
    const high = Math.floor(time / 2 ** 32);
    words[2 * at] = time - high * 2 ** 32;
    words[2 * at + 1] = high;
  }
  return { kind: "date", ...validityOf(values), values: new BigInt64Array(words.buffer) };
};

/** Whether an object is a Date and nothing more. */
export const isPlainDate = (value: unknown): value is Date =>
  value instanceof Date &&
  Object.getPrototypeOf(value) === Date.prototype &&
  Object.isExtensible(value) &&
  Reflect.ownKeys(value).length === 0;
