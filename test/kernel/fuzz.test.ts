import { expect, test } from "@jest/globals";
import { fuzzKernel } from "../support/soak/fuzz.ts";
import { temporaryFolder } from "../support/temporary.ts";

// The full size runs in test/soak.
test("what no front end sends, as a seed mixes it, on each socket, leaves the kernel answering the next good request", async () => {
  expect(await fuzzKernel(await temporaryFolder(), { seed: 3, bursts: 32, huge: 2e6, strangers: 100 })).toBe(32);
});
