import { type Frame, op, type Row } from "../frame/index.ts";
import type { BarTrace } from "../plot/index.ts";
import { nameOf } from "./bounded-rows.ts";

/** Bars of counted ranges, a trace a series, and how many rows have no value that could be counted. */
export interface Counted {
  readonly bars: readonly BarTrace[];
  readonly without: number;
}

/** The frame's column as `value` and its series as `series`. */
export const valueAndSeries = (frame: Frame<Row>, x: string, series: string | undefined): Frame<Row> =>
  frame
    .derive((d) => ({ value: d[x], series: series === undefined ? op.constant("") : d[series] }))
    .select("value", "series") as unknown as Frame<Row>;

/** A trace a series, ordered by name; one without a name where there is no column of series. */
export const bySeries = (
  rows: readonly Row[],
  series: string | undefined,
  bars: (rows: readonly Row[]) => BarTrace,
): readonly BarTrace[] => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = nameOf(row.series);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]) => ({ ...bars(own), ...(series === undefined ? {} : { name }) }));
};
