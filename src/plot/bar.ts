import { makeFigure } from "./figure.ts";
import type { AxisLayout, BarTrace, Figure, PlotOptions, Values } from "./types.ts";
import { checkLengths, plotTexts, plotValues, seriesOf } from "./values.ts";

export interface BarOptions extends PlotOptions {
  /** A category a bar. */
  readonly x: Values;
  /** A number a bar. */
  readonly y: Values;
  /** The series that each bar belongs to: bars of one category stand side by side. */
  readonly series?: Values;
  /** Bars of one category stand on each other instead. */
  readonly stacked?: boolean;
  /** Bars lie, the first on top: for long or many categories. */
  readonly horizontal?: boolean;
}

/** Bars over categories, in the order given. */
export const bar = (options: BarOptions): Figure => {
  const { x, y, series, stacked = false, horizontal = false } = options;
  checkLengths("bar", { x, y, series });
  const categories = plotTexts(x);
  const values = plotValues(y);
  const traces = [...seriesOf(series, categories.length)].map(([name, points]): BarTrace => {
    const at = points.map((point) => categories[point] ?? "");
    const high = points.map((point) => values[point] ?? null);
    return {
      type: "bar",
      ...(series ? { name } : {}),
      ...(horizontal ? { orientation: "h", x: high, y: at } : { x: at, y: high }),
    };
  });
  const category: AxisLayout = horizontal ? { type: "category", autorange: "reversed" } : { type: "category" };
  const axes = horizontal ? { yaxis: category } : { xaxis: category };
  return makeFigure("bar chart", traces, options, { ...axes, barmode: stacked ? "stack" : "group", bargap: 0.25 });
};
