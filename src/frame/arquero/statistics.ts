import { argument, type Maker, ofAll } from "./accumulator.ts";
import { comparatorOf, positiveZero } from "./compare.ts";
import { keyOf } from "./groups.ts";

const meanOf = (values: readonly unknown[]): number | null =>
  values.length === 0 ? null : values.map(Number).reduce((a, b) => a + b) / values.length;

const byNumber = comparatorOf("float64") as (a: number, b: number) => number;

export const middle = (pick: (low: number, high: number) => number): Maker =>
  ofAll((all) => {
    const values = all.map(Number).sort(byNumber);
    const low = values[Math.ceil(values.length / 2) - 1];
    const high = values[Math.floor(values.length / 2)];
    return low === undefined || high === undefined ? null : positiveZero(pick(low, high));
  });

export const quantile: Maker = (node, args) => {
  const share = Number(argument(args, 1)(0));
  return ofAll((all) => {
    const values = all.map(Number).sort(byNumber);
    const place = (values.length - 1) * share;
    const low = values[Math.floor(place)];
    const high = values[Math.ceil(place)];
    if (low === undefined || high === undefined) return null;
    const over = place - Math.floor(place);
    return positiveZero(low === high ? low : low * (1 - over) + high * over);
  })(node, args);
};

export const variance = (values: readonly unknown[]): number | null => {
  const scale = scaleOf(values);
  const square = scaledVariance(values, scale);
  return square === null ? null : square / scale / scale;
};

export const stddev = (values: readonly unknown[]): number | null => {
  const scale = scaleOf(values);
  const square = scaledVariance(values, scale);
  return square === null ? null : Math.sqrt(square) / scale;
};

/** Numbers whose squares would be past all numbers are made smaller first. */
const scaleOf = (values: readonly unknown[]): number =>
  values.some((value) => Math.abs(Number(value)) >= 1e140) ? 1e-200 : 1;

const scaledVariance = (values: readonly unknown[], scale: number): number | null => {
  const scaled = values.map((value) => Number(value) * scale);
  const mean = meanOf(scaled);
  if (mean === null || values.length < 2) return null;
  return scaled.map((value) => (value - mean) ** 2).reduce((a, b) => a + b) / (values.length - 1);
};

export const mode: Maker = ofAll((values, { type }) => {
  const compare = comparatorOf(type);
  const key = keyOf(type);
  const counts = new Map<unknown, { value: unknown; count: number }>();
  for (const value of values) {
    const entry = counts.get(key(value)) ?? { value, count: 0 };
    entry.count += 1;
    counts.set(key(value), entry);
  }
  const order = (a: { value: unknown; count: number }, b: { value: unknown; count: number }) =>
    b.count - a.count || compare(a.value as never, b.value as never);
  return positiveZero([...counts.values()].sort(order)[0]?.value ?? null);
});
