import { barOf, colorBarWidth } from "./color-bar.ts";
import type { DrawnTrace } from "./drawn.ts";
import type { Note, Panels, PlacedAxis } from "./from-plotly.ts";
import { panelSvg } from "./panel.ts";
import { scaleFor } from "./scales.ts";
import { colorBarIn, legendOf, svgOf, width } from "./svg.ts";
import { type Box, fontSize } from "./svg-axes.ts";
import { traceColor } from "./svg-marks.ts";
import { escapeXml, fitText, px } from "./svg-text.ts";
import type { AxisLayout, Layout } from "./types.ts";

/** Traces on one pair of axes. */
export interface Pair {
  readonly x: string;
  readonly y: string;
  readonly data: readonly DrawnTrace[];
}

/** A figure of several pairs of axes as a static SVG: side by side as the layout places them, or over each other. */
export const panelsSvg = (figure: Panels, note?: string): string => {
  const { layout, axes, notes } = figure;
  const height = layout.height ?? 400;
  const title = layout.title?.text || undefined;
  const pairs = figure.pairs.map((pair) => ({ ...pair, data: colored(pair.data, figure.all, layout) }));
  const all = pairs.flatMap(({ data }) => data);
  const legend = layout.showlegend ? legendOf(all, layout) : undefined;
  const bar = colorBarIn(all);
  const right = width - 16 - (legend?.width ?? 0) - (bar ? colorBarWidth : 0);
  const top = title === undefined ? 28 : 60;
  const whole: Box = { left: 8, top, width: right - 8, height: height - top };
  const parts = pairs
    .filter(({ y }) => axes.get(y)?.over === undefined)
    .map((pair) => {
      const [across, up] = [axes.get(pair.x), axes.get(pair.y)];
      const over = pairs.find(({ x, y }) => axes.get(y)?.over === pair.y && within(axes, x, pair.x));
      const own: Layout = { ...layout, xaxis: across?.axis ?? {}, yaxis: up?.axis ?? {} };
      const shared = (id: string, side: "x" | "y"): readonly DrawnTrace[] =>
        pairs
          .filter((other) => rootOf(axes, other[side]) === rootOf(axes, id) || (side === "x" && other === over))
          .flatMap(({ data }) => data);
      return panelSvg(
        {
          ...{ data: pair.data, layout: own },
          x: scaleFor(shared(pair.x, "x"), own, "x", own.xaxis, lengthOf(across)),
          y: scaleFor(shared(pair.y, "y"), own, "y", own.yaxis, lengthOf(up)),
          titled: {
            x: pairs.some(({ x, y }) => isAlike(axes, y, pair.y) && axes.get(x)?.axis.title),
            y: pairs.some(({ x, y }) => isAlike(axes, x, pair.x) && axes.get(y)?.axis.title && !axes.get(y)?.over),
          },
          ...(over ? { over: overOf(over.data, layout, axes.get(over.y)?.axis ?? {}) } : {}),
        },
        areaOf(whole, across?.domain ?? [0, 1], up?.domain ?? [0, 1]),
      );
    });
  return svgOf(height, title, [layout.title?.subtitle?.text, note].filter((text) => text).join("; ") || undefined, [
    ...parts,
    ...notes.map((one) => written(one, whole)),
    legend?.draw(right + 8, top) ?? "",
    bar ? barOf(bar, width - colorBarWidth, top, Math.min(whole.height - 40, 240)) : "",
  ]);
};

const overOf = (data: readonly DrawnTrace[], layout: Layout, axis: AxisLayout) => ({
  data,
  axis,
  y: scaleFor(data, layout, "y", axis),
});

// A place in the layout's order has its colour, wherever it is drawn.
const colored = (data: readonly DrawnTrace[], all: readonly DrawnTrace[], layout: Layout): readonly DrawnTrace[] =>
  data.map((trace) => ({
    ...trace,
    marker: { ...trace.marker, color: traceColor(trace, all.indexOf(trace), layout) },
  }));

/** The axis whose values an axis shares. */
const rootOf = (axes: Panels["axes"], id: string): string => axes.get(id)?.matches ?? id;

const within = (axes: Panels["axes"], x: string, other: string): boolean =>
  x === other || axes.get(x)?.over === other || isAlike(axes, x, other);

/** Whether two axes take the same share of the picture. */
const isAlike = (axes: Panels["axes"], one: string, other: string): boolean =>
  String(axes.get(one)?.domain) === String(axes.get(other)?.domain);

const lengthOf = (axis: PlacedAxis | undefined): number => (axis ? axis.domain[1] - axis.domain[0] : 1);

type Domain = readonly [number, number];

const areaOf = (whole: Box, across: Domain, up: Domain): Box => ({
  left: whole.left + across[0] * whole.width,
  top: whole.top + (1 - up[1]) * whole.height,
  width: (across[1] - across[0]) * whole.width,
  height: (up[1] - up[0]) * whole.height,
});

const written = ({ text, x, y }: Note, whole: Box): string => {
  const [left, top] = [whole.left + x * whole.width, whole.top + (1 - y) * whole.height];
  // Beside the axes a title stands upright.
  const turned = x > 0.95 ? ` transform="rotate(90 ${px(left)} ${px(top)})"` : "";
  return `<text x="${px(left)}" y="${px(top - 4)}" text-anchor="middle" font-weight="600"${turned}>${escapeXml(fitText(text, fontSize, 260))}</text>`;
};
