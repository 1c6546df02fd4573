import { desc, fromRows, op } from "../../../src/frame/index.ts";
import { frameOf } from "../two-columns.ts";
import type { FrameCase } from "./frame-case.ts";
import { floats, lists } from "./frames.ts";

const mine = frameOf(["a", 1], ["b", null], ["a", 1], ["c", 3], ["a", 1], ["b", null]);
const theirs = frameOf(["b", null], ["a", 1], ["z", 1], ["a", 1], ["b", null], ["b", null]);
const empty = frameOf();
const bag = { all: true };

/** Frames as bags of rows, in which equal rows count one by one. */
export const sets: readonly FrameCase[] = [
  [
    "intersect of all keeps as many as both have",
    mine.intersect(theirs, bag),
    [
      ["a", 1],
      ["b", null],
      ["a", 1],
      ["b", null],
    ],
  ],
  [
    "intersect of all, the other way round",
    theirs.intersect(mine, bag),
    [
      ["b", null],
      ["a", 1],
      ["a", 1],
      ["b", null],
    ],
  ],
  [
    "except of all takes one away for each",
    mine.except(theirs, bag),
    [
      ["c", 3],
      ["a", 1],
    ],
  ],
  [
    "except of all, the other way round",
    theirs.except(mine, bag),
    [
      ["z", 1],
      ["b", null],
    ],
  ],
  ["except without all takes each away", mine.except(theirs), [["c", 3]]],
  ["except of different rows is not of all", mine.except(theirs, { all: false }), [["c", 3]]],
  ["intersect of all with nothing", mine.intersect(empty, bag), []],
  ["intersect of all of nothing", empty.intersect(mine, bag), []],
  ["except of all with nothing", mine.except(empty, bag).count(), [[6]]],
  ["except of all of nothing", empty.except(mine, bag), []],
  ["except of all with itself", mine.except(mine, bag), []],
  ["intersect of all with itself", mine.intersect(mine, bag).count(), [[6]]],
  [
    "except of all takes the first ones of the frame's order",
    floats(1, -0, 0, Number.NaN, Number.NaN)
      .orderby((d) => desc(d.at))
      .select("f")
      .except(floats(0, Number.NaN).select("f"), bag),
    [[Number.NaN], [-0], [1]],
  ],
  [
    "intersect of all of lists",
    lists(["a", null], [], null, ["a", null])
      .select("l")
      .intersect(lists(["a", null], null, null).select("l"), bag),
    [[["a", null]], [null]],
  ],
  [
    "rows of all are of wider types where the other's are wider",
    fromRows([{ n: 1 }, { n: 1 }, { n: 2 }]).except(fromRows([{ n: 1 }, { n: 2.5 }]) as never, bag),
    [[1], [2]],
  ],
  [
    "columns of the names that all needs itself",
    fromRows([
      { side: 1, place: 2, partners: 3 },
      { side: 1, place: 2, partners: 3 },
    ]).except(fromRows([{ side: 1, place: 2, partners: 3 }]), bag),
    [[1, 2, 3]],
  ],
  [
    "groups of what all leaves",
    mine
      .except(theirs, bag)
      .groupby("k")
      .rollup((d) => ({ n: op.sum(d.n) })),
    [
      ["c", 3],
      ["a", 1],
    ],
  ],
];
