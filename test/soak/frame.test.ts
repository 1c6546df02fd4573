import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { duckdbEngine } from "../../src/frame/index.ts";
import { differenceOf } from "../support/compare-engines.ts";
import { differenceWhenOptimized } from "../support/compare-optimized.ts";
import { randomRecipe } from "../support/random-plan.ts";

const seeds = Number(process.env.SEEDS ?? 20_000);
let close: () => Promise<void> = async () => {};

beforeAll(async () => {
  close = await duckdbEngine.open();
});
afterAll(() => close());

test("the engines agree on many random plans over random tables", async () => {
  const start = Number(process.env.SEED ?? 1);
  for (let seed = start; seed < start + seeds; seed++) {
    const difference = await differenceOf(randomRecipe(seed, 8));
    if (difference !== "refused") expect({ seed, difference }).toEqual({ seed, difference: undefined });
  }
}, 7_200_000);

test("many random plans give the same rows as they stand and optimised", () => {
  const start = Number(process.env.SEED ?? 1);
  for (let seed = start; seed < start + seeds; seed++) {
    expect({ seed, difference: differenceWhenOptimized(randomRecipe(seed, 8)) }).toEqual({
      seed,
      difference: undefined,
    });
  }
}, 7_200_000);
