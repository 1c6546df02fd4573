import { expect, test } from "@jest/globals";
import { quantile, randomFor, smallest } from "../../../src/source/generate/random.ts";

test("the same seed and label draw the same, another label draws anew", () => {
  const draw = (seed: number, label: string) => Array.from({ length: 5 }, randomFor(seed, label).unit);
  expect(draw(1, "a")).toEqual(draw(1, "a"));
  expect(draw(1, "a")).not.toEqual(draw(1, "b"));
  expect(draw(1, "a")).not.toEqual(draw(2, "a"));
});

test("draws are spread evenly", () => {
  const random = randomFor(7, "spread");
  const draws = Array.from({ length: 100_000 }, () => random.below(10));
  for (let i = 0; i < 10; i++) {
    const count = draws.filter((draw) => draw === i).length;
    expect(Math.abs(count - 10_000)).toBeLessThan(500);
  }
});

test("a shuffle keeps every item and leaves the list alone", () => {
  const list = Object.freeze([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const shuffled = randomFor(1, "shuffle").shuffle(list);
  expect(shuffled).not.toEqual(list);
  expect(shuffled.toSorted()).toEqual(list);
});

test("a quantile lies on the line between its neighbours", () => {
  expect([0, 0.25, 0.5, 0.75].map((position) => quantile([0, 10, 30], position))).toEqual([0, 5, 10, 20]);
});

test("the smallest of many draws is the least of them", () => {
  const draws = [5, 3, 9, 1];
  expect(smallest(3, () => draws.shift() ?? Number.NaN)).toBe(3);
});

test("nothing cannot be picked from", () => {
  expect(() => randomFor(1, "empty").pick([])).toThrow("nothing to pick from (empty)");
});
