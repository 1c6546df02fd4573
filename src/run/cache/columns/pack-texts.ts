import { integerKind, listOf, validityOf } from "./layout.ts";
import type { Packed } from "./packed.ts";

/** Texts looked at before it is known whether they repeat, and how often each has to occur on average. */
const [sample, often] = [512, 4];

/**
 * Texts that occur often, each once and a number wherever it stands. Undefined where they do not repeat, for V8 is faster
 * then and takes no more, and where UTF-8 cannot hold one.
 */
export const packTexts = (values: readonly unknown[]): Packed | undefined => {
  const places = new Map<string, number>();
  const indexes = new Int32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (value === null) continue;
    if (typeof value !== "string") return undefined;
    const known = places.get(value);
    indexes[at] = known ?? places.size;
    if (known !== undefined) continue;
    places.set(value, places.size);
    if (at >= sample && places.size * often > at) return undefined;
  }
  const dictionary = places.size * often > values.length ? undefined : packAll([...places.keys()]);
  if (!dictionary) return undefined;
  const list = listOf[integerKind(0, places.size - 1)].from(indexes);
  return { kind: "dictionary", ...validityOf(values), values: list, dictionary };
};

const halfPair = /\p{Surrogate}/u;

/** Characters that one text of V8 may surely have. */
const most = 1 << 28;

const packAll = (values: readonly string[]): Packed | undefined => {
  let length = 0;
  for (const value of values) length += value.length;
  if (length > most) return undefined;
  const text = values.join("");
  const bytes = Buffer.from(text);
  const offsets = new Int32Array(values.length + 1);
  // Where every character is one byte, nothing has to be measured.
  const isShort = bytes.length === text.length;
  let end = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as string;
    if (isShort) end += value.length;
    else {
      // Two halves of a pair may meet in the joined text, which hides them.
      if (halfPair.test(value)) return undefined;
      end += Buffer.byteLength(value);
    }
    offsets[at + 1] = end;
  }
  return { kind: "utf8", length: values.length, nullCount: 0, validity: undefined, values: bytes, offsets };
};
