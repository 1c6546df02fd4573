import { type Frame, op, type Row, type TimeExpr, toRowsAll } from "../frame/index.ts";
import { quietly } from "./bounded-rows.ts";
import { bySeries, type Counted, valueAndSeries } from "./counted.ts";

const day = 86_400_000;
const units = [
  ["second", 1000],
  ["minute", 60_000],
  ["hour", 3_600_000],
  ["day", day],
  ["week", 7 * day],
  ["month", 30.4375 * day],
  ["quarter", 91.3125 * day],
  ["year", 365.25 * day],
] as const;

/** Counts the dates or timestamps of a column by the shortest unit of the calendar that gives no more ranges than asked for. */
export const countTimes = async (
  frame: Frame<Row>,
  x: string,
  series: string | undefined,
  bins = 20,
): Promise<Counted> => {
  const times = valueAndSeries(frame, x, series);
  const known = times.filter((d) => (d.value as TimeExpr<null>).isNotNull());
  const extent = known.rollup((d) => ({
    ...{ rows: op.count(), low: op.min(d.value as TimeExpr<null>), high: op.max(d.value as TimeExpr<null>) },
  }));
  const [[all], [ends]] = await toRowsAll([times.count(), extent]);
  const { rows = 0, low = null, high = null } = ends ?? {};
  const without = (all?.count ?? 0) - rows;
  if (low === null || high === null) return { bars: [], without };
  const shortest = times.schema[0]?.type === "date" ? day : 0;
  const span = high.getTime() - low.getTime();
  const [unit, width] = units.find(([, size]) => size >= shortest && span / size <= bins) ?? ["year", 365.25 * day];
  const counts = await known
    .derive((d) => ({ start: (d.value as TimeExpr<null>).truncate(unit) }))
    .groupby("series", "start")
    .count()
    .toRows(quietly);
  return { bars: bySeries(counts, series, (own) => barsOf(own, unit, width)), without };
};

const barsOf = (rows: readonly Row[], unit: string, width: number) => {
  const sorted = rows
    .map(({ start, count }) => ({ start: start as Date, count: Number(count) }))
    .sort((a, b) => a.start.getTime() - b.start.getTime());
  return {
    type: "bar" as const,
    x: sorted.map(({ start }) => new Date(start.getTime() + width / 2).toISOString()),
    y: sorted.map(({ count }) => count),
    width,
    hovertext: sorted.map(({ start }) => `${unit} from ${start.toISOString().replace(/T00:00:00\.000Z$/, "")}`),
  };
};
