import type { ColumnTable, DataType, Field } from "../../schema.ts";
import { type Kind, kindOf } from "../data-type.ts";
import { cellText } from "./cell-text.ts";

/** How a column's values spread. */
export interface HeadPicture {
  readonly svg: string;
  /** The same in words, as far as they say it. */
  readonly words: string;
}

/** Fewer are seen at a glance. */
const fewestLookedAt = 20;
const mostBars = 16;
const [width, height] = [80, 16];

const binned: ReadonlySet<Kind> = new Set(["number", "int64", "decimal", "date", "timestamp"]);

/** Whether values of a column can be drawn. */
export const canBePictured = ({ type }: Field): boolean => binned.has(kindOf(type)) || isNamed(type);

const isNamed = (type: DataType): boolean => kindOf(type) === "string" || kindOf(type) === "boolean";

/** Draws how the values of a sample spread: numbers and times in bins, the most frequent texts in order; nothing where there is nothing to see. */
export const headPicture = (sample: ColumnTable, field: Field, rowCount: number): HeadPicture | undefined => {
  if (!canBePictured(field)) return undefined;
  const values = Array.from(sample.columns[field.name] ?? []).filter((value) => value !== null);
  const spread =
    values.length < fewestLookedAt ? undefined : isNamed(field.type) ? frequencies(values) : bins(values, field);
  if (!spread) return undefined;
  const of = sample.rowCount < rowCount ? ` in ${sample.rowCount.toLocaleString("en-US")} rows of all` : "";
  return { svg: bars(spread.counts), words: spread.words + of };
};

interface Spread {
  readonly counts: readonly number[];
  readonly words: string;
}

const bins = (values: readonly unknown[], { type }: Field): Spread | undefined => {
  const [start] = values;
  // What is left of large whole numbers as floats may be the same for all.
  const numbers = values.map((value) => Number(typeof value === "bigint" ? value - (start as bigint) : value));
  let [least, most] = [-1, -1];
  for (const [index, number] of numbers.entries()) {
    if (!Number.isFinite(number)) continue;
    if (least < 0 || number < (numbers[least] ?? 0)) least = index;
    if (most < 0 || number > (numbers[most] ?? 0)) most = index;
  }
  const [low = 0, high = 0] = [numbers[least], numbers[most]];
  if (!(high > low)) return undefined;
  const counts = new Array<number>(mostBars).fill(0);
  // Halves: the whole distance may be more than a number holds.
  const [from, span] = [low / 2, high / 2 - low / 2];
  for (const number of numbers) {
    if (!Number.isFinite(number)) continue;
    const bin = Math.min(mostBars - 1, Math.floor(((number / 2 - from) / span) * mostBars));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { counts, words: `${cellText(values[least], type)} to ${cellText(values[most], type)}` };
};

/** How often the most frequent values occur; nothing where hardly any occurs twice. */
const frequencies = (values: readonly unknown[]): Spread | undefined => {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size < 2 || counts.size > values.length / 2) return undefined;
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const [most] = sorted;
  const words = `${counts.size.toLocaleString("en-US")} different, most often ${cellText(most?.[0], "string")}`;
  return { counts: sorted.slice(0, mostBars).map(([, count]) => count), words };
};

const bars = (counts: readonly number[]): string => {
  const most = Math.max(...counts);
  const step = width / counts.length;
  const shapes = counts.map((count, index) => {
    const size = count === 0 ? 0 : Math.max(1, Math.round((count / most) * height));
    return size === 0 ? "" : `M${round(index * step)} ${height}v-${size}h${round(step - 1)}v${size}z`;
  });
  return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="#7488a6" aria-hidden="true"><path d="${shapes.join("")}"/></svg>`;
};

const round = (value: number): number => Math.round(value * 10) / 10;
