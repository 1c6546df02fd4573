import type { DrawnTrace } from "./drawn.ts";
import { errorValues } from "./layers/error-ends.ts";
import { type Scale, scaleOf } from "./scale.ts";
import { barEnds } from "./svg-marks.ts";
import type { AxisLayout, BarTrace, Layout, PlotValue } from "./types.ts";

type Side = "x" | "y";

/** The scales of both axes, which hold all that the traces draw. */
export const scalesOf = (data: readonly DrawnTrace[], layout: Layout): { readonly x: Scale; readonly y: Scale } => ({
  x: scaleFor(data, layout, "x"),
  y: scaleFor(data, layout, "y"),
});

/** The scale of one axis for traces that share it; `share` is that of the picture that the axis takes. */
export const scaleFor = (
  data: readonly DrawnTrace[],
  layout: Layout,
  side: Side,
  axis: AxisLayout = side === "x" ? layout.xaxis : layout.yaxis,
  share = 1,
): Scale => {
  const bars = data.some((trace) => standsOn(trace, side) && isOnZero(trace));
  const areas = data.some((trace) => trace.type === "scatter" && trace.fill?.to === `zero-${side}`);
  const width = side === "x" ? data.find((trace): trace is BarTrace => trace.type === "bar")?.width : undefined;
  const heaps = layout.barmode === "stack" ? heapValues(data, side) : [];
  const values = [...data.flatMap((trace) => valuesOf(trace, layout, side)), ...heaps];
  return scaleOf(values, withEnds(axis, data, side), {
    ...{
      zero: bars || areas,
      pad: (width ?? 0) / 2,
      room: roomOf(data),
      tickCount: Math.max(3, Math.round((side === "x" ? 8 : 6) * share)),
    },
  });
};

/** The share of the axis that the largest dot needs beyond the last value. */
const roomOf = (data: readonly DrawnTrace[]): number => {
  const sizes = data.flatMap((trace) => (trace.type === "scatter" ? (trace.sizes ?? []) : []));
  return Math.max(0.04, sizes.reduce((most, size) => Math.max(most, size), 0) / 500);
};

/** Whether the lengths of a trace's bars lie along an axis. */
const standsOn = (trace: DrawnTrace, side: Side): boolean =>
  trace.type === "bar" && (side === "x") === (trace.orientation === "h");

const isOnZero = (trace: DrawnTrace): boolean => trace.type === "bar" && (!trace.base || trace.base.includes(0));

const valuesOf = (trace: DrawnTrace, layout: Layout, side: Side): readonly PlotValue[] => {
  if (trace.type === "layer") return trace[side];
  const errors = errorValues(trace.errors?.[side]);
  if (trace.type === "bar" && trace.base && standsOn(trace, side)) {
    const { base } = trace;
    const ends = trace[side].flatMap((value, at) => (typeof value === "number" ? barEnds(base[at] ?? 0, value) : []));
    return [...ends, ...errors];
  }
  if (layout.barmode === "stack" && standsOn(trace, side)) return errors;
  const under = trace.type === "scatter" && typeof trace.fill?.to === "object" ? trace.fill.to[side] : [];
  return [...trace[side], ...under, ...errors];
};

// Where bars stand on each other the axis must hold their sums.
const heapValues = (data: readonly DrawnTrace[], side: Side): readonly PlotValue[] => {
  const sums = new Map<string, number>();
  for (const trace of data) {
    if (trace.type !== "bar" || !standsOn(trace, side)) continue;
    const categories = trace[side === "x" ? "y" : "x"];
    for (const [index, value] of trace[side].entries()) {
      if (typeof value !== "number") continue;
      const key = `${categories[index]}\n${value < 0}`;
      sums.set(key, (sums.get(key) ?? 0) + value);
    }
  }
  return [...sums.values()];
};

/** The axis with what layers ask of it: categories, or ends without room around them. */
const withEnds = (axis: AxisLayout, data: readonly DrawnTrace[], side: Side): AxisLayout => {
  const layers = data.filter((trace) => trace.type === "layer");
  if (layers.some(({ bands }) => bands === side)) return { ...axis, type: "category" };
  const ends = layers.map((layer) => layer.ends?.[side]).filter((pair) => pair !== undefined);
  if (axis.range || axis.type === "log" || ends.length === 0 || ends.length < data.length) return axis;
  const [low, high] = [Math.min(...ends.map(([end]) => end)), Math.max(...ends.map(([, end]) => end))];
  return low < high ? { ...axis, range: [low, high] } : axis;
};
