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

/** How many values fall into each of equal ranges, the lower edge included. */
export const histogram = (options: HistogramOptions): Figure =>
  makeFigure(
    "histogram",
    [histogramBars(options.x, options.bins)],
    { yLabel: "count", ...options },
    { xaxis: { type: "linear" }, bargap: 0.05 },
  );

/** The bars of a histogram, each as wide as its range. */
export const histogramBars = (values: Values, bins = 20): BarTrace => {
  const numbers = plotValues(values).filter((value): value is number => typeof value === "number");
  const low = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const width = numbers.length === 0 ? 1 : niceStep(high > low ? high - low : 1, bins);
  const first = numbers.length === 0 ? 0 : Math.floor(low / width);
  const counts: number[] = numbers.length === 0 ? [] : Array(Math.floor(high / width) - first + 1).fill(0);
  for (const number of numbers) {
    const bin = Math.min(counts.length - 1, Math.max(0, Math.floor(number / width) - first));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const edge = (bin: number): number => Number(((first + bin) * width).toPrecision(12));
  return {
    type: "bar",
    x: counts.map((_, bin) => Number((edge(bin) + width / 2).toPrecision(12))),
    y: counts,
    width,
    text: counts.map((_, bin) => `${edge(bin)} to ${edge(bin + 1)}`),
  };
};
