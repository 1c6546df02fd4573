import { expect, test } from "@jest/globals";
import { checkReruns } from "../support/random-rerun.ts";

// .ci/run runs this file too.
test("reruns of random notebooks after thousands of random edits give the outputs of full runs and run nothing that did not change", async () => {
  let cases = 0;
  for (let seed = 1; seed <= 500; seed++) {
    const found = await checkReruns(seed, 10);
    expect(found.wrong).toEqual([]);
    cases += found.cases;
  }
  expect(cases).toBeGreaterThan(2_000);
});
