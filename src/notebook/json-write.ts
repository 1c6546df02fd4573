import { formatNumber, type Literals, literalsOf } from "./json-number.ts";
import type { Json, JsonObject } from "./types.ts";

/**
 * JSON as Python's `json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)` writes it.
 * `newLine` is the line break with the indentation at which the value stands.
 */
export const formatJson = (value: Json, newLine = "\n"): string => write(value, undefined, 0, newLine);

/** An object of which some fields are written already. */
export const formatFields = (object: JsonObject, written: ReadonlyMap<string, string>, newLine = "\n"): string => {
  const inner = `${newLine} `;
  const names = [...new Set([...namesOf(object), ...written.keys()])].sort(byCodePoint);
  const known = literalsOf(object);
  const fields = names.map((name) => {
    const text = written.get(name) ?? write(field(object, name), known, name, inner);
    return `${JSON.stringify(name)}: ${text}`;
  });
  return fields.length === 0 ? "{}" : `{${inner}${fields.join(`,${inner}`)}${newLine}}`;
};

/** A field's value on one line, as Python's `json.dumps` writes it unless told otherwise: `{"a": [1, 2]}`. */
export const inlineField = (holder: JsonObject, name: string): string =>
  inline(field(holder, name), literalsOf(holder), name);

const inline = (value: Json, known: Literals | undefined, name: string | number): string => {
  if (typeof value === "number") return formatNumber(value, known, name);
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (isArray(value)) {
    const own = literalsOf(value);
    return `[${value.map((item, index) => inline(item, own, index)).join(", ")}]`;
  }
  return `{${namesOf(value)
    .map((inner) => `${JSON.stringify(inner)}: ${inlineField(value, inner)}`)
    .join(", ")}}`;
};

const write = (value: Json, known: Literals | undefined, name: string | number, newLine: string): string => {
  if (typeof value === "number") return formatNumber(value, known, name);
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const inner = `${newLine} `;
  if (isArray(value)) {
    if (value.length === 0) return "[]";
    const own = literalsOf(value);
    return `[${inner}${value.map((item, index) => write(item, own, index, inner)).join(`,${inner}`)}${newLine}]`;
  }
  return formatFields(value, none, newLine);
};

const none: ReadonlyMap<string, string> = new Map();

const namesOf = (object: JsonObject): readonly string[] =>
  Object.keys(object).filter((name) => object[name] !== undefined);

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

const field = (object: JsonObject, name: string): Json => object[name] ?? null;

// Python sorts by code points, JavaScript by UTF-16 units: they differ where a surrogate meets U+E000 and above.
const byCodePoint = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    if (a.charCodeAt(at) !== b.charCodeAt(at)) return (a.codePointAt(at) ?? 0) - (b.codePointAt(at) ?? 0);
  }
  return a.length - b.length;
};
