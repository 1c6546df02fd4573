import type { Json, JsonObject } from "../../notebook/index.ts";
import type { Aggregate, Channel } from "./channel.ts";

/** The channels of a layer by their names. */
export interface Channels {
  readonly x: Channel | undefined;
  readonly y: Channel | undefined;
  readonly color: Channel | undefined;
  readonly theta: Channel | undefined;
}

/** What each mark of a layer shows, by channel. */
export type MarkRow = Readonly<Partial<Record<keyof Channels, Json>>>;

const names = ["x", "y", "color", "theta"] as const;

/** Rows as marks: those of equal groups put together where a channel aggregates; undefined where a field is missing from all. */
export const summarized = (rows: readonly JsonObject[], channels: Channels): readonly MarkRow[] | undefined => {
  const used = names.filter((name) => channels[name] !== undefined);
  const fields = used.flatMap((name) => channels[name]?.field ?? []);
  if (rows.length > 0 && fields.some((field) => !rows.some((row) => field in row))) return undefined;
  const binned = new Map(used.map((name) => [name, binsOf(rows, channels[name])]));
  const pick = (row: JsonObject, name: keyof Channels): Json => {
    const value = row[channels[name]?.field ?? ""] ?? null;
    const bins = binned.get(name);
    return bins && typeof value === "number" ? bins(value) : value;
  };
  const keys = used.filter((name) => channels[name]?.aggregate === undefined);
  if (keys.length === used.length) return rows.map((row) => markOf(used, (name) => pick(row, name)));
  const groups = new Map<string, JsonObject[]>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((name) => pick(row, name)));
    const found = groups.get(key);
    if (found) found.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((group) =>
    markOf(used, (name) => {
      const channel = channels[name];
      const [first = {}] = group;
      return channel?.aggregate === undefined ? pick(first, name) : aggregated(group, channel.aggregate, channel.field);
    }),
  );
};

const markOf = (used: readonly (keyof Channels)[], pick: (name: keyof Channels) => Json): MarkRow =>
  Object.fromEntries(used.map((name) => [name, pick(name)]));

const aggregated = (rows: readonly JsonObject[], aggregate: Aggregate, field = ""): number | null => {
  if (aggregate === "count") return rows.length;
  const numbers = rows.map((row) => row[field]).filter((value) => typeof value === "number");
  if (numbers.length === 0) return null;
  const sum = numbers.reduce((total, value) => total + value, 0);
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
  return { sum, mean: sum / numbers.length, median, min: sorted[0] ?? null, max: sorted.at(-1) ?? null }[aggregate];
};

/** The middle of a number's bin; bins are as wide as a round number, at most so many as were asked for. */
const binsOf = (rows: readonly JsonObject[], channel: Channel | undefined): ((value: number) => number) | undefined => {
  const { bins: most, field = "" } = channel ?? {};
  if (most === undefined) return undefined;
  const numbers = rows.map((row) => row[field]).filter((value) => typeof value === "number");
  const low = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const span = high > low ? high - low : 1;
  const power = 10 ** Math.floor(Math.log10(span / most));
  const width = [1, 2, 5, 10].map((step) => step * power).find((step) => span / step <= most) ?? span;
  // The last bin holds its upper end too.
  const last = Math.max(Math.floor(low / width), Math.ceil(high / width) - 1);
  return (value) => Number(((Math.min(last, Math.floor(value / width)) + 0.5) * width).toPrecision(12));
};
