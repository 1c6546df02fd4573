import { numberText, numberTicks, powerTicks, timeTicks } from "./ticks.ts";
import type { AxisLayout, PlotValue } from "./types.ts";

/** An axis: where its values lie, as shares of its length from 0 to 1. */
export interface Scale {
  readonly kind: "linear" | "log" | "date" | "category";
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** The middle of the value; undefined where there is none. */
  at(value: PlotValue): number | undefined;
  /** The share that one category, or `width` units of a number, takes. */
  span(width?: number): number;
}

/** The scale that fits an axis' values: as the layout says, else numbers, dates (ISO strings) or categories. */
export const scaleOf = (values: readonly PlotValue[], axis: AxisLayout, options: ScaleOptions = {}): Scale => {
  const present = values.filter((value) => value !== null);
  const kind = axis.type ?? kindOf(present);
  if (kind === "category") return bandScale([...(axis.categoryarray ?? []), ...present], axis.autorange === "reversed");
  const read = readers[kind];
  return continuousScale(kind, present.map(read).filter(Number.isFinite), read, axis, options);
};

const readers = {
  linear: Number,
  log: (value: PlotValue) => (Number(value) > 0 ? Math.log10(Number(value)) : Number.NaN),
  date: (value: PlotValue) => Date.parse(String(value)),
} as const;

export interface ScaleOptions {
  /** Zero is on the axis. */
  readonly zero?: boolean;
  /** Units left free at both ends. */
  readonly pad?: number;
  /** The share of the span that is left free at both ends, where there is no pad. */
  readonly room?: number;
  readonly tickCount?: number;
}

const isoDate = /^\d{4}-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?$/;

const kindOf = (values: readonly PlotValue[]): Scale["kind"] => {
  if (values.every((value) => typeof value === "number")) return "linear";
  return values.every((value) => typeof value === "string" && isoDate.test(value)) ? "date" : "category";
};

const bandScale = (values: readonly PlotValue[], reversed: boolean): Scale => {
  const categories = [...new Set(values.map(String))];
  const places = new Map(categories.map((category, index) => [category, (index + 0.5) / categories.length]));
  const place = (at: number): number => (reversed ? 1 - at : at);
  return {
    kind: "category",
    ticks: [...places].map(([text, at]) => ({ at: place(at), text })),
    at: (value) => {
      const at = value === null ? undefined : places.get(String(value));
      return at === undefined ? undefined : place(at);
    },
    span: () => 1 / Math.max(1, categories.length),
  };
};

const continuousScale = (
  kind: "linear" | "log" | "date",
  numbers: readonly number[],
  read: (value: PlotValue) => number,
  axis: AxisLayout,
  { zero = false, pad = 0, room = 0.04, tickCount = 6 }: ScaleOptions,
): Scale => {
  const [low, high] = axis.range ?? bounds(numbers, zero && kind !== "log", pad, room);
  const isReversed = axis.autorange === "reversed";
  const at = (number: number): number => {
    const share = (number - low) / (high - low);
    return isReversed ? 1 - share : share;
  };
  const ticks = ticksOf(kind, low, high, tickCount);
  return {
    kind,
    ticks: ticks.map(({ value, text }) => ({ at: at(value), text })),
    at: (value) => (value === null || !Number.isFinite(read(value)) ? undefined : at(read(value))),
    span: (width = 0) => width / (high - low),
  };
};

const ticksOf = (kind: "linear" | "log" | "date", low: number, high: number, count: number) => {
  if (kind === "date") return timeTicks(low, high, count);
  if (kind === "log") return powerTicks(low, high, count);
  return numberTicks(low, high, count).map((value) => ({ value, text: numberText(value) }));
};

const bounds = (numbers: readonly number[], zero: boolean, pad: number, share: number): readonly [number, number] => {
  const all = zero ? [...numbers, 0] : numbers;
  if (all.length === 0) return [0, 1];
  const low = all.reduce((a, b) => Math.min(a, b));
  const high = all.reduce((a, b) => Math.max(a, b));
  const room = pad > 0 ? pad : (high - low) * share || Math.abs(high) * 0.1 || 1;
  return [zero && low === 0 ? 0 : low - room, zero && high === 0 && low < 0 ? 0 : high + room];
};
