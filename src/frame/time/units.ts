import { usageError } from "../../errors.ts";
import { floorDivide } from "../timestamp.ts";

export const timeUnits = [
  "year",
  "quarter",
  "month",
  "week",
  "day",
  "hour",
  "minute",
  "second",
  "millisecond",
] as const;

export type TimeUnit = (typeof timeUnits)[number];

/** Units that a date, without a time of day, can be reckoned in. */
export const dateUnits: readonly TimeUnit[] = ["year", "quarter", "month", "week", "day"];

/** Units that are the same length always. */
export const fixedUnits: readonly TimeUnit[] = ["week", "day", "hour", "minute", "second", "millisecond"];

/** The unit of that name among those allowed; throws where there is none. */
export const checkUnit = (unit: unknown, allowed: readonly TimeUnit[], what: string): TimeUnit => {
  const found = allowed.find((one) => one === unit);
  if (found) return found;
  throw usageError(`${what} takes one of ${allowed.join(", ")}, not ${JSON.stringify(unit)}.`);
};

/** Microseconds in each unit of fixed length. */
export const unitMicros: Readonly<Partial<Record<TimeUnit, bigint>>> = {
  week: 604_800_000_000n,
  day: 86_400_000_000n,
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
  millisecond: 1000n,
};

const dayMicros = 86_400_000_000n;

/** The first day of the unit in which a day (since 1970-01-01) lies; weeks begin on Monday. */
export const truncateDay = (day: number, unit: TimeUnit): number => {
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7);
  const date = new Date(day * 86_400_000);
  const month = { year: 0, quarter: Math.floor(date.getUTCMonth() / 3) * 3, month: date.getUTCMonth() };
  return unit in month ? dayOf(date.getUTCFullYear(), month[unit as keyof typeof month], 1) : day;
};

/** The start of the unit in which a moment (microseconds since 1970) lies. */
export const truncateMicros = (micros: bigint, unit: TimeUnit): bigint => {
  if (dateUnits.includes(unit)) return BigInt(truncateDay(Number(floorDivide(micros, dayMicros)), unit)) * dayMicros;
  const length = unitMicros[unit] ?? 1n;
  return floorDivide(micros, length) * length;
};

/** A day so many units later; the day of the month is cut to the month's length. */
export const addToDay = (day: number, count: number, unit: TimeUnit): number => {
  const whole = Math.trunc(count);
  if (unit === "day" || unit === "week") return day + whole * (unit === "week" ? 7 : 1);
  const date = new Date(day * 86_400_000);
  const months = { year: 12, quarter: 3, month: 1 }[unit as "year"] * whole + date.getUTCMonth();
  const year = date.getUTCFullYear() + Math.floor(months / 12);
  const month = ((months % 12) + 12) % 12;
  return dayOf(year, month, Math.min(date.getUTCDate(), daysInMonth(year, month)));
};

/** A moment so many units later. */
export const addToMicros = (micros: bigint, count: number, unit: TimeUnit): bigint => {
  const length = unitMicros[unit];
  if (length !== undefined) return micros + BigInt(Math.trunc(count)) * length;
  const day = floorDivide(micros, dayMicros);
  return BigInt(addToDay(Number(day), count, unit)) * dayMicros + (micros - day * dayMicros);
};

/** How many whole units lie between two moments; negative where the second is earlier. */
export const unitsBetween = (from: bigint, to: bigint, unit: TimeUnit): number =>
  Number((to - from) / (unitMicros[unit] ?? 1n));

const dayOf = (year: number, month: number, day: number): number => {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getTime() / 86_400_000;
};

const daysInMonth = (year: number, month: number): number => {
  const date = new Date(0);
  date.setUTCFullYear(year, month + 1, 0);
  return date.getUTCDate();
};
