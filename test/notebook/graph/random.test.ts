import { describe, expect, test } from "@jest/globals";
import { checkSeed } from "../../support/check-graph.ts";

describe("the graph of random programs", () => {
  test("misses nothing that running them shows: reads of globals, and what changes where a cell is changed or left out", () => {
    let compared = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const { missing, comparisons } = checkSeed(seed);
      compared += comparisons;
      expect({ seed, missing }).toEqual({ seed, missing: [] });
    }
    // Most programs run to their end, so most say something.
    expect(compared).toBeGreaterThan(150);
  });
});
