import type { Raw } from "../raw-figure.ts";
import { acrossAt, downAt, type MarkSpace } from "../space.ts";
import { listOf } from "../typed-values.ts";
import type { PlotValue } from "../types.ts";
import { plotTexts, plotValues } from "../values.ts";

/** The numbers of a trace of boxes or violins, by the place at which each stands. */
export interface Samples {
  readonly lies: boolean;
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** Numbers by category; where the trace has no categories they stand under its name. */
export const samplesOf = (trace: Raw, index: number): Samples => {
  const [x, y] = [plotValues(listOf(trace.x)), plotValues(listOf(trace.y))];
  const lies = trace.orientation === "h" || (trace.orientation !== "v" && isLying(x, y));
  const [values, names] = lies ? [x, listOf(trace.y)] : [y, listOf(trace.x)];
  const own = typeof trace.name === "string" ? trace.name : `trace ${index}`;
  const labels = names.length > 0 ? plotTexts(names) : undefined;
  const places = new Map<string, number[]>();
  for (const [at, value] of values.entries()) {
    const place = labels === undefined ? own : labels[at];
    if (typeof value !== "number" || place === undefined) continue;
    const found = places.get(place);
    if (found) found.push(value);
    else places.set(place, [value]);
  }
  return { lies, places };
};

const isLying = (x: readonly PlotValue[], y: readonly PlotValue[]): boolean =>
  y.length === 0 || (x.some((value) => typeof value === "number") && y.every((value) => typeof value !== "number"));

/** Where the shapes of a trace stand beside those of other traces, as a share of the room that a category has. */
export interface Beside {
  readonly place: number;
  readonly count: number;
}

/** A shape's place: pixels of its middle and its half width along the axis of categories, and of values on the other axis. */
export interface Stand {
  readonly middle: number;
  readonly half: number;
  /** The pixel of a value. */
  at(value: number): number;
  /** A point of a path, by pixels along the categories and along the values. */
  point(along: number, up: number): string;
}

/** Where the shape of a category stands; undefined where the axis does not have it. */
export const standOf = (
  space: MarkSpace,
  lies: boolean,
  category: string,
  { place, count }: Beside,
): Stand | undefined => {
  const middle = lies ? downAt(space, category) : acrossAt(space, category);
  if (middle === undefined) return undefined;
  const band = lies ? space.y.span() * space.box.height : space.x.span() * space.box.width;
  const room = (band * 0.7) / count;
  return {
    middle: middle + (place - (count - 1) / 2) * room,
    half: Math.max(1, Math.min(60, room * 0.42)),
    at: (value) => (lies ? acrossAt(space, value) : downAt(space, value)) ?? 0,
    point: (along, up) => (lies ? `${round(up)} ${round(along)}` : `${round(along)} ${round(up)}`),
  };
};

const round = (pixels: number): number => Math.round(pixels * 10) / 10;
