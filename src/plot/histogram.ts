import { makeFigure } from "./figure.ts";
import { niceStep } from "./ticks.ts";
import type { BarTrace, Figure, PlotOptions, Values } from "./types.ts";
import { plotValues } from "./values.ts";

export interface HistogramOptions extends PlotOptions {
  /** Numbers; others are left out. */
  readonly x: Values;
  /** About how many bars; 20 unless given. Their edges are round numbers. */
  readonly bins?: number;
}

/** Equal ranges of numbers with round edges: `count` of them, each `width` wide, from `first` times the width on. */
export interface Bins {
  readonly width: number;
  readonly first: number;
  readonly count: number;
}

/** About so many ranges that hold all numbers from low to high. */
export const binsOf = (low: number, high: number, bins = 20): Bins => {
  const width = niceStep(high > low ? high - low : 1, bins);
  const first = Math.floor(low / width);
  return { width, first, count: Math.floor(high / width) - first + 1 };
};

/** How many values fall into each of equal ranges, the lower edge included. */
export const histogram = (options: HistogramOptions): Figure =>
  histogramOf([histogramBars(options.x, options.bins)], options);

/** A histogram of bars that were counted already. */
export const histogramOf = (bars: readonly BarTrace[], options: PlotOptions, type: "linear" | "date" = "linear") =>
  makeFigure("histogram", bars, { yLabel: "count", ...options }, { xaxis: { type }, barmode: "stack", bargap: 0.05 });

/** The bars of a histogram, each as wide as its range. */
export const histogramBars = (values: Values, bins?: number): BarTrace => {
  const numbers = plotValues(values).filter((value): value is number => typeof value === "number");
  if (numbers.length === 0) return { type: "bar", x: [], y: [], width: 1, hovertext: [] };
  const low = numbers.reduce((a, b) => Math.min(a, b));
  const high = numbers.reduce((a, b) => Math.max(a, b));
  const ranges = binsOf(low, high, bins);
  const counts: number[] = Array(ranges.count).fill(0);
  for (const number of numbers) {
    const bin = Math.min(ranges.count - 1, Math.max(0, Math.floor(number / ranges.width) - ranges.first));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return countedBars(ranges, counts);
};

/** The bars of ranges whose values were counted. */
export const countedBars = ({ width, first }: Bins, counts: readonly number[]): BarTrace => {
  const edge = (bin: number): number => Number(((first + bin) * width).toPrecision(12));
  return {
    type: "bar",
    x: counts.map((_, bin) => Number((edge(bin) + width / 2).toPrecision(12))),
    y: counts,
    width,
    hovertext: counts.map((_, bin) => `${edge(bin)} to ${edge(bin + 1)}`),
  };
};
