import { expect, test } from "@jest/globals";
import { floodWithLines, sendLargeCell } from "../support/floods.ts";
import { startKernelClient } from "../support/kernel-client.ts";
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

test("a flood of a million lines and a request of 50 MB come whole, in bounded memory", async () => {
  const kernel = await startKernelClient(await temporaryFolder());
  await floodWithLines(kernel, 1e6, 400e6);
  await sendLargeCell(kernel, 50e6);
  await kernel.close();
});
