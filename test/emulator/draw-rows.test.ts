import { expect, test } from "@jest/globals";
import { type Draw, drawRows } from "../../src/emulator/index.ts";
import { bundledSource } from "../../src/source/index.ts";

const source = bundledSource();

const collect = async (draws: AsyncIterable<Draw>): Promise<readonly Draw[]> => {
  const all: Draw[] = [];
  for await (const draw of draws) all.push(draw);
  return all;
};

test("a draw has the rows of its offset from all three tables", async () => {
  const draws = await collect(drawRows(source, { seed: 100, count: 5 }));
  expect(draws.map(({ offset }) => offset)).toEqual([7528, 2863, 5730, 8304, 8731]);
  for (const { offset, pin, geo, user } of draws)
    expect([pin.index, geo.ind, user.ind]).toEqual([offset, offset, offset]);
});

test("drawing from a later step gives the same draws as drawing all", async () => {
  const all = await collect(drawRows(source, { count: 10 }));
  expect(await collect(drawRows(source, { from: 6, count: 4 }))).toEqual(all.slice(6));
  expect(await collect(drawRows(source, { count: 0 }))).toEqual([]);
});

test("a count that is no whole number is refused", async () => {
  await expect(collect(drawRows(source, { count: 1.5 }))).rejects.toThrow(
    "count must be a whole number from 0 up, not 1.5",
  );
  await expect(collect(drawRows(source, { count: 1, from: -1 }))).rejects.toThrow(
    "from must be a whole number from 0 up, not -1",
  );
});

test("an offset that the source does not have is an error", async () => {
  await expect(collect(drawRows(source, { count: 50, maxOffset: 100_000 }))).rejects.toThrow(
    /has no row at offset \d+: it has 11154 rows/,
  );
});
