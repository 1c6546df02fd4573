import { expect, test } from "@jest/globals";
import { collectGarbage, spareMemory } from "../../src/run/spare-memory.ts";

test("garbage is collected whenever sixteen million characters have passed, not before", () => {
  let collected = 0;
  const spare = spareMemory(() => {
    collected += 1;
  });
  spare.passed(1 << 23);
  spare.passed((1 << 23) - 1);
  expect(collected).toBe(0);
  spare.passed(1);
  expect(collected).toBe(1);
  spare.passed(1 << 25);
  expect(collected).toBe(2);
  spare.passed(1);
  expect(collected).toBe(2);
});

test("what nothing holds any more is gone after a collection", async () => {
  const held = new WeakRef({ text: "x".repeat(1000) });
  // A weak reference keeps its object until the turn ends.
  await new Promise((resolve) => setImmediate(resolve));
  // The process that runs tests may hold more than a collection is made for.
  spareMemory(() => collectGarbage(Number.POSITIVE_INFINITY)).passed(1 << 24);
  expect(held.deref()).toBeUndefined();
});
