import { expect, test } from "@jest/globals";
import { checkSeed } from "../support/check-graph.ts";

const seeds = Number(process.env.SEEDS ?? 1500);

test("the graphs of many random programs miss nothing that running them shows", () => {
  const start = Number(process.env.SEED ?? 1000);
  for (let seed = start; seed < start + seeds; seed++) {
    const { missing } = checkSeed(seed, 6 + (seed % 8));
    expect({ seed, missing }).toEqual({ seed, missing: [] });
  }
}, 3_600_000);
