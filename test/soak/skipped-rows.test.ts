import { expect, test } from "@jest/globals";
import { compareSkipped } from "../support/skipped-rows.ts";

test.each([1, 2, 3, 4, 5])("a pushed filter leaves out no row that it is true of, with seed %i", async (seed) => {
  for (const passed of await compareSkipped(seed, 300)) expect(passed).toBeGreaterThan(30);
});
