import { expect, test } from "@jest/globals";
import { killAndResume } from "../support/killed-runs.ts";

// 200 in test/soak/resume.test.ts.
test("A run that was killed goes on where it was, ends as an undisturbed one, and its notebook is whole all the while", async () => {
  const { reads, wrong } = await killAndResume(2, 2);
  expect(wrong).toEqual([]);
  expect(reads).toBeGreaterThan(2);
});
