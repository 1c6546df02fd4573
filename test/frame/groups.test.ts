import { describe, expect, test } from "@jest/globals";
import { desc, fromRows, op } from "../../src/frame/index.ts";
import { rowsOf } from "./conforms.ts";
import { frameOf, pairs } from "./two-columns.ts";

const some = frameOf(["a", 1], ["b", null], ["a", 3], [null, 2], ["b", 5]);
const empty = frameOf();

describe("groups", () => {
  test("come in the order in which they first appear, null as a group of its own", async () => {
    expect(pairs(await rowsOf(some.groupby("k").count()))).toEqual([
      ["a", 2],
      ["b", 2],
      [null, 1],
    ]);
  });

  test("have aggregates that leave nulls out", async () => {
    const frame = frameOf(["a", 1], ["a", null], ["a", 2], ["b", null]);
    const rolled = frame.groupby("k").rollup((d) => ({
      rows: op.count(),
      count: op.count(d.n),
      distinct: op.countDistinct(d.n),
      sum: op.sum(d.n),
      mean: op.mean(d.n),
      median: op.median(d.n),
      lower: op.medianLower(d.n),
      min: op.min(d.n),
      max: op.max(d.n),
      first: op.first(d.n),
      last: op.last(d.n),
      big: op.countIf(d.n.gt(1)),
      list: op.values(d.n),
      ratio: op.sum(d.n).div(op.count()),
    }));
    expect(pairs(await rowsOf(rolled))).toEqual([
      ["a", 3, 2, 2, 3, 1.5, 1.5, 1, 1, 2, 1, 2, 1, [1, null, 2], 1],
      ["b", 1, 0, 0, null, null, null, null, null, null, null, null, 0, [null], null],
    ]);
  });

  test("of no rows are none, and without keys there is one row", async () => {
    const spec = (d: Parameters<Parameters<typeof empty.rollup>[0]>[0]) => ({ sum: op.sum(d.n), rows: op.count() });
    expect(await rowsOf(empty.groupby("k").rollup(spec))).toEqual([]);
    expect(await rowsOf(empty.rollup(spec))).toEqual([{ sum: null, rows: 0 }]);
    expect(await rowsOf(empty.count({ as: "n" }))).toEqual([{ n: 0 }]);
  });

  test("keep ties at the top", async () => {
    const frame = frameOf(["a", 2], ["a", 2], ["a", 1], ["b", null]);
    const top = frame.groupby("k").filter((d) => d.n.eq(op.max(d.n)));
    expect(pairs(await rowsOf(top))).toEqual([
      ["a", 2],
      ["a", 2],
    ]);
  });

  test("rank ties alike, with and without gaps", async () => {
    const frame = frameOf(["a", 2], ["a", 3], ["b", 1], ["a", 3], ["a", null]);
    const ranked = frame.groupby("k").derive((d) => ({
      rank: op.rank(desc(d.n)),
      dense: op.denseRank(desc(d.n)),
      row: op.rowNumber(desc(d.n)),
    }));
    expect(pairs(await rowsOf(ranked))).toEqual([
      ["a", 2, 3, 2, 3],
      ["a", 3, 1, 1, 1],
      ["b", 1, 1, 1, 1],
      ["a", 3, 1, 1, 2],
      ["a", null, 4, 3, 4],
    ]);
  });

  test("give each row its group's aggregate in derive", async () => {
    const shares = some.filter((d) => d.n.isNotNull()).derive((d) => ({ share: op.sum(d.n).sub(d.n) }));
    expect((await rowsOf(shares)).map((row) => row.share)).toEqual([10, 8, 9, 6]);
  });

  test("find the row of a largest key, the first of ties", async () => {
    const frame = frameOf(["x", 1], ["y", 3], ["z", 3], ["w", null]);
    expect(await rowsOf(frame.rollup((d) => ({ k: op.argmax(d.k, d.n), least: op.argmin(d.k, d.n) })))).toEqual([
      { k: "y", least: "x" },
    ]);
  });

  test("count different tuples without those that have a null", async () => {
    const frame = frameOf(["a", 1], ["a", 1], ["a", 2], ["b", null], [null, 1]);
    expect(await rowsOf(frame.rollup((d) => ({ n: op.countDistinct(d.k, d.n) })))).toEqual([{ n: 2 }]);
  });

  test("sum bigints exactly, and whole numbers until 2^53", async () => {
    const big = fromRows([{ g: 9007199254740993n }, { g: 2n }]);
    expect(await rowsOf(big.rollup((d) => ({ sum: op.sum(d.g) })))).toEqual([{ sum: 9007199254740995n }]);
    const followers = fromRows([{ n: 2_000_000_000 }, { n: 2_000_000_000 }]);
    expect(await rowsOf(followers.rollup((d) => ({ sum: op.sum(d.n) })))).toEqual([{ sum: 4_000_000_000 }]);
  });

  test("refuse a column that has many values", () => {
    expect(() => some.groupby("k").rollup((d) => ({ n: d.n }))).toThrow("put it inside an aggregate");
    expect(() => some.rollup((d) => ({ n: op.sum(op.count().add(d.n)) }))).toThrow("op.sum cannot hold op.countRows");
    expect(() => some.orderby(() => op.count())).toThrow("derive it first");
  });
});
