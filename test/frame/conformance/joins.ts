import { desc, fromRows, op } from "../../../src/frame/index.ts";
import { frameOf } from "../two-columns.ts";
import type { FrameCase } from "./frame-case.ts";
import { bigints, floats, moments, words } from "./frames.ts";

const nan = Number.NaN;
const left = frameOf(["a", 1], [null, 2], ["b", 3], ["c", 4]);
const right = fromRows(
  [
    { k: "b", m: 10 },
    { k: "a", m: 20 },
    { k: "b", m: 30 },
    { k: null, m: 40 },
  ],
  [
    { name: "k", type: "string", nullable: true },
    { name: "m", type: "int32", nullable: false },
  ],
);
const one = frameOf(["z", 9]);
const many = frameOf(["a", 1], ["b", null], ["a", 3], [null, 2], ["b", 5]);

/** Joins, and frames one after the other. */
export const joins: readonly FrameCase[] = [
  [
    "a join has the order of the left, then of the right",
    left.join(right, "k"),
    [
      ["a", 1, 20],
      ["b", 3, 10],
      ["b", 3, 30],
    ],
  ],
  [
    "a join of a shorter left",
    left.slice(2, 3).concat(left.slice(0, 1)).join(right, "k"),
    [
      ["b", 3, 10],
      ["b", 3, 30],
      ["a", 1, 20],
    ],
  ],
  [
    "a left join keeps rows without a match",
    left.joinLeft(right, ["k"]),
    [
      ["a", 1, 20],
      [null, 2, null],
      ["b", 3, 10],
      ["b", 3, 30],
      ["c", 4, null],
    ],
  ],
  [
    "a semijoin",
    left.semijoin(right, "k"),
    [
      ["a", 1],
      ["b", 3],
    ],
  ],
  [
    "an antijoin keeps null keys",
    left.antijoin(right, "k"),
    [
      [null, 2],
      ["c", 4],
    ],
  ],
  ["a join with nothing", left.join(right.slice(0, 0), "k"), []],
  ["a join of nothing", left.slice(0, 0).join(right, "k"), []],
  [
    "a left join with nothing",
    left.joinLeft(right.slice(0, 0), "k").select("n", "m"),
    [
      [1, null],
      [2, null],
      [3, null],
      [4, null],
    ],
  ],
  ["an antijoin with nothing", left.antijoin(right.slice(0, 0), "k").select("n"), [[1], [2], [3], [4]]],
  [
    "a join with itself",
    left.join(
      left.select("k").derive((d) => ({ same: d.k })),
      "k",
    ),
    [
      ["a", 1, "a"],
      ["b", 3, "b"],
      ["c", 4, "c"],
    ],
  ],
  [
    "a join of three sources of one name",
    left.join(right, "k").join(fromRows([{ k: "a", z: 1 }]), "k"),
    [["a", 1, 20, 1]],
  ],
  [
    "a join of sorted frames has their orders",
    left
      .orderby((d) => desc(d.n))
      .join(
        right.orderby((d) => desc(d.m)),
        "k",
      ),
    [
      ["b", 3, 30],
      ["b", 3, 10],
      ["a", 1, 20],
    ],
  ],
  [
    "a join, then groups in the order of their first pair",
    left.join(right, "k").groupby("m").count(),
    [
      [20, 1],
      [10, 1],
      [30, 1],
    ],
  ],
  [
    "a join, then the first pair of each key",
    left.join(right, "k").dedupe("k"),
    [
      ["a", 1, 20],
      ["b", 3, 10],
    ],
  ],
  ["a join, then a slice", left.join(right, "k").slice(1, 2), [["b", 3, 10]]],
  ["a join, then a slice from the end", left.join(right, "k").slice(-1), [["b", 3, 30]]],
  [
    "a join, then values in order",
    left
      .join(
        right.orderby((d) => desc(d.m)),
        "k",
      )
      .groupby("k")
      .rollup((d) => ({ v: op.values(d.m) })),
    [
      ["a", [20]],
      ["b", [30, 10]],
    ],
  ],
  [
    "a join on two columns, null matching nothing",
    many
      .join(
        many.derive((d) => ({ x: d.n })),
        ["k", "n"],
      )
      .select("k", "x"),
    [
      ["a", 1],
      ["a", 3],
      ["b", 5],
    ],
  ],
  [
    "a join on floats: NaN and -0 match",
    floats(nan, -0, 1).join(floats(0, nan).rename({ at: "other" }), "f"),
    [
      [nan, 0, 1],
      [-0, 1, 0],
    ],
  ],
  [
    "a join of whole numbers and floats",
    fromRows([
      { n: 1, a: 1 },
      { n: 2, a: 2 },
    ]).join(
      fromRows([
        { n: 2.5, b: 1 },
        { n: 2, b: 2 },
      ]),
      "n" as never,
    ),
    [[2, 2, 2]],
  ],
  [
    "a join on bigints is exact",
    bigints(9007199254740993n, 9007199254740992n).semijoin(bigints(9007199254740993n), "g"),
    [[9007199254740993n]],
  ],
  ["a join on times before 1970", moments(-1n, 0n).semijoin(moments(-1n), "at"), [[new Date(-1)]]],
  [
    "a join on texts by code points",
    words("a", "A", "a ", "😀").semijoin(words("😀", "a"), "t").select("t"),
    [["a"], ["😀"]],
  ],
  ["a semijoin with many matches keeps each row once", left.semijoin(right.concat(right), "k").select("n"), [[1], [3]]],
  [
    "a left join of many matches",
    one.joinLeft(frameOf(["z", 1], ["z", 2]).rename({ n: "m" }), "k"),
    [
      ["z", 9, 1],
      ["z", 9, 2],
    ],
  ],
];
