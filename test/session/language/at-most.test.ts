import { expect, test } from "@jest/globals";
import { atMost } from "../../../src/session/language/at-most.ts";

test("so many acts run at the same time, the others in their order, also after one that fails", async () => {
  const inTurn = atMost(2);
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const act = (number: number) =>
    inTurn(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => void ends.push(resolve));
      if (number === 1) throw new Error("failed");
      return number;
    }).catch((error: Error) => error.message);
  const all = Promise.all([0, 1, 2, 3].map(act));
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  while (begun.length < 3) await Promise.resolve();
  expect(begun).toEqual([0, 1, 2]);
  ends[2]?.();
  while (begun.length < 4) await Promise.resolve();
  for (const end of ends) end();
  expect(await all).toEqual([0, "failed", 2, 3]);
  expect(await inTurn(async () => "later")).toBe("later");
});
