import type { DrawnPoints } from "../drawn.ts";
import type { Raw } from "../raw-figure.ts";
import type { PlotValue } from "../types.ts";

/** A trace that was read, beside what its user wrote. */
export interface Read {
  readonly raw: Raw;
  readonly points: DrawnPoints;
}

/** The traces with what hangs on the traces before them: areas that stand on each other, and areas down to the trace before. */
export const withFills = (traces: readonly Read[]): readonly DrawnPoints[] => {
  const heaps = new Map<string, Map<PlotValue, number>>();
  let before: DrawnPoints | undefined;
  return traces.map(({ raw, points }) => {
    const group = typeof raw.stackgroup === "string" ? raw.stackgroup : "";
    const drawn = group === "" ? nextTo(raw, points, before) : heaped(raw, points, heapOf(heaps, group));
    before = drawn;
    return drawn;
  });
};

const nextTo = (raw: Raw, points: DrawnPoints, before: DrawnPoints | undefined): DrawnPoints => {
  if (raw.fill !== "tonexty" && raw.fill !== "tonextx") return points;
  const zero = raw.fill === "tonexty" ? "zero-y" : "zero-x";
  return { ...points, fill: { to: before ? { x: before.x, y: before.y } : zero, ...fillColor(raw) } };
};

const heapOf = (heaps: Map<string, Map<PlotValue, number>>, group: string): Map<PlotValue, number> => {
  const found = heaps.get(group) ?? new Map<PlotValue, number>();
  heaps.set(group, found);
  return found;
};

const heaped = (raw: Raw, points: DrawnPoints, heap: Map<PlotValue, number>): DrawnPoints => {
  const base = points.x.map((x) => heap.get(x) ?? 0);
  const y = points.y.map((value, at) => (typeof value === "number" ? value : 0) + (base[at] ?? 0));
  for (const [at, x] of points.x.entries()) heap.set(x, y[at] ?? 0);
  return {
    ...points,
    y,
    fill: { to: base.every((value) => value === 0) ? "zero-y" : { x: points.x, y: base }, ...fillColor(raw) },
  };
};

const fillColor = ({ fillcolor }: Raw) => (typeof fillcolor === "string" ? { color: fillcolor } : {});
