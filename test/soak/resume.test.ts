import { expect, test } from "@jest/globals";
import { killAndResume } from "../support/killed-runs.ts";

const seed = Number(process.env.SOAK_SEED ?? 1);
const rounds = Number(process.env.SOAK_ROUNDS ?? 200);

test(`seed ${seed}: ${rounds} runs killed at random moments and resumed equal an undisturbed run, the notebook whole all the while`, async () => {
  const { killed, cutShort, reads, wrong } = await killAndResume(seed, rounds);
  process.stderr.write(`killed ${killed}, before the last cell ended ${cutShort}, notebook read ${reads} times\n`);
  expect(wrong).toEqual([]);
  expect(cutShort).toBeGreaterThan(rounds / 2);
  expect(reads).toBeGreaterThan(rounds);
});
