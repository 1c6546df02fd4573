import type { ColumnTable, Field } from "../schema.ts";
import { jsonText } from "./json-text.ts";
import { compareText, lowerBound, upperBound } from "./text-bounds.ts";

/** The `stats` of a file of these rows as JSON text, over its first `indexed` columns (PROTOCOL.md, "Per-file Statistics"). */
export const statisticsOf = (rows: ColumnTable, indexed: number): string => {
  const minValues: Record<string, unknown> = {};
  const maxValues: Record<string, unknown> = {};
  const nullCount: Record<string, number> = {};
  for (const field of rows.schema.slice(0, indexed)) {
    if (typeof field.type !== "string") continue;
    const { nulls, min, max } = boundsOf(field, rows.columns[field.name] ?? []);
    nullCount[field.name] = nulls;
    if (min === undefined || max === undefined) continue;
    minValues[field.name] = min;
    maxValues[field.name] = max;
  }
  return jsonText({ numRecords: rows.rowCount, minValues, maxValues, nullCount });
};

interface Bounds {
  readonly nulls: number;
  readonly min?: unknown;
  readonly max?: unknown;
}

const boundsOf = (field: Field, values: ArrayLike<unknown>): Bounds => {
  let [nulls, hasNaN] = [0, false];
  let min: unknown;
  let max: unknown;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null) nulls++;
    else if (Number.isNaN(value)) hasNaN = true;
    else {
      if (min === undefined || compare(value, min) < 0) min = value;
      if (max === undefined || compare(value, max) > 0) max = value;
    }
  }
  // Engines order NaN above all numbers, and JSON has no word for it: no bounds are safe ones.
  if (hasNaN || min === undefined) return { nulls };
  return { nulls, min: shown(field, min, lowerBound), max: shown(field, max, upperBound) };
};

const compare = (a: unknown, b: unknown): number => {
  if (typeof a === "string") return compareText(a, String(b));
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
};

const shown = (field: Field, value: unknown, cut: (text: string) => string | undefined): unknown => {
  switch (field.type) {
    case "string":
      return cut(value as string);
    case "date":
      return isoDay(value as number);
    case "timestamp":
      return isoMillis(value as bigint);
    case "timestamp_ntz":
      return isoMillis(value as bigint)?.replace("Z", "");
    case "boolean":
    case "binary":
      return undefined;
    default:
      return typeof value === "number" && !Number.isFinite(value) ? undefined : value;
  }
};

// Years beyond four digits have no agreed form: such bounds are left out.
const iso = (millis: number): string | undefined => {
  const date = new Date(millis);
  if (Number.isNaN(date.getTime())) return undefined;
  const text = date.toISOString();
  return /^[+-]/.test(text) ? undefined : text;
};
const isoDay = (days: number): string | undefined => iso(days * 86_400_000)?.slice(0, 10);
const isoMillis = (micros: bigint): string | undefined =>
  iso(Number((micros - (((micros % 1000n) + 1000n) % 1000n)) / 1000n));
