import { expect, test } from "@jest/globals";
import { killAndResume } from "../support/killed-runs.ts";

const seed = Number(process.env.SOAK_SEED ?? 1);
const rounds = Number(process.env.SOAK_ROUNDS ?? 200);

test(`seed ${seed}: ${rounds} runs killed at random moments and resumed equal an undisturbed run, the notebook whole all the while`, async () => {
  const { done, reads, wrong } = await killAndResume(seed, rounds);
  const counts = [...new Set(done)].sort((a, b) => a - b);
  const spread = counts.map((count) => `${count}: ${done.filter((other) => other === count).length}`);
  process.stderr.write(
    `killed ${done.length}, cells ended before ${spread.join(", ")}; notebook read ${reads} times\n`,
  );
  expect(wrong).toEqual([]);
  expect(done.length).toBeGreaterThan(rounds / 2);
  expect(counts.length).toBeGreaterThan(Math.min(rounds / 10, 8));
  expect(reads).toBeGreaterThan(rounds);
});
