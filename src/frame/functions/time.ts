import type { Kind } from "../data-type.ts";
import { type FunctionSpec, float64, int32, receiver, string } from "./spec.ts";

const time: readonly Kind[] = ["date", "timestamp"];
const datePart: FunctionSpec = { on: time, takes: [], gives: int32 };
const timePart: FunctionSpec = { on: ["timestamp"], takes: [], gives: int32 };

/** Parts of dates and timestamps, and reckoning with them. */
export const timeFunctions = {
  year: datePart,
  quarter: datePart,
  month: datePart,
  week: datePart,
  day: datePart,
  weekday: datePart,
  dayOfYear: datePart,
  hour: timePart,
  minute: timePart,
  second: timePart,
  microsecond: timePart,
  truncate: { on: time, takes: ["string"], gives: receiver },
  plus: { on: time, takes: ["number", "string"], gives: receiver },
  until: { on: time, takes: ["same", "string"], gives: float64 },
  format: { on: time, takes: ["string"], gives: string },
  toLocal: { on: ["timestamp"], takes: ["string"], gives: () => "timestamp_ntz" },
  fromLocal: { on: ["timestamp"], takes: ["string"], gives: () => "timestamp" },
} satisfies Record<string, FunctionSpec>;
