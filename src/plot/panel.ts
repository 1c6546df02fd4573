import type { DrawnTrace } from "./drawn.ts";
import type { Scale } from "./scale.ts";
import { type Box, rightAxis, xAxis, xLabelFit, yAxis, yLabelLimit, yLabelWidth } from "./svg-axes.ts";
import { marks } from "./svg-marks.ts";
import { px } from "./svg-text.ts";
import type { AxisLayout, Layout } from "./types.ts";

/** What is drawn on one pair of axes, and over it on a vertical axis at the right. */
export interface PanelSpec {
  readonly data: readonly DrawnTrace[];
  readonly layout: Layout;
  readonly x: Scale;
  readonly y: Scale;
  /** Titles that another panel in the row or column has: room is left for them. */
  readonly titled?: { readonly x: boolean; readonly y: boolean };
  readonly over?: { readonly data: readonly DrawnTrace[]; readonly y: Scale; readonly axis: AxisLayout };
}

/** Axes with their labels, and the marks between them, within an area of the picture. */
export const panelSvg = ({ data, layout, x, y, over, titled }: PanelSpec, area: Box): string => {
  const { xaxis, yaxis } = layout;
  const limit = yLabelLimit(area.width);
  const shown = yaxis.showticklabels === false ? 0 : yLabelWidth(y, limit);
  const left = area.left + shown + 8 + (yaxis.title || titled?.y ? 26 : 8);
  const beside = over ? yLabelWidth(over.y) + 16 + (over.axis.title ? 22 : 0) : 0;
  const right = area.left + area.width - beside;
  const fit = xaxis.showticklabels === false ? { tilted: false, height: 8 } : xLabelFit(x, right - left);
  const bottom = area.top + area.height - fit.height - (xaxis.title || titled?.x ? 24 : 6);
  const box: Box = { left, top: area.top, width: Math.max(40, right - left), height: Math.max(40, bottom - area.top) };
  return [
    xAxis(x, box, xaxis, fit.tilted),
    yAxis(y, box, yaxis, limit),
    over ? rightAxis(over.y, box, over.axis) : "",
    marks(data, { box, x, y, layout }),
    over ? marks(over.data, { box, x, y: over.y, layout: { ...layout, yaxis: over.axis } }) : "",
    baseLine(box),
  ]
    .filter((part) => part !== "")
    .join("\n");
};

const baseLine = ({ left, top, width, height }: Box): string =>
  `<line x1="${px(left)}" y1="${px(top + height)}" x2="${px(left + width)}" y2="${px(top + height)}" stroke="#808080" stroke-opacity="0.6"/>`;
