import { expect, test } from "@jest/globals";
import { niceStep, numberText, numberTicks, timeTicks } from "../../src/plot/ticks.ts";

test.each([
  [0, "0"],
  [12500, "12,500"],
  [-1234567, "−1.235M"],
  [-1500, "−1,500"],
  [0.25, "0.25"],
  [0.30000000000000004, "0.3"],
  [0.00001, "1e-5"],
  [2.5e9, "2.5G"],
])("The number %d reads %s", (value, text) => {
  expect(numberText(value)).toBe(text);
});

test("Ticks are round numbers within the range", () => {
  expect(numberTicks(0.1, 9.7, 5)).toEqual([2, 4, 6, 8]);
  expect(numberTicks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(niceStep(97, 10)).toBe(10);
});

test("Ticks of time are round in UTC", () => {
  const texts = (low: string, high: string) => timeTicks(Date.parse(low), Date.parse(high), 5).map(({ text }) => text);
  expect(texts("2020-01-01T10:00Z", "2020-01-01T11:00Z")).toEqual(["10:00", "10:15", "10:30", "10:45", "11:00"]);
  expect(texts("2020-01-15", "2020-06-15")).toEqual(["2020-02", "2020-03", "2020-04", "2020-05", "2020-06"]);
  expect(texts("2000-01-01", "2020-01-01")).toEqual(["2000", "2005", "2010", "2015", "2020"]);
});
