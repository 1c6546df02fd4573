import type { DrawnBars, DrawnPoints, DrawnTrace, ErrorEnds } from "./drawn.ts";
import { acrossAt, downAt, type MarkSpace } from "./space.ts";
import { pointMarks } from "./svg-points.ts";
import { escapeXml, px } from "./svg-text.ts";
import type { Layout, PlotValue } from "./types.ts";

/** The colour of the trace at this place. */
export const traceColor = (trace: DrawnTrace, index: number, layout: Layout): string =>
  (trace.type === "scatter" ? trace.line?.color : undefined) ??
  trace.marker?.color ??
  (trace.type !== "layer" && trace.colors ? trace.colors[0] : undefined) ??
  layout.colorway[index % layout.colorway.length] ??
  "#4269d0";

/** Everything that stands for data, trace by trace. */
export const marks = (data: readonly DrawnTrace[], space: MarkSpace): string => {
  const bars = data.filter((trace): trace is DrawnBars => trace.type === "bar");
  const heaps = new Map<string, number>();
  return data
    .map((trace, index) => {
      const color = escapeXml(traceColor(trace, index, space.layout));
      if (trace.type === "layer") return trace.draw(space, color);
      if (trace.type === "scatter") return pointMarks(trace, color, space) + errorMarks(trace, color, space);
      const opacity = space.layout.barmode === "overlay" ? ' fill-opacity="0.75"' : "";
      return `<g fill="${color}"${opacity}>${barMarks(trace, bars.indexOf(trace), bars.length, heaps, space)}</g>`;
    })
    .join("");
};

/** Where a bar begins and ends: a moment and so many milliseconds later, or numbers. */
export const barEnds = (base: PlotValue, value: number): readonly [PlotValue, PlotValue] => {
  if (typeof base === "number") return [base, base + value];
  const start = Date.parse(String(base));
  const end = new Date(start + value);
  return Number.isNaN(end.getTime()) ? [0, value] : [base, end.toISOString()];
};

const barMarks = (
  trace: DrawnBars,
  place: number,
  count: number,
  heaps: Map<string, number>,
  space: MarkSpace,
): string => {
  const { box, layout } = space;
  const lying = trace.orientation === "h";
  const [along, up] = lying ? [space.y, space.x] : [space.x, space.y];
  const [long, high] = lying ? [box.height, box.width] : [box.width, box.height];
  const [places, values] = lying ? [trace.y, trace.x] : [trace.x, trace.y];
  const band = along.span(trace.width) * long * (1 - (layout.bargap ?? (trace.width === undefined ? 0.2 : 0.02)));
  const stacked = layout.barmode === "stack";
  const isAlone = stacked || layout.barmode === "overlay";
  const size = isAlone ? band : band / count;
  return places
    .map((category, index) => {
      const value = values[index];
      const middle = along.at(category);
      if (typeof value !== "number" || middle === undefined) return "";
      const key = `${category}\n${value < 0}`;
      const own = trace.base?.[index];
      const base = stacked ? (heaps.get(key) ?? 0) : 0;
      if (stacked) heaps.set(key, base + value);
      const [from, to] = barEnds(own ?? base, value)
        .map((end) => up.at(end) ?? 0)
        .sort((a, b) => a - b) as [number, number];
      const start = (lying ? 1 - middle : middle) * long - band / 2 + (isAlone ? 0 : place * size);
      const [length, thick] = [(to - from) * high, Math.max(0.5, size - (size > 6 ? 1 : 0))];
      const rect = lying
        ? { x: box.left + from * high, y: box.top + start, w: length, h: thick }
        : { x: box.left + start, y: box.top + (1 - to) * high, w: thick, h: length };
      const color = trace.colors?.[index];
      const fill = color === undefined ? "" : ` fill="${escapeXml(color)}"`;
      const ends = (lying ? trace.errors?.x : trace.errors?.y)?.[index];
      const error = ends ? whisker(ends, (lying ? box.top : box.left) + start + thick / 2, lying, space) : "";
      return `<rect x="${px(rect.x)}" y="${px(rect.y)}" width="${px(rect.w)}" height="${px(rect.h)}"${fill}>${hint(category, value, trace.name)}</rect>${error}`;
    })
    .join("");
};

const errorMarks = ({ x, y, errors }: DrawnPoints, color: string, space: MarkSpace): string => {
  const drawn = (ends: ErrorEnds | undefined, lies: boolean): string =>
    (ends ?? [])
      .map((pair, at) => {
        const middle = lies ? downAt(space, y[at] ?? null) : acrossAt(space, x[at] ?? null);
        return pair && middle !== undefined ? whisker(pair, middle, lies, space, color) : "";
      })
      .join("");
  return drawn(errors?.x, true) + drawn(errors?.y, false);
};

/** A line with short lines at its ends. */
const whisker = (
  ends: readonly [number, number],
  middle: number,
  lies: boolean,
  space: MarkSpace,
  color = "#6b7280",
): string => {
  const [from, to] = ends.map((end) => (lies ? acrossAt(space, end) : downAt(space, end)));
  if (from === undefined || to === undefined) return "";
  const cap = (at: number): string => (lies ? `M${px(at)} ${px(middle - 4)}v8` : `M${px(middle - 4)} ${px(at)}h8`);
  const stem = lies ? `M${px(from)} ${px(middle)}H${px(to)}` : `M${px(middle)} ${px(from)}V${px(to)}`;
  return `<path d="${cap(from)}${stem}${cap(to)}" stroke="${color}" stroke-width="1.5" fill="none"/>`;
};

const hint = (x: PlotValue, y: PlotValue, name: string | undefined): string =>
  `<title>${escapeXml(`${name ? `${name}: ` : ""}${x}, ${y}`)}</title>`;
