import { expect, test } from "@jest/globals";
import { soakKernel } from "../support/soak/soak.ts";
import { temporaryFolder } from "../support/temporary.ts";

// The full size runs in test/soak.
test("cells, interrupts and restarts in a row, as a seed mixes them, each get their one right answer", async () => {
  const result = await soakKernel(await temporaryFolder(), { seed: 5, cells: 150, interrupts: 25, restarts: 1 });
  expect(result.cells).toBeGreaterThanOrEqual(150);
  expect(result.interrupts).toBeGreaterThanOrEqual(25);
  expect(result).toMatchObject({ restarts: 1, orphans: [], stderr: "" });
});
