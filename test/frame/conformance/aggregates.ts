import { desc, fromRows, op } from "../../../src/frame/index.ts";
import { frameOf } from "../two-columns.ts";
import type { FrameCase } from "./frame-case.ts";
import { bigints, floats, moments, words } from "./frames.ts";
import { fails } from "./one-row.ts";

const nan = Number.NaN;
const inf = Number.POSITIVE_INFINITY;
const some = frameOf(["a", 1], ["b", null], ["a", 3], [null, 2], ["b", 5]);
const nulls = frameOf(["a", null], ["a", null]);
/** Aggregates, with nulls, ties, NaN, zeros and big integers. */
export const aggregates: readonly FrameCase[] = [
  [
    "the row of the largest key, the first of ties",
    frameOf(["x", 1], ["y", 3], ["z", 3], ["w", null]).rollup((d) => ({
      most: op.argmax(d.k, d.n),
      least: op.argmin(d.k, d.n),
    })),
    [["y", "x"]],
  ],
  [
    "the row of the largest key may have null",
    frameOf([null, 3], ["y", 1]).rollup((d) => ({ most: op.argmax(d.k, d.n) })),
    [[null]],
  ],
  ["the row of keys that are null is none", nulls.rollup((d) => ({ most: op.argmax(d.k, d.n) })), [[null]]],
  [
    "the row of the largest key is the first in the frame's order",
    frameOf(["x", 3], ["y", 3])
      .orderby((d) => desc(d.k))
      .rollup((d) => ({ most: op.argmax(d.k, d.n), least: op.argmin(d.k, d.n) })),
    [["y", "y"]],
  ],
  ["argmax by NaN", floats(1, nan, inf).rollup((d) => ({ at: op.argmax(d.at, d.f) })), [[1]]],
  ["argmin of 0 and -0 is the first", floats(0, -0).rollup((d) => ({ at: op.argmin(d.at, d.f) })), [[0]]],
  [
    "different tuples without those that have a null",
    frameOf(["a", 1], ["a", 1], ["a", 2], ["b", null], [null, 1]).rollup((d) => ({ n: op.countDistinct(d.k, d.n) })),
    [[2]],
  ],
  [
    "different floats: NaN is one, 0 and -0 are one",
    floats(nan, nan, 0, -0, 1).rollup((d) => ({ n: op.countDistinct(d.f) })),
    [[3]],
  ],
  [
    "different texts by code points",
    words("a", "a ", "A", "a", null).rollup((d) => ({ n: op.countDistinct(d.t) })),
    [[3]],
  ],
  [
    "a sum of bigints is exact",
    bigints(9007199254740993n, 2n, null).rollup((d) => ({ s: op.sum(d.g) })),
    [[9007199254740995n]],
  ],
  [
    "a sum of bigints past 64 bits fails",
    bigints(9223372036854775807n, 1n).rollup((d) => ({ s: op.sum(d.g) })),
    fails("op.sum gave 9223372036854775808, which does not fit int64"),
  ],
  [
    "a sum of bigints may pass 64 bits on the way",
    bigints(9223372036854775807n, 1n, -2n).rollup((d) => ({ s: op.sum(d.g) })),
    [[9223372036854775806n]],
  ],
  [
    "a sum of whole numbers leaves 32 bits",
    fromRows([{ n: 2_000_000_000 }, { n: 2_000_000_000 }]).rollup((d) => ({ s: op.sum(d.n) })),
    [[4_000_000_000]],
  ],
  [
    "a mean of bigints adds exactly",
    bigints(9223372036854775807n, 9223372036854775807n, -9223372036854775807n).rollup((d) => ({ m: op.mean(d.g) })),
    [[3074457345618258400]],
  ],
  [
    "a median of bigints",
    bigints(3n, 1n, 2n, null).rollup((d) => ({ m: op.median(d.g), l: op.medianLower(d.g) })),
    [[2, 2]],
  ],
  [
    "a median of an even number",
    frameOf(["a", 4], ["a", 1], ["a", 3], ["a", 2]).rollup((d) => ({ m: op.median(d.n), l: op.medianLower(d.n) })),
    [[2.5, 2]],
  ],
  [
    "a median of floats with NaN as the largest",
    floats(nan, 1, 2).rollup((d) => ({ m: op.median(d.f), l: op.medianLower(d.f) })),
    [[2, 2]],
  ],
  [
    "a median between a number and NaN",
    floats(nan, 1).rollup((d) => ({ m: op.median(d.f), l: op.medianLower(d.f) })),
    [[nan, 1]],
  ],
  [
    "a median of the largest floats",
    floats(1.7976931348623157e308, 1.7976931348623157e308).rollup((d) => ({ m: op.median(d.f) })),
    [[1.7976931348623157e308]],
  ],
  ["a median of opposite infinities", floats(inf, -inf).rollup((d) => ({ m: op.median(d.f) })), [[nan]]],
  ["a median of -0 is 0", floats(-0).rollup((d) => ({ m: op.median(d.f), l: op.medianLower(d.f) })), [[0, 0]]],
  [
    "the least and largest with NaN",
    floats(nan, 1, -inf, null).rollup((d) => ({ l: op.min(d.f), m: op.max(d.f) })),
    [[-inf, nan]],
  ],
  ["the least of -0 and 0 is 0", floats(0, -0).rollup((d) => ({ l: op.min(d.f), m: op.max(d.f) })), [[0, 0]]],
  [
    "the least and largest text",
    words("b", "😀", "\uffee", "", null).rollup((d) => ({ l: op.min(d.t), m: op.max(d.t) })),
    [["", "😀"]],
  ],
  [
    "the least and largest time",
    moments(0n, -1n, null).rollup((d) => ({ l: op.min(d.at), m: op.max(d.at) })),
    [[new Date(-1), new Date(0)]],
  ],
  [
    "the least and largest boolean",
    some.rollup((d) => ({ l: op.min(d.n.gt(2)), m: op.max(d.n.gt(2)) })),
    [[false, true]],
  ],
  ["a sum of floats in the frame's order", floats(1e100, 1, -1e100).rollup((d) => ({ s: op.sum(d.f) })), [[0]]],
  [
    "a sum of floats in another order",
    floats(1, 1e100, -1e100)
      .orderby((d) => desc(d.f))
      .rollup((d) => ({ s: op.sum(d.f) })),
    [[0]],
  ],
  [
    "a sum of tenths",
    floats(...Array.from({ length: 10 }, () => 0.1)).rollup((d) => ({ s: op.sum(d.f), m: op.mean(d.f) })),
    [[0.9999999999999999, 0.09999999999999999]],
  ],
  ["a sum with infinities", floats(inf, -inf).rollup((d) => ({ s: op.sum(d.f) })), [[nan]]],
  ["a sum of -0 is 0", floats(-0).rollup((d) => ({ s: op.sum(d.f), m: op.mean(d.f) })), [[0, 0]]],
  ["a sum past the largest float", floats(1.7e308, 1.7e308).rollup((d) => ({ s: op.sum(d.f) })), [[inf]]],
  [
    "first and last are of the frame's order",
    frameOf(["a", 1], ["b", 2], ["c", null])
      .orderby((d) => desc(d.k))
      .rollup((d) => ({ f: op.first(d.n), l: op.last(d.k) })),
    [[null, "a"]],
  ],
  [
    "values are in the frame's order",
    frameOf(["a", 1], ["b", 2], ["a", 3])
      .orderby((d) => desc(d.n))
      .groupby("k")
      .rollup((d) => ({ v: op.values(d.n) })),
    [
      ["a", [3, 1]],
      ["b", [2]],
    ],
  ],
  [
    "values of lists of texts",
    words("x", null, "\u0003").rollup((d) => ({ v: op.values(d.t) })),
    [[["x", null, "\u0003"]]],
  ],
  [
    "groups of floats: NaN is one, and 0 with -0 as the first is",
    floats(-0, nan, 0, nan)
      .groupby("f")
      .rollup((d) => ({ n: op.count(), first: op.first(d.at) })),
    [
      [-0, 2, 0],
      [nan, 2, 1],
    ],
  ],
  [
    "groups by two columns",
    frameOf(["a", 1], ["a", null], [null, 1], ["a", 1], [null, null]).groupby("k", "n").count(),
    [
      ["a", 1, 2],
      ["a", null, 1],
      [null, 1, 1],
      [null, null, 1],
    ],
  ],
  [
    "groups by a list",
    fromRows([{ l: ["a", "b"] }, { l: ["a,b"] }, { l: ["a", "b"] }])
      .groupby("l")
      .count(),
    [
      [["a", "b"], 2],
      [["a,b"], 1],
    ],
  ],
  [
    "groups by time before 1970",
    moments(-1n, -1n, 0n).groupby("at").count(),
    [
      [new Date(-1), 2],
      [new Date(0), 1],
    ],
  ],
  [
    "groups in the order of a sorted frame",
    some
      .orderby((d) => desc(d.n))
      .groupby("k")
      .count(),
    [
      ["b", 2],
      ["a", 2],
      [null, 1],
    ],
  ],
  [
    "groups of a frame sorted by keys of texts and numbers",
    frameOf(["b", 1], ["a", 1], ["a", 2], ["c", null])
      .orderby((d) => [desc(d.n).nullsFirst(), d.k])
      .groupby("k")
      .count(),
    [
      ["c", 1],
      ["a", 2],
      ["b", 1],
    ],
  ],
  [
    "keys in expressions of a rollup",
    some.groupby("k").rollup((d) => ({ up: d.k.upper(), n: op.count().mul(10) })),
    [
      ["a", "A", 20],
      ["b", "B", 20],
      [null, null, 10],
    ],
  ],
  [
    "a group in a group",
    some
      .groupby("k")
      .rollup((d) => ({ s: op.sum(d.n) }))
      .groupby("s")
      .count(),
    [
      [4, 1],
      [5, 1],
      [2, 1],
    ],
  ],
  [
    "aggregates that count conditions",
    some.rollup((d) => ({ yes: op.countIf(d.n.gt(2)), any: op.any(d.n.gt(4)), every: op.every(d.n.gt(0)) })),
    [[2, true, true]],
  ],
  [
    "any and every of nulls are null",
    nulls.rollup((d) => ({ any: op.any(d.n.gt(4)), every: op.every(d.n.gt(0)) })),
    [[null, null]],
  ],
  [
    "the mode with ties is the smallest",
    frameOf(["b", 2], ["a", 2], ["b", 1], ["a", 1], [null, null]).rollup((d) => ({ k: op.mode(d.k), n: op.mode(d.n) })),
    [["a", 1]],
  ],
  [
    "quantiles lie between values in proportion",
    frameOf(["a", 0], ["a", 10], ["a", 20]).rollup((d) => ({
      q: op.quantile(d.n, 0.25),
      z: op.quantile(d.n, 0),
      o: op.quantile(d.n, 1),
    })),
    [[5, 0, 20]],
  ],
  [
    "variance and deviation of one value are null",
    frameOf(["a", 4]).rollup((d) => ({ v: op.variance(d.n), s: op.stddev(d.n) })),
    [[null, null]],
  ],
  [
    "variance and deviation of three values",
    frameOf(["a", 2], ["a", 4], ["a", 6]).rollup((d) => ({ v: op.variance(d.n), s: op.stddev(d.n) })),
    [[4, 2]],
  ],
];
