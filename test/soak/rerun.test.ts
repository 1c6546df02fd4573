import { expect, test } from "@jest/globals";
import { checkReruns } from "../support/random-rerun.ts";

test("reruns of random notebooks after thousands of random edits give the outputs of full runs", async () => {
  let [cases, needless] = [0, 0];
  for (let seed = 1; seed <= 500; seed++) {
    const found = await checkReruns(seed, 10);
    // An output that differs is an error; a cell that ran though it need not have is rare.
    expect(found.wrong.filter((line) => !line.includes(" ran though "))).toEqual([]);
    needless += found.wrong.length;
    cases += found.cases;
  }
  expect(cases).toBeGreaterThan(2_000);
  expect(needless).toBeLessThan(cases / 500);
});
