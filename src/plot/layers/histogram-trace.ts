import type { DrawnBars } from "../drawn.ts";
import { binsOf, histogramBars } from "../histogram.ts";
import { asRaw, type Raw } from "../raw-figure.ts";
import { listOf } from "../typed-values.ts";
import type { BarTrace, PlotValue } from "../types.ts";
import { plotValues } from "../values.ts";

/** A histogram's bars: of numbers, dates or categories; of its y they lie. */
export const histogramTrace = (trace: Raw): DrawnBars => {
  const lies = trace.x === undefined || trace.orientation === "h";
  const values = plotValues(listOf(lies ? trace.y : trace.x));
  const bins = [lies ? trace.nbinsy : trace.nbinsx].find((count): count is number => Number(count) > 0);
  const weights = plotValues(listOf(lies ? trace.x : trace.y));
  const bars = barsOf(values, bins, trace.histfunc === "sum" ? weights : undefined);
  const color = asRaw(trace.marker).color;
  return {
    ...(lies ? { ...bars, orientation: "h", x: bars.y, y: bars.x } : bars),
    ...(typeof color === "string" ? { marker: { color } } : {}),
  };
};

const barsOf = (
  values: readonly PlotValue[],
  bins: number | undefined,
  weights: readonly PlotValue[] | undefined,
): BarTrace => {
  const present = values.filter((value) => value !== null);
  if (present.every((value) => typeof value === "number") && !weights) return histogramBars(present, bins);
  const moments = present.map((value) => (/^\d{4}-\d\d/.test(String(value)) ? Date.parse(String(value)) : Number.NaN));
  return moments.length > 0 && moments.every(Number.isFinite) && !weights
    ? timeBars(moments, bins)
    : categoryBars(values, weights);
};

const day = 86_400_000;

const timeBars = (moments: readonly number[], bins: number | undefined): BarTrace => {
  const [low, high] = [moments.reduce((a, b) => Math.min(a, b)), moments.reduce((a, b) => Math.max(a, b))];
  const unit = high - low > 20 * day ? day : 1000;
  const ranges = binsOf(low / unit, high / unit, bins);
  const bars = histogramBars(
    moments.map((moment) => moment / unit),
    bins,
  );
  return {
    ...{ type: "bar", width: ranges.width * unit, y: bars.y },
    x: bars.x.map((middle) => new Date(Number(middle) * unit).toISOString()),
  };
};

const categoryBars = (values: readonly PlotValue[], weights: readonly PlotValue[] | undefined): BarTrace => {
  const counts = new Map<string, number>();
  for (const [at, value] of values.entries()) {
    const weight = weights ? weights[at] : 1;
    if (value !== null && typeof weight === "number")
      counts.set(String(value), (counts.get(String(value)) ?? 0) + weight);
  }
  return { type: "bar", x: [...counts.keys()], y: [...counts.values()] };
};
