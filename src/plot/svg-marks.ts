import type { Scale } from "./scale.ts";
import type { Box } from "./svg-axes.ts";
import { escapeXml, px } from "./svg-text.ts";
import type { BarTrace, Layout, PlotValue, ScatterTrace, Trace } from "./types.ts";

/** What the marks are drawn by. */
export interface MarkSpace {
  readonly box: Box;
  readonly x: Scale;
  readonly y: Scale;
  readonly layout: Layout;
}

/** The colour of the trace at this place. */
export const traceColor = (trace: Trace, index: number, layout: Layout): string =>
  (trace.type === "scatter" ? trace.line?.color : undefined) ??
  trace.marker?.color ??
  layout.colorway[index % layout.colorway.length] ??
  "#4269d0";

/** Everything that stands for data, trace by trace. */
export const marks = (data: readonly Trace[], space: MarkSpace): string => {
  const bars = data.filter((trace): trace is BarTrace => trace.type === "bar");
  const heaps = new Map<string, number>();
  return data
    .map((trace, index) => {
      const color = escapeXml(traceColor(trace, index, space.layout));
      if (trace.type === "scatter") return points(trace, color, space);
      return `<g fill="${color}">${barMarks(trace, bars.indexOf(trace), bars.length, heaps, space)}</g>`;
    })
    .join("");
};

const barMarks = (
  trace: BarTrace,
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
  const band = along.span(trace.width) * long * (1 - (layout.bargap ?? 0.2));
  const stacked = layout.barmode === "stack";
  const size = stacked ? band : band / count;
  return places
    .map((category, index) => {
      const value = values[index];
      const middle = along.at(category);
      if (typeof value !== "number" || middle === undefined) return "";
      const key = `${category}\n${value < 0}`;
      const base = stacked ? (heaps.get(key) ?? 0) : 0;
      if (stacked) heaps.set(key, base + value);
      const [from, to] = [up.at(base) ?? 0, up.at(base + value) ?? 0].sort((a, b) => a - b) as [number, number];
      const start = (lying ? 1 - middle : middle) * long - band / 2 + (stacked ? 0 : place * size);
      const [length, thick] = [(to - from) * high, Math.max(0.5, size - (size > 6 ? 1 : 0))];
      const rect = lying
        ? { x: box.left + from * high, y: box.top + start, w: length, h: thick }
        : { x: box.left + start, y: box.top + (1 - to) * high, w: thick, h: length };
      return `<rect x="${px(rect.x)}" y="${px(rect.y)}" width="${px(rect.w)}" height="${px(rect.h)}">${hint(category, value, trace.name)}</rect>`;
    })
    .join("");
};

const points = (trace: ScatterTrace, color: string, space: MarkSpace): string => {
  const { box } = space;
  const places = trace.x.map((value, index) => {
    const x = space.x.at(value);
    const y = space.y.at(trace.y[index] ?? null);
    return x === undefined || y === undefined
      ? undefined
      : { x: px(box.left + x * box.width), y: px(box.top + (1 - y) * box.height), index };
  });
  const says = trace.x.length <= mostHints ? hintOf : () => "";
  const radius = px((trace.marker?.size ?? 6) / 2);
  const dots = trace.mode.includes("markers")
    ? places.map((place) => (place ? dot(place, radius, says(trace, place.index)) : "")).join("")
    : "";
  const path = trace.mode.includes("lines") ? linePath(places) : "";
  const opacity = trace.marker?.opacity === undefined ? "" : ` fill-opacity="${trace.marker.opacity}"`;
  return `${path === "" ? "" : `<path d="${path}" fill="none" stroke="${color}" stroke-width="${trace.line?.width ?? 2}" stroke-linejoin="round"/>`}<g fill="${color}"${opacity}>${dots}</g>`;
};

interface Place {
  readonly x: string;
  readonly y: string;
  readonly index: number;
}

// Of more points nobody finds one to point at.
const mostHints = 500;

const dot = ({ x, y }: Place, radius: string, says: string): string =>
  says === ""
    ? `<circle cx="${x}" cy="${y}" r="${radius}"/>`
    : `<circle cx="${x}" cy="${y}" r="${radius}">${says}</circle>`;

const hintOf = (trace: ScatterTrace, index: number): string =>
  hint(trace.x[index] ?? null, trace.y[index] ?? null, trace.text?.[index] ?? trace.name);

const linePath = (places: readonly (Place | undefined)[]): string =>
  places.map((place, index) => (place ? `${places[index - 1] ? "L" : "M"}${place.x} ${place.y}` : "")).join("");

const hint = (x: PlotValue, y: PlotValue, name: string | undefined): string =>
  `<title>${escapeXml(`${name ? `${name}: ` : ""}${x}, ${y}`)}</title>`;
