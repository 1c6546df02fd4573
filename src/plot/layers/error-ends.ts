import type { ErrorEnds } from "../drawn.ts";
import { asRaw } from "../raw-figure.ts";
import { listOf } from "../typed-values.ts";
import type { PlotValue } from "../types.ts";

/** The ends of the error bars that a trace's error_x or error_y gives its values. */
export const errorEnds = (given: unknown, values: readonly PlotValue[]): ErrorEnds | undefined => {
  const error = asRaw(given);
  if (Object.keys(error).length === 0 || error.visible === false) return undefined;
  const type = typeof error.type === "string" ? error.type : error.array === undefined ? "percent" : "data";
  const [up, down] = [listOf(error.array), listOf(error.arrayminus)];
  const isEven =
    error.symmetric === true || (error.symmetric !== false && down.length === 0 && !("valueminus" in error));
  const size = (value: number, at: number, side: "up" | "down"): number => {
    if (type === "data") return Number((side === "up" || isEven ? up : down)[at] ?? 0);
    const amount = Number(side === "up" || isEven ? (error.value ?? 10) : (error.valueminus ?? 10));
    return type === "percent"
      ? (Math.abs(value) * amount) / 100
      : type === "sqrt"
        ? Math.sqrt(Math.abs(value))
        : amount;
  };
  return values.map((value, at) => {
    if (typeof value !== "number") return undefined;
    const ends = [value - size(value, at, "down"), value + size(value, at, "up")] as const;
    return ends.every(Number.isFinite) && ends[0] !== ends[1] ? ends : undefined;
  });
};

/** The values that an axis must hold for error bars. */
export const errorValues = (ends: ErrorEnds | undefined): readonly number[] =>
  (ends ?? []).flatMap((pair) => (pair === undefined ? [] : pair));
