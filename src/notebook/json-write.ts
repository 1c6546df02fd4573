import { formatNumber } from "./json-number.ts";
import type { Json, JsonObject } from "./types.ts";

/** JSON as Python's `json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)` writes it. */
export const formatJson = (value: Json): string => write(value, [value], 0, "\n");

const write = (value: Json, holder: object, name: string | number, newLine: string): string => {
  if (typeof value === "number") return formatNumber(value, holder, name);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = `${newLine} `;
  if (isArray(value)) {
    if (value.length === 0) return "[]";
    return `[${inner}${value.map((item, index) => write(item, value, index, inner)).join(`,${inner}`)}${newLine}]`;
  }
  const names = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort(byCodePoint);
  if (names.length === 0) return "{}";
  const fields = names.map((key) => `${JSON.stringify(key)}: ${write(field(value, key), value, key, inner)}`);
  return `{${inner}${fields.join(`,${inner}`)}${newLine}}`;
};

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
