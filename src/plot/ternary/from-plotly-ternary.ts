import { colorBarFor, colorOn } from "../color-bar.ts";
import { colorway } from "../figure.ts";
import { asRaw, type Raw, titleOf, visibleTraces } from "../raw-figure.ts";
import { numberText } from "../ticks.ts";
import { listOf } from "../typed-values.ts";
import { plotTexts, plotValues } from "../values.ts";
import type { TernaryDrawing, TernaryPoint, TernaryTrace } from "./drawing.ts";

/** Points of one picture at most of each trace. */
const mostPoints = 5000;

/** A Plotly figure of points in a triangle; undefined where it holds other traces. */
export const ternaryOf = (figure: { readonly data: unknown; readonly layout: unknown }): TernaryDrawing | undefined => {
  const raws = visibleTraces(figure.data);
  if (raws.length === 0 || !raws.every(({ type }) => type === "scatterternary")) return undefined;
  const layout = asRaw(figure.layout);
  const { aaxis, baxis, caxis, sum } = asRaw(layout.ternary);
  const name = (axis: unknown, other: string): string => titleOf(asRaw(axis).title) ?? other;
  const own = plotTexts(listOf(layout.colorway));
  return {
    title: titleOf(layout.title),
    sum: typeof sum === "number" && sum > 0 ? sum : 1,
    titles: [name(aaxis, "a"), name(baxis, "b"), name(caxis, "c")],
    traces: raws.map((raw, index) => traceOf(raw, index, layout, own.length > 0 ? own : colorway)),
  };
};

const traceOf = (raw: Raw, index: number, layout: Raw, colors: readonly string[]): TernaryTrace => {
  const points = pointsOf(raw, layout);
  const { color: marked } = asRaw(raw.marker);
  const own = [asRaw(raw.line).color, marked].find((color) => typeof color === "string");
  const mode = typeof raw.mode === "string" ? raw.mode : points.length < 20 ? "lines+markers" : "lines";
  return {
    points,
    color: typeof own === "string" ? own : (colors[index % colors.length] ?? "#4269d0"),
    ...(typeof raw.name === "string" ? { name: raw.name } : {}),
    ...{ lines: mode.includes("lines"), dots: mode.includes("markers") },
    isFilled: raw.fill === "toself" || raw.fill === "tonext",
  };
};

const pointsOf = (raw: Raw, layout: Raw): readonly TernaryPoint[] => {
  const [a, b, c] = [raw.a, raw.b, raw.c].map((list) => plotValues(listOf(list)).map(Number));
  const texts = plotTexts(listOf(raw.hovertext ?? raw.text));
  const marker = asRaw(raw.marker);
  const [given, sizes] = [listOf(marker.color), plotValues(listOf(marker.size))];
  const bar = given.some((color) => typeof color === "number") ? colorBarFor(marker, layout, given, "c") : undefined;
  const known = [a, b, c].filter((list) => list !== undefined && list.length > 0);
  const length = Math.min(mostPoints, Math.max(0, ...known.map((list) => list?.length ?? 0)));
  return Array.from({ length }, (_, at) => at).flatMap((at) => {
    const parts = [a, b, c].map((list) => (list && list.length > 0 ? Math.max(0, list[at] ?? Number.NaN) : undefined));
    const total = parts.reduce((sum: number, part) => sum + (part ?? 0), 0);
    if (!(total > 0) || !Number.isFinite(total)) return [];
    // Of two lists the third share is what is left of one.
    const whole = known.length < 3 ? Math.max(1, total) : total;
    const [x = 0, y = 0, z = 0] = parts.map((part) => (part ?? whole - total) / whole);
    const color = given[at];
    const size = sizes.length > 0 ? sizes[at] : marker.size;
    return [
      {
        ...{ a: x, b: y, c: z, size: typeof size === "number" && size > 0 && size < 100 ? size : 6 },
        color: bar && typeof color === "number" ? colorOn(bar, color) : typeof color === "string" ? color : undefined,
        says: [texts[at], [x, y, z].map((share) => numberText(Number(share.toPrecision(3)))).join(", ")]
          .filter((text) => text)
          .join(": "),
      },
    ];
  });
};
