import { at, type ExpressionCase, none } from "./one-row.ts";

const early = at("0099-03-01T23:59:59.999Z");
const before = at("1969-12-31T23:59:59.500Z");

/** Parts of dates and timestamps, before 1970 and at the edges of years. */
export const times: readonly ExpressionCase[] = [
  ["the year before 1970", { at: before }, (d) => d.at.year(), 1969],
  ["the year 99", { at: early }, (d) => d.at.year(), 99],
  ["a year before the year 0", { at: -62198755200000000n }, (d) => d.at.year(), -1],
  ["a year past 9999", { at: 253402300800000000n }, (d) => d.at.year(), 10000],
  ["the month", { at: early }, (d) => d.at.month(), 3],
  ["the day", { at: before }, (d) => d.at.day(), 31],
  ["the hour before 1970", { at: before }, (d) => d.at.hour(), 23],
  ["the minute before 1970", { at: before }, (d) => d.at.minute(), 59],
  ["the second a microsecond before 1970", { at: -1n }, (d) => d.at.second(), 59],
  ["the microsecond before 1970", { at: -1n }, (d) => d.at.microsecond(), 999999],
  ["the weekday before 1970", { at: before }, (d) => d.at.weekday(), 3],
  ["the weekday of a Monday", { day: "2024-03-04" }, (d) => d.day.weekday(), 1],
  ["the year of a date", { day: "1969-12-31" }, (d) => d.day.year(), 1969],
  ["the last day of February", { day: "2000-02-29" }, (d) => d.day.dayOfYear(), 60],
  ["the quarter of a date", { day: "2024-10-01" }, (d) => d.day.quarter(), 4],
  ["the week of a first of January", { day: "2021-01-01" }, (d) => d.day.week(), 53],
  ["the week of a last of December", { day: "2024-12-31" }, (d) => d.day.week(), 1],
  ["the parts of null", none, (d) => d.at.hour(), null],
  ["the hour of a time without zone", { wall: before }, (d) => d.wall.hour(), 23],
  ["times compare by microseconds", { at: -1n }, (d) => d.at.lt(new Date(0)), true],
  ["times are equal", { at: before }, (d) => d.at.eq(before), true],
  ["a time in a list", { at: before }, (d) => d.at.in([new Date(0), before]), true],
  ["a time without zone against one with", { at: before, wall: before }, (d) => d.at.eq(d.wall), true],
  [
    "a date between dates",
    { day: "1969-12-31" },
    (d) => d.day.between(at("1969-12-31T00:00:00Z"), at("1970-01-01T00:00:00Z")),
    true,
  ],
  ["a date in place of null", none, (d) => d.day.orElse(at("1969-12-31T00:00:00Z")), at("1969-12-31T00:00:00Z")],
  ["truncate to a month before 1970", { at: before }, (d) => d.at.truncate("month"), at("1969-12-01T00:00:00Z")],
  ["truncate to a week before 1970", { at: before }, (d) => d.at.truncate("week"), at("1969-12-29T00:00:00Z")],
  ["truncate to a second before 1970", { at: before }, (d) => d.at.truncate("second"), at("1969-12-31T23:59:59Z")],
  ["truncate a date to a quarter", { day: "2024-05-31" }, (d) => d.day.truncate("quarter"), at("2024-04-01T00:00:00Z")],
  [
    "plus a month at the end of January",
    { day: "2024-01-31" },
    (d) => d.day.plus(1, "month"),
    at("2024-02-29T00:00:00Z"),
  ],
  [
    "plus a negative number of years on a leap day",
    { day: "2024-02-29" },
    (d) => d.day.plus(-1, "year"),
    at("2023-02-28T00:00:00Z"),
  ],
  ["plus hours over 1970", { at: before }, (d) => d.at.plus(1, "hour"), at("1970-01-01T00:59:59.500Z")],
  ["until is towards zero", { at: before }, (d) => d.at.until(new Date(0), "second"), 0],
  ["until is negative for what is earlier", { at: new Date(0) }, (d) => d.at.until(before, "day"), 0],
  ["until over many days", { at: before }, (d) => d.at.until(at("2024-01-01T00:00:00Z"), "day"), 19723],
];
