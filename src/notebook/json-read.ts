import { isPlainLiteral, readLiteral, rememberLiteral } from "./json-number.ts";
import type { Json } from "./types.ts";

/**
 * Parses a notebook file's JSON so that `formatJson` can write each number as it stood.
 * Throws a SyntaxError that tells line and column.
 */
export const readJson = (text: string): Json => {
  if (mayNeedCare.test(text) && !numbersArePlain(text)) return parseJson(text);
  try {
    const value: Json = JSON.parse(text);
    if (depthOf(value, 0) <= maxDepth) return value;
  } catch {
    // The parser below tells where.
  }
  return parseJson(text);
};

// Numbers that JSON.parse would lose: 1.0, 1e-05, very long ones, -0, and Python's NaN and Infinity. Or texts like them.
const mayNeedCare = /\d\.\d*0\b|\d[eE][+-]?\d|\d{16}|\.\d{15}|-0\b|NaN|Infinity/;

const numbersArePlain = (text: string): boolean => {
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    if (!arePlain(text, at, quote < 0 ? text.length : quote)) return false;
    if (quote < 0) return true;
    const end = stringEnd(text, quote + 1);
    if (end < 0) return false;
    at = end + 1;
  }
  return true;
};

// The numbers in a piece of JSON that holds no string.
const arePlain = (text: string, start: number, end: number): boolean => {
  for (let at = start; at < end; at++) {
    const character = text.charCodeAt(at);
    if (character === capitalN || character === capitalI) return false;
    if (character !== minus && !isDigit(character)) continue;
    let after = at + 1;
    while (after < end && isOfNumber(text.charCodeAt(after))) after += 1;
    if (after - at > 1 && !isPlainLiteral(text.slice(at, after))) return false;
    at = after;
  }
  return true;
};

const [minus, plus, dot, capitalI, capitalN, capitalE, smallE] = [0x2d, 0x2b, 0x2e, 0x49, 0x4e, 0x45, 0x65];
const isDigit = (character: number): boolean => character >= 0x30 && character <= 0x39;
const isOfNumber = (character: number): boolean =>
  isDigit(character) ||
  character === dot ||
  character === minus ||
  character === plus ||
  character === capitalE ||
  character === smallE;

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
  if (!isPlainLiteral(literal)) rememberLiteral(holder, name, literal);
};

const readValue = (parser: Parser, depth: number): Json => {
  if (depth > maxDepth) throw failure(parser, `at most ${maxDepth} levels`);
  const first = parser.text[parser.at];
  if (first === "{") return readObject(parser, depth);
  if (first === "[") return readArray(parser, depth);
  if (first === '"') return readString(parser);
  const digits = match(parser, number);
  if (digits !== undefined) return readLiteral(digits);
  const literal = match(parser, word);
  if (literal === undefined) throw failure(parser, "a value");
  return literal === "null" ? null : literal === "true";
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
  if (Array.isArray(holder)) holder.push(value);
  else if (name !== "__proto__") holder[name] = value;
  else Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true });
};

const match = (parser: Parser, pattern: RegExp): string | undefined => {
  pattern.lastIndex = parser.at;
  const found = pattern.exec(parser.text)?.[0];
  if (found !== undefined) parser.at += found.length;
  return found;
};

const skipSpace = (parser: Parser): void => {
  for (; ; parser.at++) {
    const character = parser.text.charCodeAt(parser.at);
    if (character !== 0x20 && character !== 0x0a && character !== 0x0d && character !== 0x09) return;
  }
};

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
