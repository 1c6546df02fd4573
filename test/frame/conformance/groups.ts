import { desc, op } from "../../../src/frame/index.ts";
import { frameOf } from "../two-columns.ts";
import type { FrameCase } from "./frame-case.ts";
import { floats } from "./frames.ts";

const nan = Number.NaN;
const some = frameOf(["a", 1], ["b", null], ["a", 3], [null, 2], ["b", 5]);
const empty = frameOf();
const nulls = frameOf(["a", null], ["a", null]);
const tied = frameOf(["a", 2], ["a", 3], ["b", 1], ["a", 3], ["a", null]);
const full = (d: Parameters<Parameters<typeof some.rollup>[0]>[0]) => ({
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
});

/** Groups and their aggregates, ranks, and aggregates beside rows. */
export const groups: readonly FrameCase[] = [
  [
    "groups come as they first appear, null as one of its own",
    some.groupby("k").count(),
    [
      ["a", 2],
      ["b", 2],
      [null, 1],
    ],
  ],
  [
    "aggregates leave nulls out",
    frameOf(["a", 1], ["a", null], ["a", 2], ["b", null]).groupby("k").rollup(full),
    [
      ["a", 3, 2, 2, 3, 1.5, 1.5, 1, 1, 2, 1, 2, 1, [1, null, 2], 1],
      ["b", 1, 0, 0, null, null, null, null, null, null, null, null, 0, [null], null],
    ],
  ],
  [
    "aggregates of no rows",
    empty.rollup(full),
    [[0, 0, 0, null, null, null, null, null, null, null, null, 0, [], null]],
  ],
  ["groups of no rows are none", empty.groupby("k").rollup(full), []],
  [
    "aggregates of nulls alone",
    nulls.rollup(full),
    [[2, 0, 0, null, null, null, null, null, null, null, null, 0, [null, null], null]],
  ],
  ["a count under another name", empty.count({ as: "n" }), [[0]]],
  [
    "the top of each group, ties kept",
    frameOf(["a", 2], ["a", 2], ["a", 1], ["b", null])
      .groupby("k")
      .filter((d) => d.n.eq(op.max(d.n))),
    [
      ["a", 2],
      ["a", 2],
    ],
  ],
  [
    "ranks with ties",
    tied
      .groupby("k")
      .derive((d) => ({ rank: op.rank(desc(d.n)), dense: op.denseRank(desc(d.n)), row: op.rowNumber(desc(d.n)) })),
    [
      ["a", 2, 3, 2, 3],
      ["a", 3, 1, 1, 1],
      ["b", 1, 1, 1, 1],
      ["a", 3, 1, 1, 2],
      ["a", null, 4, 3, 4],
    ],
  ],
  [
    "ranks over all rows",
    tied.derive((d) => ({ r: op.rank(d.k, desc(d.n)) })),
    [
      ["a", 2, 3],
      ["a", 3, 1],
      ["b", 1, 5],
      ["a", 3, 1],
      ["a", null, 4],
    ],
  ],
  [
    "ranks of floats: 0 ties with -0, NaN with NaN",
    floats(nan, -0, 0, nan, 1)
      .derive((d) => ({ r: op.denseRank(d.f) }))
      .select("r"),
    [[3], [1], [1], [3], [2]],
  ],
  [
    "row numbers take ties in the frame's order",
    frameOf(["a", 1], ["b", 1], ["c", 0])
      .orderby((d) => desc(d.k))
      .derive((d) => ({ r: op.rowNumber(d.n) })),
    [
      ["c", 0, 1],
      ["b", 1, 2],
      ["a", 1, 3],
    ],
  ],
  [
    "a filter by rank",
    tied.groupby("k").filter((d) => op.rowNumber(desc(d.n)).le(1)),
    [
      ["a", 3],
      ["b", 1],
    ],
  ],
  [
    "a filter by rank and aggregate",
    tied.groupby("k").filter((d) => op.rank(d.n).eq(1).and(op.count().gt(1))),
    [["a", 2]],
  ],
  [
    "aggregates beside rows",
    some
      .filter((d) => d.n.isNotNull())
      .derive((d) => ({ rest: op.sum(d.n).sub(d.n) }))
      .select("rest"),
    [[10], [8], [9], [6]],
  ],
  [
    "aggregates of groups beside rows, null a group",
    some.groupby("k").derive((d) => ({ c: op.count(), m: op.max(d.n) })),
    [
      ["a", 1, 2, 3],
      ["b", null, 2, 5],
      ["a", 3, 2, 3],
      [null, 2, 1, 2],
      ["b", 5, 2, 5],
    ],
  ],
  [
    "aggregates in place of a column",
    some.groupby("k").derive((d) => ({ n: op.count(d.n) })),
    [
      ["a", 2],
      ["b", 1],
      ["a", 2],
      [null, 1],
      ["b", 1],
    ],
  ],
  [
    "a filter by an aggregate of all rows",
    some.filter((d) => d.n.gt(op.mean(d.n))),
    [
      ["a", 3],
      ["b", 5],
    ],
  ],
  ["aggregates of an empty frame beside no rows", empty.derive((d) => ({ s: op.sum(d.n) })), []],
];
