import { Frame, type Row } from "../frame/index.ts";
import type { Figure } from "../plot/index.ts";

/** A plot of a frame: the frame runs when the plot is shown or its figure is asked for, and once. */
export interface FramePlot {
  /** The figure, `{ data, layout }`, as Plotly takes it. */
  figure(): Promise<Figure>;
}

const display: unique symbol = Symbol.for("Jupyter.display") as never;

/** Whether what a plot was given first is a frame. */
export const isFrame = (value: object): value is Frame<Row> => value instanceof Frame;

/** A plot from what makes its figure; it shows itself in a notebook. */
export const framePlot = (make: () => Promise<Figure>): FramePlot => {
  let made: Promise<Figure> | undefined;
  const figure = (): Promise<Figure> => {
    made ??= make();
    return made;
  };
  const shown = {
    figure,
    [display]: async () => {
      const own = (await figure()) as Figure & { readonly [display]: () => Readonly<Record<string, unknown>> };
      return own[display]();
    },
  };
  return Object.freeze(shown);
};
