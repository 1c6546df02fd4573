import type { Frame, Row } from "../frame/index.ts";
import {
  type Figure,
  line as lineFigure,
  type PlotOptions,
  type PointOptions,
  scatter as scatterFigure,
} from "../plot/index.ts";
import { columnOf, joinNotes, limitOf, type MarkLimit, namesOf, sampledRows } from "./bounded-rows.ts";
import { checkNames, type NumberName, numbers, type PlotName, plottable } from "./column-names.ts";
import { type FramePlot, framePlot, isFrame } from "./frame-plot.ts";

export interface FramePointOptions<R> extends PlotOptions, MarkLimit {
  /** A column of numbers, times or categories. */
  readonly x: PlotName<R>;
  readonly y: NumberName<R>;
  /** The column that says to which series a point belongs. */
  readonly series?: PlotName<R>;
  /** The column of what each point says when pointed at. */
  readonly text?: PlotName<R>;
}

/** Lines through the points in the order given; a null breaks the line. From columns of a frame, or from lists of values. */
export function line<R extends Row>(frame: Frame<R>, options: FramePointOptions<R>): FramePlot;
export function line(options: PointOptions): Figure;
export function line(first: object, options?: object): FramePlot | Figure {
  return isFrame(first)
    ? framePoints("line", lineFigure, first, options as FramePointOptions<Row>)
    : lineFigure(first as PointOptions);
}

/** A dot a point: from columns of a frame, or from lists of values. */
export function scatter<R extends Row>(frame: Frame<R>, options: FramePointOptions<R>): FramePlot;
export function scatter(options: PointOptions): Figure;
export function scatter(first: object, options?: object): FramePlot | Figure {
  return isFrame(first)
    ? framePoints("scatter", scatterFigure, first, options as FramePointOptions<Row>)
    : scatterFigure(first as PointOptions);
}

const framePoints = (
  plot: string,
  draw: (options: PointOptions) => Figure,
  frame: Frame<Row>,
  options: FramePointOptions<Row>,
): FramePlot => {
  const { x, y, series, text, most, ...others } = options;
  const limit = limitOf(plot, most);
  const kinds = { x: [x, plottable], y: [y, numbers], series: [series, plottable], text: [text, plottable] } as const;
  checkNames(plot, frame, kinds);
  return framePlot(async () => {
    const names = [x, y, series, text].filter((name) => name !== undefined);
    const { rows, note } = await sampledRows(frame, names, limit);
    return draw({
      ...{ xLabel: x, yLabel: y, ...others },
      ...{ x: columnOf(rows, x), y: columnOf(rows, y) },
      ...(series === undefined ? {} : { series: namesOf(rows, series) }),
      ...(text === undefined ? {} : { text: namesOf(rows, text) }),
      ...joinNotes(options.note, note),
    });
  });
};
