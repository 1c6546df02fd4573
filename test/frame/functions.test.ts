import { describe, expect, test } from "@jest/globals";
import { type Expr, fromRows, op } from "../../src/frame/index.ts";
import type { Schema } from "../../src/schema.ts";
import { rowsOf } from "./conforms.ts";

const schema = [
  { name: "t", type: "string", nullable: true },
  { name: "i", type: "int32", nullable: true },
  { name: "f", type: "float64", nullable: true },
  { name: "g", type: "int64", nullable: true },
  { name: "at", type: "timestamp", nullable: true },
  { name: "wall", type: "timestamp_ntz", nullable: true },
  { name: "day", type: "date", nullable: true },
  { name: "l", type: { kind: "list", element: "string", containsNull: true }, nullable: true },
  { name: "n", type: { kind: "list", element: "float64", containsNull: true }, nullable: true },
  {
    name: "m",
    type: { kind: "map", key: "string", value: "int32", valueContainsNull: true },
    nullable: true,
  },
  {
    name: "s",
    type: {
      kind: "struct",
      fields: [
        { name: "a", type: "int32", nullable: false },
        { name: "b", type: "string", nullable: true },
      ],
    },
    nullable: true,
  },
] as const satisfies Schema;

const one = (row: Record<string, unknown>) => fromRows([row], schema);
type Columns = Parameters<Parameters<ReturnType<typeof one>["derive"]>[0]>[0];
type Case = readonly [title: string, row: Record<string, unknown>, expr: (d: Columns) => Expr, expected: unknown];

const at = (text: string) => new Date(text);
const none = {};
const berlin = "Europe/Berlin";

const cases: readonly Case[] = [
  ["greatest passes nulls over", { i: 3 }, (d) => op.greatest(d.i, d.f, 2), 3],
  ["greatest of nulls is null", none, (d) => op.greatest(d.i, d.f), null],
  ["NaN is the greatest", { f: Number.NaN }, (d) => op.greatest(d.f, 1), Number.NaN],
  ["NaN is not the least", { f: Number.NaN }, (d) => op.least(d.f, 1), 1],
  ["the least text by code points", { t: "😀" }, (d) => op.least(d.t, "\uffee"), "\uffee"],
  ["sign", { f: -2.5 }, (d) => d.f.sign(), -1],
  ["the sign of -0 is 0", { f: -0 }, (d) => d.f.sign(), 0],
  ["the sign of NaN is null", { f: Number.NaN }, (d) => d.f.sign(), null],
  ["the sign of a bigint", { g: -9007199254740993n }, (d) => d.g.sign(), -1],
  ["isNaN of null is null", none, (d) => d.f.isNaN(), null],
  ["infinity is not finite", { f: Number.NEGATIVE_INFINITY }, (d) => d.f.isFinite(), false],
  ["trunc goes towards zero", { f: -2.9 }, (d) => d.f.trunc(), -2],
  ["a power", { i: 2 }, (d) => d.i.pow(10), 1024],
  ["log10", { f: 1000 }, (d) => d.f.log10(), 3],
  ["exp of 0", { f: 0 }, (d) => d.f.exp(), 1],
  ["trimStart leaves the end", { t: " a " }, (d) => d.t.trimStart(), "a "],
  ["trimEnd leaves the start", { t: " a " }, (d) => d.t.trimEnd(), " a"],
  ["a text reversed by code points", { t: "a😀b" }, (d) => d.t.reverse(), "b😀a"],
  ["a text repeated", { t: "ab" }, (d) => d.t.repeat(2), "abab"],
  ["repeated less than once is empty", { t: "ab", i: -1 }, (d) => d.t.repeat(d.i), ""],
  ["padStart", { t: "7" }, (d) => d.t.padStart(3, "0"), "007"],
  ["padStart keeps a longer text", { t: "1234" }, (d) => d.t.padStart(3, "0"), "1234"],
  ["padStart counts code points", { t: "😀" }, (d) => d.t.padStart(3, "ab"), "ab😀"],
  ["padStart cuts the fill", { t: "x" }, (d) => d.t.padStart(4, "ab"), "abax"],
  ["padEnd", { t: "x" }, (d) => d.t.padEnd(4, "ab"), "xaba"],
  ["padEnd without a fill", { t: "x" }, (d) => d.t.padEnd(3), "x  "],
  ["an empty fill pads nothing", { t: "x" }, (d) => d.t.padEnd(3, ""), "x"],
  ["slice", { t: "abcdef" }, (d) => d.t.slice(1, 3), "bc"],
  ["slice to the end", { t: "abcdef" }, (d) => d.t.slice(4), "ef"],
  ["slice from the end", { t: "abcdef" }, (d) => d.t.slice(-2), "ef"],
  ["slice past both ends", { t: "abc" }, (d) => d.t.slice(-9, 9), "abc"],
  ["slice of nothing", { t: "abc" }, (d) => d.t.slice(2, 1), ""],
  ["slice counts code points", { t: "a😀b" }, (d) => d.t.slice(1, 2), "😀"],
  ["indexOf counts code points", { t: "😀a" }, (d) => d.t.indexOf("a"), 1],
  ["indexOf of what is not there", { t: "abc" }, (d) => d.t.indexOf("x"), -1],
  ["indexOf of an empty text", { t: "abc" }, (d) => d.t.indexOf(""), 0],
  ["jsonText", { t: '{"a": {"b": ["x", "y"]}}' }, (d) => d.t.jsonText("$.a.b[1]"), "y"],
  ["jsonText of a quoted name", { t: '{"a b": "x"}' }, (d) => d.t.jsonText('$["a b"]'), "x"],
  ["jsonText of a number is null", { t: '{"a": 1}' }, (d) => d.t.jsonText("$.a"), null],
  ["jsonNumber", { t: '{"a": -1.5e2}' }, (d) => d.t.jsonNumber("$.a"), -150],
  ["jsonNumber of a text is null", { t: '{"a": "1"}' }, (d) => d.t.jsonNumber("$.a"), null],
  ["jsonBoolean", { t: "[false]" }, (d) => d.t.jsonBoolean("$[0]"), false],
  ["no JSON", { t: "{" }, (d) => d.t.jsonText("$.a"), null],
  ["nothing at the path", { t: '{"a": null}' }, (d) => d.t.jsonText("$.a.b"), null],
  ["a text itself as JSON", { t: '"x"' }, (d) => d.t.jsonText("$"), "x"],
  ["quarter", { day: "2020-11-05" }, (d) => d.day.quarter(), 4],
  ["the first days of January may be in the last week", { day: "2021-01-03" }, (d) => d.day.week(), 53],
  ["the last days of December may be in the first week", { day: "2024-12-30" }, (d) => d.day.week(), 1],
  ["the day of a leap year", { day: "2020-12-31" }, (d) => d.day.dayOfYear(), 366],
  ["microseconds before 1970", { at: "1969-12-31 23:59:59.999999" }, (d) => d.at.microsecond(), 999_999],
  ["truncate to the month", { day: "2020-02-29" }, (d) => d.day.truncate("month"), at("2020-02-01")],
  ["truncate to the quarter", { day: "2020-12-31" }, (d) => d.day.truncate("quarter"), at("2020-10-01")],
  ["truncate to the week, before 1970", { day: "1969-12-31" }, (d) => d.day.truncate("week"), at("1969-12-29")],
  [
    "truncate to the hour",
    { at: at("1969-12-31T23:59:58Z") },
    (d) => d.at.truncate("hour"),
    at("1969-12-31T23:00:00Z"),
  ],
  ["truncate a moment to the year", { at: at("2020-05-06T07:08:09Z") }, (d) => d.at.truncate("year"), at("2020-01-01")],
  ["a month after the last of January", { day: "2023-01-31" }, (d) => d.day.plus(1, "month"), at("2023-02-28")],
  ["a year before the leap day", { day: "2020-02-29" }, (d) => d.day.plus(-1, "year"), at("2019-02-28")],
  ["weeks later", { day: "2020-02-29", i: 2 }, (d) => d.day.plus(d.i, "week"), at("2020-03-14")],
  [
    "months later keep the time of day",
    { at: at("2020-01-31T10:00:00Z") },
    (d) => d.at.plus(-2, "month"),
    at("2019-11-30T10:00:00Z"),
  ],
  ["hours later", { at: at("2020-01-31T23:00:00Z") }, (d) => d.at.plus(2, "hour"), at("2020-02-01T01:00:00Z")],
  ["whole days until", { at: at("2020-01-01T12:00:00Z") }, (d) => d.at.until(at("2020-01-03T11:00:00Z"), "day"), 1],
  ["whole days back", { day: "2020-01-03" }, (d) => d.day.until(at("2020-01-01"), "day"), -2],
  [
    "whole hours back go towards zero",
    { at: at("2020-01-01T01:30:00Z") },
    (d) => d.at.until(at("2020-01-01"), "hour"),
    -1,
  ],
  [
    "format",
    { at: at("2020-03-04T05:06:07.089Z") },
    (d) => d.at.format("%Y-%m-%d %H:%M:%S.%f %j %B %b %A %a 100%%"),
    "2020-03-04 05:06:07.089000 064 March Mar Wednesday Wed 100%",
  ],
  ["a date's format", { day: "0099-01-02" }, (d) => d.day.format("%d.%m.%Y"), "02.01.0099"],
  ["parseTime", { t: "31/12/1969 23-59" }, (d) => d.t.parseTime("%d/%m/%Y %H-%M"), at("1969-12-31T23:59:00Z")],
  ["tryParseTime of no such day", { t: "30/02/2020" }, (d) => d.t.tryParseTime("%d/%m/%Y"), null],
  ["tryParseTime takes the whole text", { t: "2020 " }, (d) => d.t.tryParseTime("%Y"), null],
  ["toLocal in summer", { at: at("2024-07-01T10:00:00Z") }, (d) => d.at.toLocal(berlin), at("2024-07-01T12:00:00Z")],
  ["toLocal before 1900", { at: at("1800-01-01T00:00:00Z") }, (d) => d.at.toLocal(berlin), at("1800-01-01T00:53:28Z")],
  [
    "fromLocal in winter",
    { wall: at("2024-01-01T12:00:00Z") },
    (d) => d.wall.fromLocal(berlin),
    at("2024-01-01T11:00:00Z"),
  ],
  [
    "fromLocal of an hour that comes twice",
    { wall: at("2024-10-27T02:30:00Z") },
    (d) => d.wall.fromLocal(berlin),
    at("2024-10-27T01:30:00Z"),
  ],
  [
    "fromLocal of an hour that is left out",
    { wall: at("2024-03-31T02:30:00Z") },
    (d) => d.wall.fromLocal(berlin),
    at("2024-03-31T01:30:00Z"),
  ],
  ["indexOf in a list", { l: [null, "b"] }, (d) => d.l.indexOf("b"), 1],
  ["a list sliced", { l: ["a", "b", "c"] }, (d) => d.l.slice(-2), ["b", "c"]],
  ["a list reversed", { l: ["a", null] }, (d) => d.l.reverse(), [null, "a"]],
  ["lists joined", { l: ["a", null] }, (d) => d.l.concat(d.l), ["a", null, "a", null]],
  ["a list sorted has nulls last", { n: [2, null, Number.NaN, -1] }, (d) => d.n.sort(), [-1, 2, Number.NaN, null]],
  ["the different elements", { l: ["b", "a", null, "b", null] }, (d) => d.l.distinct(), ["b", "a", null]],
  ["the smallest element", { n: [null, 2, Number.NaN] }, (d) => d.n.min(), 2],
  ["the largest element", { n: [null, 2, Number.NaN] }, (d) => d.n.max(), Number.NaN],
  ["the largest of an empty list", { n: [] }, (d) => d.n.max(), null],
  ["the length of a map", { m: { a: 1, b: null } }, (d) => d.m.length(), 2],
  ["a map's value", { m: { a: 1 } }, (d) => d.m.get("a"), 1],
  ["a key that is not there", { m: { a: 1 } }, (d) => d.m.get("b"), null],
  ["a map's keys", { m: { a: 1, b: null } }, (d) => d.m.keys(), ["a", "b"]],
  ["a map's values", { m: { a: 1, b: null } }, (d) => d.m.values(), [1, null]],
  ["a struct's field", { s: { a: 1, b: "x" } }, (d) => d.s.field("b"), "x"],
  ["a field of null", none, (d) => d.s.field("a"), null],
];

describe("a function", () => {
  test.each(cases)("%s", async (_, row, expr, expected) => {
    const rows = await rowsOf(one(row).derive((d) => ({ result: expr(d) })));
    expect(rows[0]?.result).toEqual(expected);
  });

  test.each<readonly [string, (d: Columns) => Expr, string]>([
    ["a unit that a date does not have", (d) => d.day.truncate("hour"), "year, quarter, month, week, day"],
    ["months between moments", (d) => d.at.until(new Date(0), "month"), "until takes one of week"],
    ["a zone that there is not", (d) => d.at.toLocal("Berlin/Europe"), "Europe/Berlin"],
    ["a timestamp that has no zone yet", (d) => d.wall.toLocal("UTC"), "toLocal is for timestamp"],
    ["a code of no format", (d) => d.at.format("%q"), "%q"],
    ["a format without a year", (d) => d.t.parseTime("%d"), "%Y"],
    ["a format with a code twice", (d) => d.t.parseTime("%Y%Y"), "twice"],
    ["a path that is none", (d) => d.t.jsonText("a.b"), "JSON path"],
    ["a field that is not there", (d) => d.s.field("c" as "a"), "a, b"],
    ["a fraction of a place", (d) => d.t.slice(0.5), "whole numbers"],
    ["a join of numbers", (d) => d.n.join(","), "lists of text"],
  ])("refuses %s when the plan is built", (_, expr, message) => {
    expect(() => one(none).derive((d) => ({ result: expr(d) }))).toThrow(message);
  });

  test("that fails at a value names it", async () => {
    const frame = one({ t: "today" }).derive((d) => ({ at: d.t.parseTime("%Y-%m-%d") }));
    await expect(frame.collect()).rejects.toThrow('"today" is no time of the form %Y-%m-%d');
  });
});
