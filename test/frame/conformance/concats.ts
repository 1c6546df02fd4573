import { desc, fromRows, op } from "../../../src/frame/index.ts";
import { frameOf } from "../two-columns.ts";
import type { FrameCase } from "./frame-case.ts";

const one = frameOf(["z", 9]);
const many = frameOf(["a", 1], ["b", null], ["a", 3], [null, 2], ["b", 5]);

/** Frames one after the other. */
export const concats: readonly FrameCase[] = [
  [
    "concat matches columns by name",
    frameOf().concat(one.select("n", "k"), many.slice(0, 1)),
    [
      ["z", 9],
      ["a", 1],
    ],
  ],
  [
    "concat keeps each part's order",
    many
      .slice(0, 2)
      .orderby((d) => desc(d.k))
      .concat(many.slice(0, 1), many.slice(0, 2).orderby("k")),
    [
      ["b", null],
      ["a", 1],
      ["a", 1],
      ["a", 1],
      ["b", null],
    ],
  ],
  [
    "concat of one frame with itself",
    one.concat(one, one),
    [
      ["z", 9],
      ["z", 9],
      ["z", 9],
    ],
  ],
  ["concat widens numbers", fromRows([{ n: 1 }]).concat(fromRows([{ n: 1.5 }])), [[1], [1.5]]],
  [
    "concat of a rollup and rows",
    many
      .count({ as: "n" })
      .derive(() => ({ k: op.constant("all") }))
      .select("k", "n")
      .concat(many.select("k", "n").slice(0, 1) as never),
    [
      ["all", 5],
      ["a", 1],
    ],
  ],
  [
    "concat, then a slice over the seam",
    many.concat(one).slice(4),
    [
      ["b", 5],
      ["z", 9],
    ],
  ],
  [
    "concat, then groups in order",
    one.concat(many).groupby("k").count(),
    [
      ["z", 1],
      ["a", 2],
      ["b", 2],
      [null, 1],
    ],
  ],
  [
    "union leaves duplicates out, the first staying",
    many.union(one, many),
    [
      ["a", 1],
      ["b", null],
      ["a", 3],
      [null, 2],
      ["b", 5],
      ["z", 9],
    ],
  ],
  [
    "concat of a rollup sorted by its key",
    many.groupby("k").count().orderby("k").concat(many.groupby("k").count().orderby("k").slice(0, 1)),
    [
      ["a", 2],
      ["b", 2],
      [null, 1],
      ["a", 2],
    ],
  ],
  [
    "a join of rows behind a slice",
    many.slice(1).semijoin(frameOf(["b", 1]), "k"),
    [
      ["b", null],
      ["b", 5],
    ],
  ],
  ["a join of a concat", many.concat(one).semijoin(one, "k"), [["z", 9]]],
  [
    "a diamond: one part used twice",
    (() => {
      const base = many.filter((d) => d.n.isNotNull());
      return base.join(base.groupby("k").count(), "k");
    })(),
    [
      ["a", 1, 2],
      ["a", 3, 2],
      ["b", 5, 1],
    ],
  ],
];
