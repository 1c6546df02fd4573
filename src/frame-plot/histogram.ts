import type { Frame, Row } from "../frame/index.ts";
import {
  type Figure,
  type HistogramOptions,
  histogramOf,
  type PlotOptions,
  histogram as valuesHistogram,
} from "../plot/index.ts";
import { counted, joinNotes } from "./bounded-rows.ts";
import { checkNames, type NameOf, numbersOrTimes, type PlotName, plottable } from "./column-names.ts";
import { countNumbers } from "./count-numbers.ts";
import { countTimes } from "./count-times.ts";
import { type FramePlot, framePlot, isFrame } from "./frame-plot.ts";

export interface FrameHistogramOptions<R> extends PlotOptions {
  /** A column of numbers or times. */
  readonly x: NameOf<R, number | bigint | Date>;
  /** About how many bars; 20 unless given. Their edges are round numbers, or the starts of years, months, days, … */
  readonly bins?: number;
  /** The column that says to which series a row belongs: bars of one range stand on each other. */
  readonly series?: PlotName<R>;
}

/**
 * How many values fall into each of equal ranges, the lower edge included: of a column of a frame, counted by its engine,
 * or of a list of values.
 */
export function histogram<R extends Row>(frame: Frame<R>, options: FrameHistogramOptions<R>): FramePlot;
export function histogram(options: HistogramOptions): Figure;
export function histogram(first: object, options?: object): FramePlot | Figure {
  return isFrame(first)
    ? frameHistogram(first, options as FrameHistogramOptions<Row>)
    : valuesHistogram(first as HistogramOptions);
}

const frameHistogram = (frame: Frame<Row>, options: FrameHistogramOptions<Row>): FramePlot => {
  const { x, bins, series, ...others } = options;
  checkNames("histogram", frame, { x: [x, numbersOrTimes], series: [series, plottable] });
  const [field] = frame.select(x).schema;
  const isTime = typeof field?.type === "string" && /^(date|timestamp)/.test(field.type);
  return framePlot(async () => {
    const { bars, without } = await (isTime ? countTimes : countNumbers)(frame, x, series, bins);
    const left = without > 0 ? leftOut(without) : undefined;
    const labels = { xLabel: x, yLabel: "rows", ...others, ...joinNotes(options.note, left) };
    return histogramOf(bars, labels, isTime ? "date" : "linear");
  });
};

const leftOut = (rows: number): string =>
  rows === 1 ? "1 row without a value is left out" : `${counted(rows)} rows without a value are left out`;
