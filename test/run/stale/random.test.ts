import { expect, test } from "@jest/globals";
import { checkReruns } from "../../support/random-rerun.ts";

// Thousands of cases in test/soak/rerun.test.ts. Notebooks run in this process: plan, keys, stored and restored values are the real ones, the session is not.
test("a rerun of a random notebook after random edits gives the outputs of a full run and runs nothing that did not change", async () => {
  let [cases, kept] = [0, 0];
  for (let seed = 1; seed <= 25; seed++) {
    const found = await checkReruns(seed, 10);
    expect(found.wrong).toEqual([]);
    cases += found.cases;
    kept += found.kept;
  }
  // Most programs run to their end, so most say something.
  expect(cases).toBeGreaterThan(160);
  expect(kept).toBeGreaterThan(cases * 5);
});
