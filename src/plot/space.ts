import type { Scale } from "./scale.ts";
import type { Box } from "./svg-axes.ts";
import type { Layout, PlotValue } from "./types.ts";

/** What marks are drawn by: the rectangle between the axes, and where values lie in it. */
export interface MarkSpace {
  readonly box: Box;
  readonly x: Scale;
  readonly y: Scale;
  readonly layout: Layout;
}

/** The pixel at which a value of the horizontal axis lies; undefined where it has none. */
export const acrossAt = ({ x, box }: MarkSpace, value: PlotValue): number | undefined => {
  const share = x.at(value);
  return share === undefined ? undefined : box.left + share * box.width;
};

/** The pixel at which a value of the vertical axis lies; undefined where it has none. */
export const downAt = ({ y, box }: MarkSpace, value: PlotValue): number | undefined => {
  const share = y.at(value);
  return share === undefined ? undefined : box.top + (1 - share) * box.height;
};
