import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { duckdbEngine } from "../../src/frame/index.ts";
import { differenceOf } from "../support/compare-engines.ts";
import { randomRecipe } from "../support/random-plan.ts";

let close: () => Promise<void> = async () => {};

beforeAll(async () => {
  close = await duckdbEngine.open();
});
afterAll(() => close());

test("the engines agree on random plans over random tables", async () => {
  const seeds = 80;
  let refused = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const difference = await differenceOf(randomRecipe(seed));
    if (difference === "refused") refused++;
    else expect({ seed, difference }).toEqual({ seed, difference: undefined });
  }
  expect(refused).toBeLessThan(seeds / 10);
});
