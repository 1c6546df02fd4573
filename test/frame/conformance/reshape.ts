import { asc, cols, desc, fromRows, op } from "../../../src/frame/index.ts";
import { frameOf } from "../two-columns.ts";
import type { FrameCase } from "./frame-case.ts";

const abc = frameOf(["a", 1], ["b", 2], ["a", 3], [null, 4], ["b", null], ["a", 3]);
const table = fromRows([{ id: 1, image_a: "x", image_b: "y", size: 2.5, at: new Date("2020-01-01T00:00:00Z") }]);
const trades = fromRows([
  { who: "x", at: 1, price: 10 },
  { who: "y", at: 2, price: 20 },
  { who: "x", at: 3, price: 30 },
  { who: "x", at: 3, price: 31 },
]);
const asked = fromRows([
  { who: "x", at: 0 },
  { who: "x", at: 3 },
  { who: "y", at: 9 },
  { who: "z", at: 9 },
  { who: "x", at: 2 },
]);
const left = frameOf(["a", 1], [null, 2], ["c", 3]);
const right = fromRows(
  [
    { k: "c", v: 30 },
    { k: "d", v: 40 },
    { k: null, v: 50 },
    { k: "c", v: 31 },
  ],
  [
    { name: "k", type: "string", nullable: true },
    { name: "v", type: "int32", nullable: false },
  ],
);
const lists = fromRows([
  { id: 1, l: ["x", "y"] },
  { id: 2, l: ["z"] },
]);

/** Verbs that change the shape of a table, joins of other kinds, windows and the further aggregates. */
export const reshape: readonly FrameCase[] = [
  ["select takes selectors beside names", table.select("size", cols.startsWith("image_")), [[2.5, "x", "y"]]],
  ["select takes a column once", table.select("image_b", cols.endsWith("_b"), cols.ofType("number")), [["y", 1, 2.5]]],
  ["select takes all but some", table.select(cols.except("at", "size")), [[1, "x", "y"]]],
  ["relocate before", table.relocate("size", { before: "id" }).drop("at"), [[2.5, 1, "x", "y"]]],
  ["relocate after", table.relocate(["image_a", "image_b"], { after: "size" }).drop("at"), [[1, 2.5, "x", "y"]]],
  [
    "impute by a constant and an aggregate",
    abc.slice(3, 5).impute((d) => ({ k: "?", n: op.max(d.n) })),
    [
      ["?", 4],
      ["b", 4],
    ],
  ],
  [
    "pivot in groups",
    abc.groupby("n").pivot("k", ["b", "a"], () => op.count()),
    [
      [1, null, 1],
      [2, 1, null],
      [3, null, 2],
      [4, null, null],
      [null, 1, null],
    ],
  ],
  ["pivot over all rows", abc.pivot("k", ["a", "z"], (d) => op.sum(d.n)), [[7, null]]],
  [
    "fold",
    table.select("id", "image_a", "image_b").fold(["image_b", "image_a"]),
    [
      [1, "image_b", "y"],
      [1, "image_a", "x"],
    ],
  ],
  [
    "fold under other names",
    table.select("id", "size").fold(["id", "size"], ["what", "is"]),
    [
      ["id", 1],
      ["size", 2.5],
    ],
  ],
  [
    "spread",
    lists.spread("l", ["first", "second"]),
    [
      [1, "x", "y"],
      [2, "z", null],
    ],
  ],
  [
    "spread over the column itself",
    lists.spread("l", ["l"]),
    [
      [1, "x"],
      [2, "z"],
    ],
  ],
  [
    "dedupeLast by a key",
    abc.dedupeLast("k"),
    [
      [null, 4],
      ["b", null],
      ["a", 3],
    ],
  ],
  [
    "dedupeLast of whole rows",
    abc.slice(2).dedupeLast(),
    [
      [null, 4],
      ["b", null],
      ["a", 3],
    ],
  ],
  [
    "joinRight keeps the order of the other",
    left.joinRight(right, "k"),
    [
      ["c", 3, 30],
      ["d", null, 40],
      [null, null, 50],
      ["c", 3, 31],
    ],
  ],
  [
    "joinFull",
    left.joinFull(right, "k"),
    [
      ["a", 1, null],
      [null, 2, null],
      ["c", 3, 30],
      ["c", 3, 31],
      ["d", null, 40],
      [null, null, 50],
    ],
  ],
  [
    "join by columns of other names",
    left.join(right.rename({ k: "key" }), { k: "key" }),
    [
      ["c", 3, 30],
      ["c", 3, 31],
    ],
  ],
  [
    "joinRight by columns of other names",
    left.joinRight(right.rename({ k: "key" }).slice(0, 2), { k: "key" }),
    [
      ["c", 3, 30],
      ["d", null, 40],
    ],
  ],
  [
    "joinFull by columns of other names",
    left.slice(2).joinFull(right.rename({ k: "key" }).slice(0, 2), { k: "key" }),
    [
      ["c", 3, 30],
      ["d", null, 40],
    ],
  ],
  [
    "cross",
    left.select("n").slice(0, 2).cross(right.select("v").slice(0, 2)),
    [
      [1, 30],
      [1, 40],
      [2, 30],
      [2, 40],
    ],
  ],
  [
    "joinAsof takes the last before, of several at one time the last",
    asked.joinAsof(trades, { at: "at", by: "who" }),
    [
      ["x", 0, null],
      ["x", 3, 31],
      ["y", 9, 20],
      ["z", 9, null],
      ["x", 2, 10],
    ],
  ],
  [
    "joinAsof without keys",
    asked.select("at").joinAsof(trades.drop("who"), { at: "at" }),
    [
      [0, null],
      [3, 31],
      [9, 31],
      [9, 31],
      [2, 20],
    ],
  ],
  ["joinAsof of nothing", asked.slice(0, 1).joinAsof(trades.slice(0, 0), { at: "at", by: ["who"] }), [["x", 0, null]]],
  [
    "intersect takes nulls as equal",
    abc.intersect(frameOf(["b", null], ["a", 3], ["z", 1])),
    [
      ["a", 3],
      ["b", null],
    ],
  ],
  [
    "except",
    abc.except(frameOf(["b", null], ["a", 3])),
    [
      ["a", 1],
      ["b", 2],
      [null, 4],
    ],
  ],
  [
    "sample of more rows than there are",
    left.sample({ rows: 9 }, 1),
    [
      ["a", 1],
      [null, 2],
      ["c", 3],
    ],
  ],
  ["sample of no share", left.sample({ share: 0 }), []],
  [
    "sample of the whole share",
    left.sample({ share: 1 }),
    [
      ["a", 1],
      [null, 2],
      ["c", 3],
    ],
  ],
  [
    "describe",
    left.describe(),
    [
      ["k", "string", 2, 1, 2, "a", "c", null, null, null],
      ["n", "int32", 3, 0, 3, "1", "3", 2, 2, 1],
    ],
  ],
  [
    "any and every",
    abc.groupby("k").rollup((d) => ({ any: op.any(d.n.gt(1)), every: op.every(d.n.gt(1)) })),
    [
      ["a", true, false],
      ["b", true, true],
      [null, true, true],
    ],
  ],
  [
    "any and every of nulls",
    abc.slice(4, 5).rollup((d) => ({ any: op.any(d.n.gt(1)), every: op.every(d.n.gt(1)) })),
    [[null, null]],
  ],
  [
    "quantiles lie between values",
    abc.rollup((d) => ({ low: op.quantile(d.n, 0.25), all: op.quantile(d.n, 1) })),
    [[2, 4]],
  ],
  ["variance and deviation", abc.slice(0, 3).rollup((d) => ({ v: op.variance(d.n), s: op.stddev(d.n) })), [[1, 1]]],
  [
    "variance of one value is null",
    abc.slice(0, 1).rollup((d) => ({ v: op.variance(d.n), s: op.stddev(d.n) })),
    [[null, null]],
  ],
  ["the mode of a tie is the smallest", abc.rollup((d) => ({ n: op.mode(d.n), k: op.mode(d.k) })), [[3, "a"]]],
  ["the mode of equally frequent values", abc.slice(0, 2).rollup((d) => ({ k: op.mode(d.k) })), [["a"]]],
  [
    "lag and lead in the frame's order",
    left.derive((d) => ({ before: op.lag(d.n), after: op.lead(d.n, 2) })),
    [
      ["a", 1, null, 3],
      [null, 2, 1, null],
      ["c", 3, 2, null],
    ],
  ],
  [
    "lag in groups by another order",
    trades.groupby("who").derive((d) => ({ last: op.lag(d.price, 1, desc(d.at)) })),
    [
      ["x", 1, 10, 31],
      ["y", 2, 20, null],
      ["x", 3, 30, null],
      ["x", 3, 31, 30],
    ],
  ],
  [
    "a cumulative sum",
    trades.derive((d) => ({ sum: op.running(op.sum(d.price)) })).select("sum"),
    [[10], [30], [60], [91]],
  ],
  [
    "a cumulative sum in groups",
    trades
      .groupby("who")
      .derive((d) => ({ sum: op.running(op.sum(d.price), asc(d.at)) }))
      .select("sum"),
    [[10], [20], [40], [71]],
  ],
  [
    "a rolling mean",
    trades.derive((d) => ({ mean: op.rolling(op.mean(d.price), 2) })).select("mean"),
    [[10], [15], [25], [30.5]],
  ],
  [
    "a running list",
    left.derive((d) => ({ all: op.running(op.values(d.n)) })).select("all"),
    [[[1]], [[1, 2]], [[1, 2, 3]]],
  ],
  ["percentRank", trades.derive((d) => ({ p: op.percentRank(d.at) })).select("p"), [[0], [1 / 3], [2 / 3], [2 / 3]]],
  [
    "ntile makes the first parts larger",
    abc.derive((d) => ({ part: op.ntile(4, d.n) })).select("part"),
    [[1], [1], [2], [3], [4], [2]],
  ],
  [
    "a struct of columns",
    left
      .slice(0, 1)
      .derive((d) => ({ s: op.struct({ n: d.n, k: d.k }) }))
      .derive((d) => ({ n: d.s.field("n") }))
      .select("n"),
    [[1]],
  ],
];
