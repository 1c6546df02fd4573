import type { DrawnBars } from "../drawn.ts";
import { asRaw, type Raw } from "../raw-figure.ts";
import { listOf } from "../typed-values.ts";
import { plotValues } from "../values.ts";

/** A waterfall: bars that stand where the bar before ended, and totals that stand on zero. */
export const waterfallTrace = (trace: Raw): DrawnBars => {
  const lies = trace.orientation === "h";
  const values = plotValues(listOf(lies ? trace.x : trace.y));
  const given = plotValues(listOf(lies ? trace.y : trace.x));
  const places = given.length > 0 ? given : values.map((_, at) => at);
  const measures = listOf(trace.measure);
  const colorFor = (side: unknown, other: string): string => {
    const { color } = asRaw(asRaw(side).marker);
    return typeof color === "string" ? color : other;
  };
  let level = 0;
  const bars = values.map((value, at) => {
    const measure = String(measures[at] ?? "relative");
    const size = typeof value === "number" ? value : 0;
    if (measure === "total" || measure === "absolute") {
      level = measure === "absolute" ? size : level;
      return { base: 0, size: level, color: colorFor(trace.totals, "#4499ff") };
    }
    const base = level;
    level += size;
    const color = size < 0 ? colorFor(trace.decreasing, "#ff4136") : colorFor(trace.increasing, "#3d9970");
    return { base, size, color };
  });
  const sizes = bars.map(({ size }) => size);
  return {
    ...{ type: "bar", base: bars.map(({ base }) => base), colors: bars.map(({ color }) => color) },
    ...(lies ? { orientation: "h", x: sizes, y: places } : { x: places, y: sizes }),
  };
};
