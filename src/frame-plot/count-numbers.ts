import { type Frame, type NumberExpr, op, type Row, toRowsAll } from "../frame/index.ts";
import { binsOf, countedBars } from "../plot/index.ts";
import { quietly } from "./bounded-rows.ts";
import { bySeries, type Counted, valueAndSeries } from "./counted.ts";

/** Counts the finite numbers of a column in round ranges: the engine gives each row a range and counts. */
export const countNumbers = async (
  frame: Frame<Row>,
  x: string,
  series: string | undefined,
  bins: number | undefined,
): Promise<Counted> => {
  const numbers = valueAndSeries(frame, x, series).derive((d) => ({
    value: (d.value as NumberExpr<null>).cast("float64"),
  }));
  const finite = numbers.filter((d) => d.value.isFinite());
  const extent = finite.rollup((d) => ({ rows: op.count(), low: op.min(d.value), high: op.max(d.value) }));
  const [[all], [known]] = await toRowsAll([numbers.count(), extent]);
  const { rows = 0, low = null, high = null } = known ?? {};
  const without = (all?.count ?? 0) - rows;
  if (low === null || high === null) return { bars: [], without };
  const ranges = binsOf(low, high, bins);
  const counts = await finite
    .derive((d) => ({ bin: d.value.div(ranges.width).floor() }))
    .groupby("series", "bin")
    .count()
    .toRows(quietly);
  const place = (bin: unknown): number => Math.min(ranges.count - 1, Math.max(0, Number(bin) - ranges.first));
  const barsOf = (own: readonly Row[]) => {
    const heights: number[] = Array(ranges.count).fill(0);
    for (const { bin, count } of own) heights[place(bin)] = (heights[place(bin)] ?? 0) + Number(count);
    return countedBars(ranges, heights);
  };
  return { bars: bySeries(counts, series, barsOf), without };
};
