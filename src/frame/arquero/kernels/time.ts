import { utcDate } from "../../cast.ts";
import type { timeFunctions } from "../../functions/time.ts";
import type { CallNode } from "../../plan.ts";
import { dayOfYear, isoWeek, microsOfDay, timeFormatter } from "../../time/format.ts";
import { addToDay, addToMicros, type TimeUnit, truncateDay, truncateMicros, unitsBetween } from "../../time/units.ts";
import { fromLocal, toLocal } from "../../time/zone.ts";
import { constantOf, just, type Kernel, type Maker, receiverType } from "./kernel.ts";

type Time = number | bigint;

const part = (read: (date: Date) => number): Maker => just((value: Time) => read(utcDate(value)));

const micros = (value: Time): bigint => (typeof value === "bigint" ? value : microsOfDay(value));

const byType =
  (ofDay: (unit: TimeUnit) => Kernel, ofMicros: (unit: TimeUnit) => Kernel, index: number): Maker =>
  (node: CallNode) => {
    const unit = constantOf(node, index) as TimeUnit;
    return receiverType(node) === "date" ? ofDay(unit) : ofMicros(unit);
  };

export const timeKernels: Readonly<Record<keyof typeof timeFunctions, Maker>> = {
  year: part((date) => date.getUTCFullYear()),
  quarter: part((date) => Math.floor(date.getUTCMonth() / 3) + 1),
  month: part((date) => date.getUTCMonth() + 1),
  week: part(isoWeek),
  day: part((date) => date.getUTCDate()),
  weekday: part((date) => date.getUTCDay() || 7),
  dayOfYear: part(dayOfYear),
  hour: part((date) => date.getUTCHours()),
  minute: part((date) => date.getUTCMinutes()),
  second: part((date) => date.getUTCSeconds()),
  microsecond: just((value: bigint) => Number(((value % 1_000_000n) + 1_000_000n) % 1_000_000n)),
  truncate: byType(
    (unit) => (day: number) => truncateDay(day, unit),
    (unit) => (value: bigint) => truncateMicros(value, unit),
    1,
  ),
  plus: byType(
    (unit) => (day: number, count: number) => addToDay(day, count, unit),
    (unit) => (value: bigint, count: number) => addToMicros(value, count, unit),
    2,
  ),
  until: (node) => {
    const unit = constantOf(node, 2) as TimeUnit;
    return (from: Time, to: Time) => unitsBetween(micros(from), micros(to), unit);
  },
  format: (node) => {
    const write = timeFormatter(constantOf(node, 1));
    return (value: Time) => write(micros(value));
  },
  toLocal: (node) => toLocal(constantOf(node, 1)),
  fromLocal: (node) => fromLocal(constantOf(node, 1)),
};
