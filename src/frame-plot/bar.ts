import { usageError } from "../errors.ts";
import type { Frame, Row } from "../frame/index.ts";
import { type BarOptions, bar as barFigure, type Figure, type PlotOptions } from "../plot/index.ts";
import { columnOf, firstRows, joinNotes, limitOf, type MarkLimit, namesOf } from "./bounded-rows.ts";
import { checkNames, type NumberName, numbers, type PlotName, plottable } from "./column-names.ts";
import { type FramePlot, framePlot, isFrame } from "./frame-plot.ts";

export interface FrameBarOptions<R> extends PlotOptions, MarkLimit {
  /** The column whose values are the categories, a bar a row. */
  readonly x: PlotName<R>;
  /** The column of the bars' lengths. */
  readonly y: NumberName<R>;
  /** The column that says to which series a bar belongs: bars of one category stand side by side. */
  readonly series?: PlotName<R>;
  /** Bars of one category stand on each other instead. */
  readonly stacked?: boolean;
  /** Bars lie, the first on top: for long or many categories. */
  readonly horizontal?: boolean;
}

/** Bars over categories, in the order given: from columns of a frame, or from lists of values. */
export function bar<R extends Row>(frame: Frame<R>, options: FrameBarOptions<R>): FramePlot;
export function bar(options: BarOptions): Figure;
export function bar(first: object, options?: object): FramePlot | Figure {
  return isFrame(first) ? frameBars(first, options as FrameBarOptions<Row>) : barFigure(first as BarOptions);
}

const usualBars = 1000;

const frameBars = (frame: Frame<Row>, options: FrameBarOptions<Row>): FramePlot => {
  const { x, y, series, horizontal = false, most = usualBars, ...others } = options;
  const limit = limitOf("bar", most);
  checkNames("bar", frame, { x: [x, plottable], y: [y, numbers], series: [series, plottable] });
  const [xLabel, yLabel] = horizontal ? [y, x] : [x, y];
  return framePlot(async () => {
    const names = [x, y, ...(series === undefined ? [] : [series])];
    const { rows, note } = await firstRows(frame, names, limit);
    const [categories, named] = [namesOf(rows, x), series === undefined ? undefined : namesOf(rows, series)];
    if (!options.stacked) checkOnce(x, categories, series, named);
    return barFigure({
      ...{ xLabel, yLabel, ...others, horizontal },
      ...{ x: categories, y: columnOf(rows, y) },
      ...(named ? { series: named } : {}),
      ...joinNotes(options.note, note),
    });
  });
};

// Bars of one place would hide each other.
const checkOnce = (
  x: string,
  categories: readonly string[],
  series: string | undefined,
  named: readonly string[] | undefined,
): void => {
  const seen = new Set<string>();
  for (const [row, category] of categories.entries()) {
    const place = `${category}\n${named?.[row]}`;
    if (seen.has(place))
      throw usageError(
        `bar: '${category}' of column '${x}'${named ? ` and '${named[row]}' of '${series}'` : ""} is in more than one row, and their bars would hide each other. Group by ${named ? "both columns" : "it"} first, ${named ? "" : "name the column that tells the rows apart as series, "}or set stacked.`,
      );
    seen.add(place);
  }
};
