import { colorway } from "./figure.ts";
import { histogramBars } from "./histogram.ts";
import type { PieSpec } from "./pie.ts";
import { asRaw, type Raw, titleOf, visibleTraces } from "./raw-figure.ts";
import { listOf } from "./typed-values.ts";
import type { AxisLayout, BarTrace, Layout, PlotValue, ScatterTrace, Trace } from "./types.ts";
import { plotTexts, plotValues } from "./values.ts";

/** What can be drawn of a Plotly figure without Plotly. */
export interface Drawable {
  readonly data: readonly Trace[];
  readonly layout: Layout;
  /** The kinds of traces that are left out, as Plotly calls them: `surface`. */
  readonly left: readonly string[];
  /** Of the points of a long trace every so manieth is taken. */
  readonly every: number;
}

/** Points that a picture has at most of one trace: more of them nobody sees, but each makes it heavier. */
const mostPoints = 10_000;

/** The only trace of a figure, where it is a pie. */
export const pieOf = (figure: { readonly data: unknown; readonly layout: unknown }): PieSpec | undefined => {
  const [trace, ...others] = visibleTraces(figure.data);
  if (trace?.type !== "pie" || others.length > 0) return undefined;
  const title = titleOf(asRaw(figure.layout).title);
  const { hole } = trace;
  return {
    labels: listOf(trace.labels),
    values: listOf(trace.values),
    hole: typeof hole === "number" && hole > 0 && hole < 1 ? hole : 0,
    ...(title === undefined ? {} : { title }),
  };
};

/** Takes the lines, points, bars and histograms of a figure as Plotly's users write it; never throws for what it holds. */
export const fromPlotly = (figure: { readonly data: unknown; readonly layout: unknown }): Drawable => {
  const layout = asRaw(figure.layout);
  const visible = visibleTraces(figure.data);
  const read = visible.map((trace) => readTrace(trace, visible.length > 1));
  const whole = read.filter((trace): trace is Trace => typeof trace !== "string");
  const every = whole.reduce((step, { x }) => Math.max(step, Math.ceil(x.length / mostPoints)), 1);
  const data = whole.map((trace) => (trace.x.length > mostPoints ? thinned(trace, every) : trace));
  const left = [...new Set(read.filter((trace) => typeof trace === "string"))];
  return { data, layout: readLayout(layout, data), left, every };
};

const thinned = (trace: Trace, every: number): Trace => {
  const taken = <T>(items: readonly T[]): readonly T[] => items.filter((_, index) => index % every === 0);
  return { ...trace, x: taken(trace.x), y: taken(trace.y), ...(trace.text ? { text: taken(trace.text) } : {}) };
};

/** A trace, or the name of what cannot be drawn. */
const readTrace = (trace: Raw, isNamed: boolean): Trace | string => {
  const type = typeof trace.type === "string" ? trace.type : "scatter";
  if ([trace.xaxis, trace.yaxis].some((axis) => axis !== undefined && axis !== "x" && axis !== "y"))
    return "traces on further axes";
  const name = isNamed && trace.name !== undefined ? { name: String(trace.name) } : {};
  switch (type) {
    case "scatter":
    case "scattergl":
      return { ...scatterOf(trace), ...name };
    case "bar":
      return { ...barOf(trace), ...name };
    case "histogram":
      return trace.x === undefined ? "lying histogram" : { ...histogramBars(listOf(trace.x), bins(trace)), ...name };
    default:
      return type;
  }
};

const bins = ({ nbinsx }: Raw): number | undefined => (typeof nbinsx === "number" && nbinsx > 0 ? nbinsx : undefined);

const scatterOf = (trace: Raw): Omit<ScatterTrace, "name"> => {
  const points = pointsOf(trace);
  const short = points.x.length < 20;
  const asked = typeof trace.mode === "string" ? trace.mode : short ? "lines+markers" : "lines";
  const lines = asked.includes("lines");
  const mode = lines ? (asked.includes("markers") ? "lines+markers" : "lines") : "markers";
  return { type: "scatter", mode, ...points, ...markerOf(trace, lines ? asRaw(trace.line).color : undefined) };
};

const barOf = (trace: Raw): Omit<BarTrace, "name"> => {
  const lies = trace.orientation === "h";
  const { x, y } = lies ? swapped(pointsOf({ ...trace, x: trace.y, y: trace.x })) : pointsOf(trace);
  return { type: "bar", ...(lies ? { orientation: "h" } : {}), x, y, ...markerOf(trace, undefined) };
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

/** Colours and sizes of single points are not taken over. */
const markerOf = (trace: Raw, lineColor: unknown): Pick<Trace, "marker"> => {
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

const readLayout = (layout: Raw, data: readonly Trace[]): Layout => {
  const title = titleOf(layout.title);
  const colors = listOf(layout.colorway).filter((color): color is string => typeof color === "string");
  const { height, bargap, barmode } = layout;
  const subtitle = titleOf(asRaw(layout.title).subtitle);
  const head = { text: title ?? "", ...(subtitle === undefined ? {} : { subtitle: { text: subtitle } }) };
  return {
    ...(title === undefined && subtitle === undefined ? {} : { title: head }),
    xaxis: axisOf(asRaw(layout.xaxis)),
    yaxis: axisOf(asRaw(layout.yaxis)),
    barmode: barmode === "stack" || barmode === "relative" ? "stack" : "group",
    ...(typeof bargap === "number" && bargap >= 0 && bargap < 1 ? { bargap } : {}),
    showlegend: typeof layout.showlegend === "boolean" ? layout.showlegend : data.length > 1,
    colorway: colors.length > 0 ? colors : colorway,
    height: typeof height === "number" && height >= 100 && height <= 2000 ? height : 400,
  };
};

const axisOf = (axis: Raw): AxisLayout => {
  const title = titleOf(axis.title);
  const { type } = axis;
  const range = listOf(axis.range).map((end) => (typeof end === "string" ? Date.parse(end) : end));
  const [low, high] = range;
  const isRange = typeof low === "number" && typeof high === "number" && low < high;
  return {
    ...(title === undefined ? {} : { title: { text: title } }),
    ...(type === "linear" || type === "log" || type === "date" || type === "category" ? { type } : {}),
    ...(axis.autorange === "reversed" ? { autorange: "reversed" } : {}),
    ...(isRange ? { range: [low, high] } : {}),
  };
};
