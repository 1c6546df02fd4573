import { readLiteral, rememberLiteral } from "./json-number.ts";
import type { Json } from "./types.ts";

// Numbers that JSON.parse would lose: 1.0, 1e-05, very long ones, -0, and Python's NaN and Infinity.
const needsCare = /\d\.\d*0\b|\d[eE][+-]?\d|\d{16}|\.\d{15}|-0\b|NaN|Infinity/;

/**
 * Parses a notebook file's JSON so that `formatJson` can write each number as it stood.
 * Throws a SyntaxError that tells line and column.
 */
export const readJson = (text: string): Json => {
  if (needsCare.test(text)) return parseJson(text);
  try {
    const value: Json = JSON.parse(text);
    if (depthOf(value, 0) <= maxDepth) return value;
  } catch {
    // The parser below tells where.
  }
  return parseJson(text);
};

const depthOf = (value: Json, depth: number): number => {
  if (value === null || typeof value !== "object" || depth > maxDepth) return depth;
  let deepest = depth;
  for (const inner of Object.values(value)) {
    if (inner !== null && typeof inner === "object") deepest = Math.max(deepest, depthOf(inner, depth + 1));
  }
  return deepest;
};

type Holder = Json[] | Record<string, Json>;

const maxDepth = 1000;
const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|NaN|-?Infinity/y;
const word = /true|false|null/y;

const parseJson = (text: string): Json => {
  const root: Json[] = [];
  const parser = { text, at: 0 };
  readInto(parser, root, 0, 0);
  skipSpace(parser);
  if (parser.at < text.length) throw failure(parser, "the end of the file");
  return root[0] ?? null;
};

interface Parser {
  readonly text: string;
  at: number;
}

const readInto = (parser: Parser, holder: Holder, name: string | number, depth: number): void => {
  skipSpace(parser);
  const start = parser.at;
  const value = readValue(parser, depth);
  put(holder, name, value);
  if (typeof value !== "number") return;
  const literal = parser.text.slice(start, parser.at);
  if (String(value) !== literal) rememberLiteral(holder, name, literal);
};

const readValue = (parser: Parser, depth: number): Json => {
  if (depth > maxDepth) throw failure(parser, `at most ${maxDepth} levels`);
  const first = parser.text[parser.at];
  if (first === "{") return readObject(parser, depth);
  if (first === "[") return readArray(parser, depth);
  if (first === '"') return readString(parser);
  const literal = match(parser, word);
  if (literal !== undefined) return literal === "null" ? null : literal === "true";
  const digits = match(parser, number);
  if (digits === undefined) throw failure(parser, "a value");
  return readLiteral(digits);
};

const readObject = (parser: Parser, depth: number): Json => {
  const object: Record<string, Json> = {};
  parser.at += 1;
  if (take(parser, "}")) return object;
  do {
    skipSpace(parser);
    const name = readString(parser);
    if (!take(parser, ":")) throw failure(parser, '":"');
    readInto(parser, object, name, depth + 1);
  } while (take(parser, ","));
  if (!take(parser, "}")) throw failure(parser, '"," or "}"');
  return object;
};

const readArray = (parser: Parser, depth: number): Json => {
  const items: Json[] = [];
  parser.at += 1;
  if (take(parser, "]")) return items;
  do readInto(parser, items, items.length, depth + 1);
  while (take(parser, ","));
  if (!take(parser, "]")) throw failure(parser, '"," or "]"');
  return items;
};

const readString = (parser: Parser): string => {
  const { text, at } = parser;
  const end = text[at] === '"' ? stringEnd(text, at + 1) : -1;
  if (end < 0) throw failure(parser, "a string");
  parser.at = end + 1;
  try {
    return JSON.parse(text.slice(at, end + 1));
  } catch {
    throw failure({ text, at }, "a string without control characters and with valid escapes");
  }
};

const stringEnd = (text: string, start: number): number => {
  for (let quote = text.indexOf('"', start); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return quote;
  }
  return -1;
};

// Also for the name __proto__, which an assignment would not store.
const put = (holder: Holder, name: string | number, value: Json): void => {
  Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true });
};

const match = (parser: Parser, pattern: RegExp): string | undefined => {
  pattern.lastIndex = parser.at;
  const found = pattern.exec(parser.text)?.[0];
  if (found !== undefined) parser.at += found.length;
  return found;
};

const skipSpace = (parser: Parser): void => void match(parser, space);

const take = (parser: Parser, character: string): boolean => {
  skipSpace(parser);
  if (parser.text[parser.at] !== character) return false;
  parser.at += 1;
  return true;
};

const failure = ({ text, at }: Parser, expected: string): SyntaxError => {
  const before = text.slice(0, at).split("\n");
  const found = at < text.length ? JSON.stringify(text.slice(at, at + 12)) : "the end of the file";
  const column = (before.at(-1)?.length ?? 0) + 1;
  return new SyntaxError(`line ${before.length}, column ${column}: expected ${expected}, found ${found}`);
};
