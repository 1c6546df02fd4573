import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { drawOffsets, type OffsetDraw } from "../../src/emulator/index.ts";
import { packageRoot } from "../../src/root.ts";

const take = (draws: Iterable<OffsetDraw>, count: number): readonly OffsetDraw[] => {
  const taken: OffsetDraw[] = [];
  for (const draw of draws) {
    taken.push(draw);
    if (taken.length === count) break;
  }
  return taken;
};

test("the draws begin as those of Python's random.seed(100)", () => {
  const first = take(drawOffsets(), 8);
  expect(first.map(({ offset }) => offset)).toEqual([7528, 2863, 5730, 8304, 8731, 1313, 4315, 10794]);
  expect(first.map(({ draw }) => draw)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(first.map(({ pause }) => pause)).toEqual([0, 1, 1, 1, 0, 0, 1, 0]);
});

test("offsets reach the largest one that is allowed and not beyond", () => {
  const offsets = new Set(take(drawOffsets({ seed: 1, maxOffset: 3 }), 200).map(({ offset }) => offset));
  expect([...offsets].toSorted()).toEqual([0, 1, 2, 3]);
});

const published = join(packageRoot, "../shared/data/pinterest-seed100/draws.jsonl");

(existsSync(published) ? test : test.skip)(
  `the first 600 offsets are those of the original's posts${existsSync(published) ? "" : " (skipped: no ../shared/data)"}`,
  async () => {
    const lines = (await readFile(published, "utf8")).trimEnd().split("\n");
    const indexes = lines.map((line) => (JSON.parse(line) as { pin: { index: number } }).pin.index);
    expect(indexes).toHaveLength(600);
    expect(take(drawOffsets({ seed: 100 }), 600).map(({ offset }) => offset)).toEqual(indexes);
  },
);
