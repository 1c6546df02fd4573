import type { ColumnTable, Field } from "../schema.ts";
import { kindOf } from "./data-type.ts";

/** What a column's head tells of its values. */
export interface HeadSummary {
  /** Of all rows. */
  readonly nulls: number;
  /** An SVG of how the values spread, from a bounded look at them; nothing where there is nothing to see. */
  readonly picture: string | undefined;
}

/** Fewer are seen at a glance. */
const fewestLookedAt = 20;
const mostLookedAt = 10_000;
const mostBars = 16;
const [width, height] = [80, 16];

/** Counts a column's nulls and draws how its values spread: numbers and times in bins, the most frequent texts in order. */
export const headSummary = (table: ColumnTable, field: Field): HeadSummary => {
  const values = table.columns[field.name] ?? [];
  let nulls = 0;
  if (field.nullable) for (let row = 0; row < table.rowCount; row++) if (values[row] === null) nulls += 1;
  const looked = lookedAt(values, table.rowCount);
  const counts = looked.length < fewestLookedAt ? undefined : countsOf(looked, field);
  return { nulls, picture: counts && bars(counts) };
};

/** Values at even distances, none null. */
const lookedAt = (values: ArrayLike<unknown>, rowCount: number): readonly unknown[] => {
  const step = Math.max(1, Math.ceil(rowCount / mostLookedAt));
  const found: unknown[] = [];
  for (let row = 0; row < rowCount; row += step) if (values[row] !== null) found.push(values[row]);
  return found;
};

const countsOf = (values: readonly unknown[], { type }: Field): readonly number[] | undefined => {
  const kind = kindOf(type);
  if (kind === "string" || kind === "boolean") return frequencies(values);
  if (["number", "int64", "decimal", "date", "timestamp"].includes(kind)) return bins(values.map(Number));
  return undefined;
};

const bins = (values: readonly number[]): readonly number[] | undefined => {
  const finite = values.filter(Number.isFinite);
  const [least, most] = finite.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  if (!(most > least)) return undefined;
  const counts = new Array<number>(mostBars).fill(0);
  for (const value of finite) {
    const bin = Math.min(mostBars - 1, Math.floor(((value - least) / (most - least)) * mostBars));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
};

/** How often the most frequent values occur; nothing where hardly any occurs twice. */
const frequencies = (values: readonly unknown[]): readonly number[] | undefined => {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size < 2 || counts.size > values.length / 2) return undefined;
  return [...counts.values()].sort((a, b) => b - a).slice(0, mostBars);
};

const bars = (counts: readonly number[]): string => {
  const most = Math.max(...counts);
  const step = width / counts.length;
  const rects = counts.map((count, index) => {
    const size = count === 0 ? 0 : Math.max(1, Math.round((count / most) * height));
    return `<rect x="${round(index * step)}" y="${height - size}" width="${round(step - 1)}" height="${size}"/>`;
  });
  return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="#8a9bb5" aria-hidden="true">${rects.join("")}</svg>`;
};

const round = (value: number): number => Math.round(value * 10) / 10;
