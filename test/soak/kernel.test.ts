import { expect, test } from "@jest/globals";
import { expectFlat } from "../support/soak/measure.ts";
import { soakKernel } from "../support/soak/soak.ts";
import { temporaryFolder } from "../support/temporary.ts";

const size = { seed: 1, cells: 10_000, interrupts: 1000, restarts: 100 };

test(`seed ${size.seed}: 10,000 cells, 1,000 interrupts and 100 restarts lose no reply, hang nowhere and leave the memory flat`, async () => {
  const result = await soakKernel(await temporaryFolder(), {
    ...size,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  expect(result.cells).toBeGreaterThanOrEqual(size.cells);
  expect(result.interrupts).toBeGreaterThanOrEqual(size.interrupts);
  expect(result.restarts).toBe(size.restarts);
  expect(result.orphans).toEqual([]);
  expect(result.stderr).toBe("");
  expectFlat(result.measures);
});
