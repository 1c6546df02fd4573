import { describe, expect, test } from "@jest/globals";
import type { Expr } from "../../src/frame/index.ts";
import { none, one } from "./conformance/one-row.ts";

type Columns = Parameters<Parameters<ReturnType<typeof one>["derive"]>[0]>[0];

describe("a function", () => {
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
