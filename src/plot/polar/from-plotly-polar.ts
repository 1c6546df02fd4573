import { colorway } from "../figure.ts";
import { asRaw, type Raw, titleOf, visibleTraces } from "../raw-figure.ts";
import { listOf } from "../typed-values.ts";
import { plotTexts, plotValues } from "../values.ts";
import type { PolarDrawing, PolarTrace } from "./drawing.ts";

/** A Plotly figure of traces around a point; undefined where it holds other traces. */
export const polarOf = (figure: { readonly data: unknown; readonly layout: unknown }): PolarDrawing | undefined => {
  const raws = visibleTraces(figure.data);
  if (raws.length === 0 || !raws.every(({ type }) => /^(?:scatterpolar(?:gl)?|barpolar)$/.test(String(type))))
    return undefined;
  const layout = asRaw(figure.layout);
  const { angularaxis, radialaxis } = asRaw(layout.polar);
  const categories = categoriesOf(raws);
  const colors = listOf(layout.colorway).filter((color): color is string => typeof color === "string");
  const traces = stacked(
    raws.map((raw, index) => traceOf(raw, index, categories, colors.length > 0 ? colors : colorway)),
  );
  const longest = traces.flatMap(({ points }) => points).reduce((most, { r, base }) => Math.max(most, base + r), 0);
  const [low, high] = rangeOf(asRaw(radialaxis)) ?? [0, longest * 1.04 || 1];
  const angular = asRaw(angularaxis);
  const isClockwise = angular.direction === "clockwise";
  return {
    title: titleOf(layout.title),
    traces,
    ...{ low, high, isClockwise },
    turn: typeof angular.rotation === "number" ? angular.rotation : isClockwise ? 90 : 0,
    spokes: categories
      ? categories.map((text, at) => ({ degrees: (at * 360) / categories.length, text }))
      : Array.from({ length: 8 }, (_, at) => ({ degrees: at * 45, text: `${at * 45}°` })),
  };
};

/** Bars of one angle stand on each other. */
const stacked = (traces: readonly PolarTrace[]): readonly PolarTrace[] => {
  const heaps = new Map<number, number>();
  return traces.map((trace) => {
    if (trace.kind !== "bars") return trace;
    const points = trace.points.map((point) => {
      const base = point.base || (heaps.get(point.degrees) ?? 0);
      heaps.set(point.degrees, base + point.r);
      return { ...point, base };
    });
    return { ...trace, points };
  });
};

const rangeOf = ({ range }: Raw): readonly [number, number] | undefined => {
  const [low, high] = listOf(range);
  return typeof low === "number" && typeof high === "number" && low < high ? [low, high] : undefined;
};

/** The categories around, in the order of their appearance; undefined where angles are numbers. */
const categoriesOf = (raws: readonly Raw[]): readonly string[] | undefined => {
  const values = raws.flatMap(({ theta }) => plotValues(listOf(theta))).filter((value) => value !== null);
  return values.some((value) => typeof value === "string") ? [...new Set(values.map(String))] : undefined;
};

const mostPoints = 5000;

const traceOf = (
  raw: Raw,
  index: number,
  categories: readonly string[] | undefined,
  colors: readonly string[],
): PolarTrace => {
  const r = plotValues(listOf(raw.r));
  const given = plotValues(listOf(raw.theta));
  const theta = given.length > 0 ? given : r.map((_, at) => (at * 360) / r.length);
  const toDegrees = raw.thetaunit === "radians" ? 180 / Math.PI : 1;
  const around = categories ? 360 / categories.length : r.length > 0 ? 360 / r.length : 360;
  const [bases, widths] = [plotValues(listOf(raw.base)), plotValues(listOf(raw.width))];
  const points = r.slice(0, mostPoints).flatMap((radius, at) => {
    const angle = theta[at] ?? null;
    const place = categories ? categories.indexOf(String(angle)) * around : Number(angle) * toDegrees;
    if (typeof radius !== "number" || angle === null || !Number.isFinite(place)) return [];
    const [base, width] = [bases[at], widths[at] ?? raw.width];
    return [
      {
        ...{ r: radius, degrees: place, says: `${angle}: ${radius}` },
        base: typeof base === "number" ? base : 0,
        width: typeof width === "number" ? width * toDegrees : around,
      },
    ];
  });
  const isBar = raw.type === "barpolar";
  const asked = typeof raw.mode === "string" ? raw.mode : points.length < 20 ? "lines+markers" : "lines";
  const own = [asRaw(raw.line).color, asRaw(raw.marker).color].find((color) => typeof color === "string");
  return {
    points,
    color: typeof own === "string" ? own : (colors[index % colors.length] ?? "#4269d0"),
    ...(typeof raw.name === "string" ? { name: raw.name } : {}),
    kind: isBar ? "bars" : "points",
    ...{ lines: asked.includes("lines"), dots: asked.includes("markers") },
    isFilled: raw.fill === "toself" || raw.fill === "tonext",
    colors: listOf(asRaw(raw.marker).color).every((color) => typeof color === "string")
      ? plotTexts(listOf(asRaw(raw.marker).color))
      : [],
  };
};
