import type { ColumnTable, Field, Schema } from "../schema.ts";
import { jsonText } from "./json-text.ts";
import { compareText, lowerBound, upperBound } from "./text-bounds.ts";

/** The `stats` of a file of these rows as JSON text, over its first `indexed` columns (PROTOCOL.md, "Per-file Statistics"). */
export const statisticsOf = (rows: ColumnTable, indexed: number): string => {
  const statistics = makeStatistics(rows.schema, indexed);
  statistics.add(rows);
  return statistics.text();
};

/** The statistics of a file in the making. */
export interface Statistics {
  readonly rowCount: number;
  add(rows: ColumnTable): void;
  /** As statisticsOf gives them. */
  text(): string;
}

/** Statistics of rows that come in several tables. */
export const makeStatistics = (schema: Schema, indexed: number): Statistics => {
  const columns = schema
    .slice(0, indexed)
    .filter((field) => typeof field.type === "string")
    .map((field) => ({ field, bounds: { nulls: 0, hasNaN: false } as Bounds }));
  let rowCount = 0;
  return {
    get rowCount() {
      return rowCount;
    },
    add: (rows) => {
      rowCount += rows.rowCount;
      for (const { field, bounds } of columns) widen(bounds, rows.columns[field.name] ?? []);
    },
    text: () => statisticsText(rowCount, columns),
  };
};

/** As statisticsOf, of a file of which another knows the bounds; a column without any is left out. */
export const knownStatistics = (
  schema: Schema,
  indexed: number,
  rowCount: number,
  known: Readonly<Record<string, KnownBounds>>,
): string => {
  const columns = schema.slice(0, indexed).flatMap((field) => {
    const bounds = Object.hasOwn(known, field.name) ? known[field.name] : undefined;
    return bounds && typeof field.type === "string" ? [{ field, bounds: { ...bounds, hasNaN: false } }] : [];
  });
  return statisticsText(rowCount, columns);
};

/** What is known of a column's values: how many are null, and in ColumnTable's form the extremes, unless one is NaN. */
export interface KnownBounds {
  readonly nulls: number;
  readonly min?: unknown;
  readonly max?: unknown;
}

const statisticsText = (
  rowCount: number,
  columns: readonly { readonly field: Field; readonly bounds: Bounds }[],
): string => {
  const minValues: Record<string, unknown> = {};
  const maxValues: Record<string, unknown> = {};
  const nullCount: Record<string, number> = {};
  for (const { field, bounds } of columns) {
    nullCount[field.name] = bounds.nulls;
    // Engines order NaN above all numbers, and JSON has no word for it: no bounds are safe ones.
    if (bounds.hasNaN || bounds.min === undefined) continue;
    const [min, max] = [shown(field, bounds.min, lowerBound), shown(field, bounds.max, upperBound)];
    if (min === undefined || max === undefined) continue;
    minValues[field.name] = min;
    maxValues[field.name] = max;
  }
  return jsonText({ numRecords: rowCount, minValues, maxValues, nullCount });
};

interface Bounds {
  nulls: number;
  hasNaN: boolean;
  min?: unknown;
  max?: unknown;
}

const widen = (bounds: Bounds, values: ArrayLike<unknown>): void => {
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null) bounds.nulls++;
    else if (Number.isNaN(value)) bounds.hasNaN = true;
    else {
      if (bounds.min === undefined || compare(value, bounds.min) < 0) bounds.min = value;
      if (bounds.max === undefined || compare(value, bounds.max) > 0) bounds.max = value;
    }
  }
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

// Years before 1 and after 9999 have no agreed form, and delta-rs in Python fails at them: such bounds are left out.
const iso = (millis: number): string | undefined => {
  const date = new Date(millis);
  if (Number.isNaN(date.getTime())) return undefined;
  const text = date.toISOString();
  return /^(?:[+-]|0000)/.test(text) ? undefined : text;
};
const isoDay = (days: number): string | undefined => iso(days * 86_400_000)?.slice(0, 10);
const isoMillis = (micros: bigint): string | undefined =>
  iso(Number((micros - (((micros % 1000n) + 1000n) % 1000n)) / 1000n));
