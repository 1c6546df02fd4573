import type { timeFunctions } from "../functions/time.ts";
import { type TimeUnit, unitMicros } from "../time/units.ts";
import { constantOf, int32, type Maker } from "./maker.ts";
import { text } from "./quote.ts";
import { sqlType } from "./sql-type.ts";

const part =
  (name: string): Maker =>
  (_, [value]) =>
    int32(`${name}(${value})`);

const intervals: Readonly<Record<TimeUnit, { readonly name: string; readonly times: number }>> = {
  year: { name: "to_years", times: 1 },
  quarter: { name: "to_months", times: 3 },
  month: { name: "to_months", times: 1 },
  week: { name: "to_days", times: 7 },
  day: { name: "to_days", times: 1 },
  hour: { name: "to_hours", times: 1 },
  minute: { name: "to_minutes", times: 1 },
  second: { name: "to_seconds", times: 1 },
  millisecond: { name: "to_milliseconds", times: 1 },
};

const plus: Maker = (node, [value, count]) => {
  const { name, times } = intervals[constantOf(node, 2) as TimeUnit];
  const whole = name === "to_seconds" || name === "to_milliseconds" ? "BIGINT" : "INTEGER";
  const interval = `${name}(CAST(trunc(${count}) * ${times} AS ${whole}))`;
  return `CAST(${value} + ${interval} AS ${sqlType(node.type)})`;
};

const until: Maker = (node, [from, to]) => {
  const micros = unitMicros[constantOf(node, 2) as TimeUnit] ?? 1n;
  return `CAST((epoch_us(${to}) - epoch_us(${from})) // ${micros} AS DOUBLE)`;
};

const utc = "'UTC'";

/** The parts of times, and reckoning with them. */
export const timeSql: Readonly<Record<keyof typeof timeFunctions, Maker>> = {
  year: part("year"),
  quarter: part("quarter"),
  month: part("month"),
  week: part("week"),
  day: part("day"),
  weekday: part("isodow"),
  dayOfYear: part("dayofyear"),
  hour: part("hour"),
  minute: part("minute"),
  second: part("second"),
  microsecond: (_, [value]) => int32(`microsecond(${value}) % 1000000`),
  truncate: (node, [value]) => `CAST(date_trunc(${text(constantOf(node, 1))}, ${value}) AS ${sqlType(node.type)})`,
  plus,
  until,
  format: (node, [value]) => `strftime(${value}, ${text(constantOf(node, 1))})`,
  toLocal: (node, [value]) => `timezone(${text(constantOf(node, 1))}, timezone(${utc}, ${value}))`,
  fromLocal: (node, [value]) => `timezone(${utc}, timezone(${text(constantOf(node, 1))}, ${value}))`,
};
