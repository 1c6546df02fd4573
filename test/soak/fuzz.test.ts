import { expect, test } from "@jest/globals";
import { fuzzKernel } from "../support/soak/fuzz.ts";
import { temporaryFolder } from "../support/temporary.ts";

const size = { seed: 1, bursts: 320, huge: 50e6, strangers: 2500 };

test(`seed ${size.seed}: ${size.bursts} bursts of what no front end sends, 50 MB among them, each leave the kernel answering`, async () => {
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  expect(await fuzzKernel(await temporaryFolder(), { ...size, log })).toBe(size.bursts);
});
