/** Where a text stops being JSON. */
export interface JsonFault {
  /** In UTF-16 units from 0. */
  readonly position: number;
  readonly message: string;
}

/** A JSON value as it is written: which characters it takes, and what is in it. */
export interface JsonSpan {
  readonly kind: "object" | "array" | "string" | "number" | "true" | "false" | "null";
  readonly start: number;
  readonly end: number;
  /** An object's members in order, names decoded. */
  readonly members: readonly { readonly name: string; readonly value: JsonSpan }[];
  readonly items: readonly JsonSpan[];
}

const deepest = 1000;
const space = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a string must not hold them
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literal = /true|false|null/y;
const none: readonly never[] = [];

/** Reads JSON (RFC 8259) without changing how its values are written, or says where it is none. Nesting is bounded. */
export const readJson = (text: string): { readonly root: JsonSpan } | { readonly fault: JsonFault } => {
  const cursor: Cursor = { text, at: 0 };
  try {
    take(cursor, space);
    const root = readValue(cursor, 0);
    take(cursor, space);
    if (cursor.at < text.length) fail(cursor, "the end");
    return { root };
  } catch (error) {
    if (error instanceof Fault) return { fault: { position: error.position, message: error.message } };
    throw error;
  }
};

/** Valid JSON without the white space between its tokens, so on one line; names, strings and numbers stay as they are written. */
export const compactJson = (text: string): string =>
  /\s/.test(text) ? text.replace(/("(?:[^"\\]|\\.)*")|[ \t\n\r]+/gs, (_, kept?: string) => kept ?? "") : text;

interface Cursor {
  readonly text: string;
  at: number;
}

const readValue = (cursor: Cursor, depth: number): JsonSpan => {
  if (depth > deepest) throw new Fault(cursor.at, `nested deeper than ${deepest}`);
  const start = cursor.at;
  const first = cursor.text[start] ?? "";
  if (first === "{") return readObject(cursor, start, depth);
  if (first === "[") return readArray(cursor, start, depth);
  if (first === '"') return scalar("string", start, take(cursor, string) ?? fail(cursor, "a complete string"));
  if (/[-\d]/.test(first)) return scalar("number", start, take(cursor, number) ?? fail(cursor, "a number"));
  const word = take(cursor, literal) ?? fail(cursor, "a value");
  return scalar(word as "true" | "false" | "null", start, word);
};

const scalar = (kind: JsonSpan["kind"], start: number, written: string): JsonSpan => ({
  kind,
  start,
  end: start + written.length,
  members: none,
  items: none,
});

const readObject = (cursor: Cursor, start: number, depth: number): JsonSpan => {
  const members: { name: string; value: JsonSpan }[] = [];
  readList(cursor, "}", () => {
    const name = take(cursor, string) ?? fail(cursor, "a member's name in double quotes");
    take(cursor, space);
    if (cursor.text[cursor.at] !== ":") fail(cursor, '":"');
    cursor.at++;
    take(cursor, space);
    members.push({ name: JSON.parse(name) as string, value: readValue(cursor, depth + 1) });
  });
  return { kind: "object", start, end: cursor.at, members, items: none };
};

const readArray = (cursor: Cursor, start: number, depth: number): JsonSpan => {
  const items: JsonSpan[] = [];
  readList(cursor, "]", () => items.push(readValue(cursor, depth + 1)));
  return { kind: "array", start, end: cursor.at, members: none, items };
};

// From the opening bracket to behind the closing one.
const readList = (cursor: Cursor, close: string, readItem: () => void): void => {
  cursor.at++;
  take(cursor, space);
  let isMore = cursor.text[cursor.at] !== close;
  while (isMore) {
    readItem();
    take(cursor, space);
    const next = cursor.text[cursor.at];
    isMore = next === ",";
    if (!isMore && next !== close) fail(cursor, `"," or "${close}"`);
    if (isMore) cursor.at++;
    take(cursor, space);
  }
  cursor.at++;
};

const take = (cursor: Cursor, expression: RegExp): string | undefined => {
  expression.lastIndex = cursor.at;
  const found = expression.exec(cursor.text)?.[0];
  cursor.at += found?.length ?? 0;
  return found;
};

const fail = ({ text, at }: Cursor, expected: string): never => {
  const found = at < text.length ? `found ${JSON.stringify(text[at])}` : "found the end";
  throw new Fault(at, `expected ${expected}, ${found}`);
};

class Fault extends Error {
  readonly position: number;

  constructor(position: number, message: string) {
    super(message);
    this.position = position;
  }
}
