import type { DrawnPoints, DrawnTrace, Layer } from "./drawn.ts";
import { colorway } from "./figure.ts";
import { boxLayer } from "./layers/box.ts";
import { candlesLayer } from "./layers/candles.ts";
import { withFills } from "./layers/fills.ts";
import { funnelLayer, withFunnelAxes } from "./layers/funnel.ts";
import { contourLayer, heatmapLayer, histogram2dLayer } from "./layers/heatmap.ts";
import { histogramTrace } from "./layers/histogram-trace.ts";
import { barTrace, pointTrace } from "./layers/point-trace.ts";
import type { Beside } from "./layers/samples.ts";
import { violinLayer } from "./layers/violin.ts";
import { waterfallTrace } from "./layers/waterfall.ts";
import type { Pair } from "./panels.ts";
import type { PieSpec } from "./pie.ts";
import { asRaw, type Raw, titleOf, visibleTraces } from "./raw-figure.ts";
import { listOf } from "./typed-values.ts";
import type { AxisLayout, Layout } from "./types.ts";

/** What can be drawn of a Plotly figure without Plotly. */
export interface Drawable {
  readonly data: readonly DrawnTrace[];
  readonly layout: Layout;
  /** The kinds of traces that are left out, as Plotly calls them: `surface`. */
  readonly left: readonly string[];
  /** Of the points of a long trace every so manieth is taken. */
  readonly every: number;
  /** By pairs of axes, where there are several. */
  readonly panels: Panels | undefined;
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

/** A figure's axes beyond one pair. */
export interface Panels {
  readonly layout: Layout;
  readonly pairs: readonly Pair[];
  /** All traces, in the layout's order. */
  readonly all: readonly DrawnTrace[];
  readonly axes: ReadonlyMap<string, PlacedAxis>;
  readonly notes: readonly Note[];
}

/** Takes the traces of a figure, as Plotly's users write it; never throws for what it holds. */
export const fromPlotly = (figure: { readonly data: unknown; readonly layout: unknown }): Drawable => {
  const visible = visibleTraces(figure.data);
  const layout = withFunnelAxes(asRaw(figure.layout), visible);
  const read = visible.map((trace, index) => readTrace(trace, index, visible, layout));
  const whole = filled(visible, read);
  const raws = visible.filter((_, at) => typeof read[at] !== "string");
  const every = whole.reduce(
    (step, trace) => (trace.type === "layer" ? step : Math.max(step, Math.ceil(trace.x.length / mostPoints))),
    1,
  );
  const data = whole.map((trace) =>
    trace.type !== "layer" && trace.x.length > mostPoints ? thinned(trace, every) : trace,
  );
  const left = [...new Set(read.filter((trace) => typeof trace === "string"))];
  const drawn = readLayout(layout, data);
  return { data, layout: drawn, left, every, panels: panelsOf(raws, data, layout, drawn) };
};

/** The figure by its pairs of axes; undefined where there is one. */
const panelsOf = (raws: readonly Raw[], all: readonly DrawnTrace[], given: Raw, layout: Layout): Panels | undefined => {
  const pairs = new Map<string, DrawnTrace[]>();
  for (const [at, trace] of all.entries()) {
    const key = axisIds(raws[at] ?? {}).join(" ");
    pairs.set(key, [...(pairs.get(key) ?? []), trace]);
  }
  const keys = [...pairs.keys()];
  if (keys.length === 0 || (keys.length === 1 && keys[0] === "x y")) return undefined;
  const ids = new Set(keys.flatMap((key) => key.split(" ")));
  return {
    layout,
    all,
    pairs: [...pairs].map(([key, data]) => ({ x: key.split(" ")[0] ?? "x", y: key.split(" ")[1] ?? "y", data })),
    axes: new Map([...ids].map((id) => [id, placedAxis(id, given)])),
    notes: notesOf(given),
  };
};

const axisIds = ({ xaxis, yaxis }: Raw): readonly [string, string] => [
  typeof xaxis === "string" && /^x\d*$/.test(xaxis) ? xaxis : "x",
  typeof yaxis === "string" && /^y\d*$/.test(yaxis) ? yaxis : "y",
];

/** An axis, the share of the picture that it takes, and how it hangs together with others. */
export interface PlacedAxis {
  readonly axis: AxisLayout;
  readonly domain: readonly [number, number];
  /** The axis over which it is drawn. */
  readonly over?: string;
  readonly matches?: string;
}

const placedAxis = (id: string, layout: Raw): PlacedAxis => {
  const raw = asRaw(layout[`${id[0]}axis${id.slice(1)}`]);
  const [from, to] = listOf(raw.domain);
  const isDomain = typeof from === "number" && typeof to === "number" && from >= 0 && from < to && to <= 1;
  return {
    axis: axisOf(raw),
    domain: isDomain ? [from, to] : [0, 1],
    ...(typeof raw.overlaying === "string" && raw.overlaying !== "free" ? { over: raw.overlaying } : {}),
    ...(typeof raw.matches === "string" ? { matches: raw.matches } : {}),
  };
};

/** A text at shares of the picture: the titles of panels. */
export interface Note {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

const notesOf = ({ annotations }: Raw): readonly Note[] =>
  listOf(annotations)
    .map(asRaw)
    .flatMap(({ text, x, y, xref, yref }) =>
      xref === "paper" && yref === "paper" && typeof x === "number" && typeof y === "number"
        ? [{ text: titleOf(text) ?? "", x, y }]
        : [],
    )
    .slice(0, 100);

/** The traces without those that cannot be drawn, areas with what they reach down to. */
const filled = (raws: readonly Raw[], read: readonly (DrawnTrace | string)[]): readonly DrawnTrace[] => {
  const points = read.flatMap((one, at) =>
    typeof one !== "string" && one.type === "scatter" ? [{ raw: raws[at] ?? {}, points: one }] : [],
  );
  const areas = withFills(points)[Symbol.iterator]();
  return read
    .filter((trace) => typeof trace !== "string")
    .map((trace) => (trace.type === "scatter" ? (areas.next().value as DrawnPoints) : trace));
};

/** Every so manieth of all that a trace has a list of, one a point. */
const thinned = <T extends Exclude<DrawnTrace, Layer>>(trace: T, every: number): T => {
  const taken = (value: unknown): unknown => {
    if (Array.isArray(value) && value.length === trace.x.length) return value.filter((_, at) => at % every === 0);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, taken(inner)]));
  };
  return Object.fromEntries(
    Object.entries(trace).map(([key, value]) => [key, key === "bar" ? value : taken(value)]),
  ) as T;
};

/** A trace, or the name of what cannot be drawn. */
const readTrace = (trace: Raw, index: number, all: readonly Raw[], layout: Raw): DrawnTrace | string => {
  const read = readType(trace, index, all, layout);
  if (typeof read === "string") return read;
  return {
    ...read,
    ...(all.length > 1 && trace.name !== undefined ? { name: String(trace.name) } : {}),
    ...(trace.showlegend === false ? { showlegend: false } : {}),
  } as DrawnTrace;
};

const readType = (trace: Raw, index: number, all: readonly Raw[], layout: Raw): DrawnTrace | string => {
  const type = typeof trace.type === "string" ? trace.type : "scatter";
  switch (type) {
    case "scatter":
    case "scattergl":
      return pointTrace(trace, layout);
    case "bar":
      return barTrace(trace, layout);
    case "histogram":
      return histogramTrace(trace);
    case "box":
      return boxLayer(trace, index, besideOf(trace, all, layout.boxmode));
    case "violin":
      return violinLayer(trace, index, besideOf(trace, all, layout.violinmode));
    case "heatmap":
    case "heatmapgl":
      return heatmapLayer(trace, layout);
    case "contour":
      return contourLayer(trace, layout);
    case "histogram2d":
    case "histogram2dcontour":
      return histogram2dLayer(trace, layout);
    case "candlestick":
    case "ohlc":
      return candlesLayer(trace);
    case "waterfall":
      return waterfallTrace(trace);
    case "funnel":
      return funnelLayer(trace, all);
    default:
      return type;
  }
};

/** Where the boxes of a trace stand: beside those of others where the layout groups them, else in the middle. */
const besideOf = (trace: Raw, all: readonly Raw[], mode: unknown): Beside => {
  if (mode !== "group") return { place: 0, count: 1 };
  const groups = [...new Set(all.filter(({ type }) => type === trace.type).map(groupOf))];
  return { place: groups.indexOf(groupOf(trace)), count: groups.length };
};

const groupOf = ({ offsetgroup, alignmentgroup, name, x0 }: Raw): string =>
  String(offsetgroup || name || x0 || alignmentgroup);

const readLayout = (layout: Raw, data: readonly DrawnTrace[]): Layout => {
  const title = titleOf(layout.title);
  const subtitle = titleOf(asRaw(layout.title).subtitle);
  const head = { text: title ?? "", ...(subtitle === undefined ? {} : { subtitle: { text: subtitle } }) };
  const template = asRaw(asRaw(layout.template).layout);
  const colors = [layout.colorway, template.colorway]
    .map((list) => listOf(list).filter((color): color is string => typeof color === "string"))
    .find((list) => list.length > 0);
  const { height, bargap, barmode } = layout;
  return {
    ...(title === undefined && subtitle === undefined ? {} : { title: head }),
    xaxis: axisOf(asRaw(layout.xaxis)),
    yaxis: axisOf(asRaw(layout.yaxis)),
    barmode: barmode === "stack" || barmode === "relative" ? "stack" : barmode === "overlay" ? "overlay" : "group",
    ...(typeof bargap === "number" && bargap >= 0 && bargap < 1 ? { bargap } : {}),
    showlegend: typeof layout.showlegend === "boolean" ? layout.showlegend : data.length > 1,
    colorway: colors ?? colorway,
    height: typeof height === "number" && height >= 100 && height <= 2000 ? height : 400,
  };
};

const axisOf = (axis: Raw): AxisLayout => {
  const title = titleOf(axis.title);
  const { type } = axis;
  const ends = listOf(axis.range).map((end) => (typeof end === "string" ? Date.parse(end) : end));
  const [first, second] = ends;
  const isRange = typeof first === "number" && typeof second === "number" && first !== second;
  const [low, high] = isRange ? [Math.min(first, second), Math.max(first, second)] : [0, 1];
  const isReversed = axis.autorange === "reversed" || (isRange && first > second);
  const order = listOf(axis.categoryarray).map(String);
  return {
    ...(title === undefined ? {} : { title: { text: title } }),
    ...(type === "linear" || type === "log" || type === "date" || type === "category" ? { type } : {}),
    ...(axis.showticklabels === false ? { showticklabels: false } : {}),
    ...(axis.showgrid === false ? { showgrid: false } : {}),
    ...(isReversed ? { autorange: "reversed" } : {}),
    ...(isRange && Number.isFinite(high - low) ? { range: [low, high] } : {}),
    ...(order.length > 0 ? { categoryarray: order } : {}),
  };
};
