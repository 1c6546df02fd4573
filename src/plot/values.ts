import { usageError } from "../errors.ts";
import type { PlotValue, Values } from "./types.ts";

/** Values as a plot's JSON has them: dates as ISO strings, bigints as numbers, what is no number as null. */
export const plotValues = (values: Values): readonly PlotValue[] => Array.from(values, plotValue);

/** A column of text, for series and for what points say. */
export const plotTexts = (values: Values): readonly string[] =>
  Array.from(values, (value) => String(value instanceof Date ? value.toISOString() : (value ?? "")));

/** Refuses columns of different lengths, naming them. */
export const checkLengths = (plot: string, columns: Readonly<Record<string, Values | undefined>>): void => {
  const given = Object.entries(columns).filter((entry): entry is [string, Values] => entry[1] !== undefined);
  const [first] = given;
  for (const [name, values] of given) {
    if (first && values.length !== first[1].length)
      throw usageError(
        `${plot}: ${first[0]} has ${first[1].length} values and ${name} has ${values.length}. Give one value a point in each.`,
      );
  }
};

/** Indexes of the points of each series, in order of first appearance; one nameless series where there is no column. */
export const seriesOf = (series: Values | undefined, length: number): ReadonlyMap<string, readonly number[]> => {
  if (series === undefined) return new Map([["", Array.from({ length }, (_, index) => index)]]);
  const found = new Map<string, number[]>();
  for (const [index, name] of plotTexts(series).entries()) {
    const points = found.get(name);
    if (points) points.push(index);
    else found.set(name, [index]);
  }
  return found;
};

const plotValue = (value: unknown): PlotValue => {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  return value === null || value === undefined ? null : String(value);
};
