import { desc, op } from "../../../src/frame/index.ts";
import { frameOf } from "../two-columns.ts";
import type { FrameCase } from "./frame-case.ts";
import { words } from "./frames.ts";

const some = frameOf(["a", 1], ["b", null], ["a", 3], [null, 2], ["b", 5]);
const empty = frameOf();
/** One frame through the other verbs. */
export const verbs: readonly FrameCase[] = [
  ["select gives columns in the order asked for", some.select("n", "k").slice(0, 1), [[1, "a"]]],
  ["rename can swap names", some.rename({ k: "n", n: "k" }).slice(0, 1), [["a", 1]]],
  [
    "derive replaces a column in its place and appends others",
    some.derive((d) => ({ m: d.n.mul(2), k: d.k.upper() })).slice(0, 1),
    [["A", 1, 2]],
  ],
  ["derive sees the row as it was", some.slice(0, 1).derive((d) => ({ n: d.n.add(1), m: d.n })), [["a", 2, 1]]],
  [
    "derive of columns that swap",
    some.derive((d) => ({ k: d.n, n: d.k })).slice(0, 2),
    [
      [1, "a"],
      [null, "b"],
    ],
  ],
  ["drop leaves the others", some.drop("k").slice(0, 1), [[1]]],
  [
    "a constant column beside rows",
    some
      .select("n")
      .derive(() => ({ one: op.constant(1) }))
      .slice(0, 2),
    [
      [1, 1],
      [null, 1],
    ],
  ],
  [
    "filter keeps where true, not where null",
    some.filter((d) => d.n.gt(1)),
    [
      ["a", 3],
      [null, 2],
      ["b", 5],
    ],
  ],
  [
    "filter by a boolean column that is null",
    some
      .derive((d) => ({ b: d.n.gt(1) }))
      .filter((d) => d.b)
      .select("n"),
    [[3], [2], [5]],
  ],
  ["filter by not of null keeps nothing", some.filter((d) => d.n.gt(100).not().and(d.n.isNull())), []],
  [
    "filter after filter",
    some.filter((d) => d.n.isNotNull()).filter((d) => d.n.lt(3)),
    [
      ["a", 1],
      [null, 2],
    ],
  ],
  [
    "a filter protects a cast behind it",
    words("1", "x", "7")
      .filter((d) => d.t.matches(/^\d$/))
      .filter((d) => d.t.cast("int32").gt(1)),
    [["7", 2]],
  ],
  [
    "a filter protects a cast in a column behind it",
    words("1", "x", "7")
      .filter((d) => d.t.matches(/^\d$/))
      .derive((d) => ({ n: d.t.cast("int32") }))
      .select("n"),
    [[1], [7]],
  ],
  [
    "a case protects a cast inside it",
    words("1", "x")
      .derive((d) => ({ n: op.when(d.t.matches(/^\d$/), d.t.cast("int32")).otherwise(null) }))
      .select("n"),
    [[1], [null]],
  ],
  [
    "slice to the last two rows",
    some.slice(-2),
    [
      [null, 2],
      ["b", 5],
    ],
  ],
  ["slice from the end to the end", some.slice(1, -3), [["b", null]]],
  ["slice from before the start", some.slice(-100, 1), [["a", 1]]],
  ["slice to before the start", some.slice(0, -100), []],
  ["slice past the end", some.slice(4, 100), [["b", 5]]],
  ["slice behind the end", some.slice(100), []],
  ["slice from a row to itself", some.slice(2, 2), []],
  ["slice that ends before it starts", some.slice(3, 1), []],
  [
    "slice with a start from the end and an end from the start",
    some.slice(-4, 3),
    [
      ["b", null],
      ["a", 3],
    ],
  ],
  [
    "slice of a sorted frame",
    some.orderby((d) => desc(d.n)).slice(0, 2),
    [
      ["b", 5],
      ["a", 3],
    ],
  ],
  [
    "slice of a slice",
    some.slice(1).slice(1, 3),
    [
      ["a", 3],
      [null, 2],
    ],
  ],
  [
    "slice, then sort, then slice",
    some
      .slice(0, 3)
      .orderby((d) => desc(d.n))
      .slice(-1),
    [["b", null]],
  ],
  [
    "slice from the end of a sorted frame",
    some.orderby("n").slice(-2),
    [
      ["b", 5],
      ["b", null],
    ],
  ],
  ["slice of an empty frame", empty.slice(-3), []],
];
