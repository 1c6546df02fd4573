import { type ColorBar, colorBarFor, colorOn } from "../color-bar.ts";
import type { DrawnBars, DrawnPoints, Fill } from "../drawn.ts";
import { asRaw, type Raw } from "../raw-figure.ts";
import { listOf } from "../typed-values.ts";
import type { BarTrace, PlotValue, ScatterTrace } from "../types.ts";
import { plotTexts, plotValues } from "../values.ts";
import { errorEnds } from "./error-ends.ts";

/** A trace of lines, dots and words at points. */
export const pointTrace = (trace: Raw, layout: Raw): DrawnPoints => {
  const points = pointsOf(trace);
  const short = points.x.length < 20;
  const stacked = typeof trace.stackgroup === "string" && trace.stackgroup !== "";
  const asked = typeof trace.mode === "string" ? trace.mode : short && !stacked ? "lines+markers" : "lines";
  const [lines, dots] = [asked.includes("lines"), asked.includes("markers")];
  const line = asRaw(trace.line);
  const mode = lines ? (dots ? "lines+markers" : "lines") : "markers";
  const words = asked.includes("text") ? plotTexts(listOf(trace.text)) : [];
  return {
    ...{ type: "scatter", mode, ...points },
    ...markerOf(trace, lines ? line.color : undefined),
    ...(dots ? { ...sizesOf(trace), ...colorsOf(trace, layout, "c") } : lines ? {} : { sizes: points.x.map(() => 0) }),
    ...(words.length > 0 ? { labels: words } : {}),
    ...fillOf(trace),
    ...lineOf(line),
    ...errorsOf(trace, points),
  };
};

/** A trace of bars. */
export const barTrace = (trace: Raw, layout: Raw): DrawnBars => {
  const lies = trace.orientation === "h";
  const { x, y } = lies ? swapped(pointsOf({ ...trace, x: trace.y, y: trace.x })) : pointsOf(trace);
  const base = typeof trace.base === "number" ? (lies ? x : y).map(() => trace.base as number) : listOf(trace.base);
  return {
    ...{ type: "bar", ...(lies ? { orientation: "h" } : {}), x, y },
    ...(base.length > 0 ? { base: plotValues(base) } : {}),
    ...markerOf(trace, undefined),
    ...colorsOf(trace, layout, "c"),
    ...errorsOf(trace, { x, y }),
  };
};

const swapped = ({ x, y }: { x: readonly PlotValue[]; y: readonly PlotValue[] }) => ({ x: y, y: x });

/** Both columns, as long as the shorter; where x is missing, the places 0, 1, 2 ... */
const pointsOf = (trace: Raw) => {
  const y = plotValues(listOf(trace.y));
  const x = trace.x === undefined ? y.map((_, index) => index) : plotValues(listOf(trace.x));
  const length = Math.min(x.length, y.length);
  const text = Array.isArray(trace.text) ? { text: plotTexts(trace.text) } : {};
  return { x: x.slice(0, length), y: y.slice(0, length), ...text };
};

const errorsOf = (trace: Raw, points: { x: readonly PlotValue[]; y: readonly PlotValue[] }) => {
  const [x, y] = [errorEnds(trace.error_x, points.x), errorEnds(trace.error_y, points.y)];
  return x || y ? { errors: { ...(x ? { x } : {}), ...(y ? { y } : {}) } } : {};
};

/** Colour, size and opacity that all points of a trace share. */
const markerOf = (trace: Raw, lineColor: unknown): Pick<ScatterTrace | BarTrace, "marker"> => {
  const marker = asRaw(trace.marker);
  const color = [lineColor, marker.color].find((item) => typeof item === "string");
  const [size, opacity] = [marker.size, marker.opacity ?? trace.opacity].map((item) =>
    typeof item === "number" && Number.isFinite(item) ? item : undefined,
  );
  return {
    marker: {
      ...(typeof color === "string" ? { color } : {}),
      ...(size === undefined ? {} : { size }),
      ...(opacity === undefined ? {} : { opacity }),
    },
  };
};

/** The colours of single points: given, or of their numbers on a scale. */
const colorsOf = (trace: Raw, layout: Raw, ends: "c") => {
  const marker = asRaw(trace.marker);
  const given = listOf(marker.color);
  if (given.length === 0) return {};
  if (given.every((color) => typeof color === "string")) return { colors: given };
  const bar: ColorBar = colorBarFor(marker, layout, given, ends);
  const isShown = marker.showscale === true || typeof marker.coloraxis === "string";
  const colors = given.map((value) => (typeof value === "number" ? colorOn(bar, value) : "#808080"));
  return { colors, ...(isShown ? { bar } : {}) };
};

/** Diameters of single points, as sizemode and sizeref say. */
const sizesOf = (trace: Raw) => {
  const { size, sizemode, sizeref, sizemin } = asRaw(trace.marker);
  const sizes = listOf(size);
  if (sizes.length === 0) return {};
  const unit = typeof sizeref === "number" && sizeref > 0 ? sizeref : 1;
  const least = typeof sizemin === "number" ? sizemin * 2 : 0;
  const diameter = (value: unknown): number => {
    if (typeof value !== "number" || !(value > 0)) return least;
    const wide = sizemode === "area" ? Math.sqrt(value / unit) : value / unit;
    return Math.min(120, Math.max(least, wide));
  };
  return { sizes: sizes.map(diameter) };
};

const fillOf = (trace: Raw): { readonly fill?: Fill } => {
  const color = typeof trace.fillcolor === "string" ? { color: trace.fillcolor } : {};
  switch (trace.fill) {
    case "tozeroy":
      return { fill: { to: "zero-y", ...color } };
    case "tozerox":
      return { fill: { to: "zero-x", ...color } };
    case "toself":
      return { fill: { to: "self", ...color } };
    default:
      return {};
  }
};

const dashes: Readonly<Record<string, string>> = {
  dot: "2 4",
  dash: "8 6",
  longdash: "14 6",
  dashdot: "8 5 2 5",
  longdashdot: "14 5 2 5",
};

const lineOf = ({ width, dash, shape, color }: Raw) => ({
  ...(typeof width === "number" && width >= 0
    ? { line: { width, ...(typeof color === "string" ? { color } : {}) } }
    : {}),
  ...(typeof dash === "string" && dashes[dash] ? { dash: dashes[dash] } : {}),
  ...(shape === "hv" || shape === "vh" ? ({ steps: shape } as const) : {}),
});
