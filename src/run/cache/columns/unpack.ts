import { isAscii } from "node:buffer";
import type { Packed } from "./packed.ts";

/** The values of a column, as they were packed. */
export const unpackColumn = (packed: Packed): unknown[] => {
  const { validity } = packed;
  const values = valuesOf(packed);
  if (validity) for (let at = 0; at < values.length; at++) if (!bitOf(validity, at)) values[at] = null;
  return values;
};

const valuesOf = (packed: Packed): unknown[] => {
  const { kind, length, values, validity, dictionary } = packed;
  switch (kind) {
    case "bool":
      return listed(length, (at) => bitOf(values as Uint8Array, at));
    case "date":
      return datesOf(values as BigInt64Array, length, validity);
    case "utf8":
      return textsOf(packed);
    case "dictionary": {
      const texts = dictionary ? textsOf(dictionary) : [];
      return listed(length, (at) => texts[values[at] as number]);
    }
    default:
      return listed(length, (at) => values[at]);
  }
};

// Several times as fast as Array.from.
const listed = (length: number, valueAt: (at: number) => unknown): unknown[] => {
  const values: unknown[] = new Array(length);
  for (let at = 0; at < length; at++) values[at] = valueAt(at);
  return values;
};

const bitOf = (bits: Uint8Array, at: number): boolean => (((bits[at >> 3] ?? 0) >> (at & 7)) & 1) === 1;

const datesOf = (values: BigInt64Array, length: number, validity: Uint8Array | undefined): unknown[] => {
  const words = new Int32Array(values.buffer, values.byteOffset, length * 2);
  const dates: unknown[] = new Array(length);
  for (let at = 0; at < length; at++) {
    const isNull = validity !== undefined && !bitOf(validity, at);
    const [low, high] = [words[2 * at] ?? 0, words[2 * at + 1] ?? 0];
    dates[at] = isNull ? null : new Date(high * 2 ** 32 + (low >>> 0));
  }
  return dates;
};

const textsOf = ({ values, offsets, length }: Packed): string[] => {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const ends = offsets ?? new Int32Array(length + 1);
  const isShort = isAscii(bytes);
  const text = bytes.toString(isShort ? "latin1" : "utf8");
  const texts: string[] = new Array(length);
  for (let at = 0, start = 0, byte = 0; at < length; at++) {
    let end = start;
    if (isShort) end = ends[at + 1] ?? 0;
    // A character of UTF-16 for each byte that begins one, and two where that takes four bytes.
    else for (; byte < (ends[at + 1] ?? 0); byte++) end += unitsOf(bytes[byte] ?? 0);
    texts[at] = text.slice(start, end);
    start = end;
  }
  return texts;
};

const unitsOf = (byte: number): number => (byte >= 0xf0 ? 2 : (byte & 0xc0) === 0x80 ? 0 : 1);
