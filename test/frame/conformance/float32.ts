import { asc, desc, fromRows, op } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";
import type { FrameCase } from "./frame-case.ts";

const third = Math.fround(1 / 3);
const tenth = Math.fround(0.1);
const nan = Number.NaN;

const singleSchema = [
  { name: "s", type: "float32", nullable: true },
  { name: "n", type: "int32", nullable: false },
] as const satisfies Schema;
const singles = (...values: readonly (number | null)[]) =>
  fromRows(
    values.map((s, n) => ({ s, n })),
    singleSchema,
  );
const some = singles(tenth, null, -0, nan, 0, tenth, Infinity, -Infinity, nan, null, 16_777_216, 1e-45);

/** Columns of float32 through the verbs and expressions. */
export const singlePrecision: readonly FrameCase[] = [
  [
    "groups of float32: NaN is one, 0 and -0 are one",
    some.groupby("s").rollup((d) => ({ first: op.first(d.n), n: op.count() })),
    [
      [tenth, 0, 2],
      [null, 1, 2],
      [-0, 2, 2],
      [nan, 3, 2],
      [Infinity, 6, 1],
      [-Infinity, 7, 1],
      [16_777_216, 10, 1],
      [Math.fround(1e-45), 11, 1],
    ],
  ],
  ["dedupe of float32", some.dedupe("s").select("n"), [[0], [1], [2], [3], [6], [7], [10], [11]]],
  [
    "rows sorted by float32, NaN the largest",
    some.orderby("s", "n").select("n"),
    [[7], [2], [4], [11], [0], [5], [10], [6], [3], [8], [1], [9]],
  ],
  [
    "rows sorted by float32, largest first",
    some
      .orderby((d) => [desc(d.s), asc(d.n)])
      .select("n")
      .slice(0, 4),
    [[3], [8], [6], [10]],
  ],
  [
    "a join on float32",
    singles(tenth, nan, -0, null)
      .join(some.rename({ n: "m" }), "s")
      .select("n", "m"),
    [
      [0, 0],
      [0, 5],
      [1, 3],
      [1, 8],
      [2, 2],
      [2, 4],
    ],
  ],
  [
    "a join of float32 and float64 is by value",
    singles(tenth, 0.5)
      .join(
        fromRows([
          { s: 0.1, m: 1 },
          { s: tenth, m: 2 },
          { s: 0.5, m: 3 },
        ]),
        "s",
      )
      .select("n", "m"),
    [
      [0, 2],
      [1, 3],
    ],
  ],
  [
    "float32 beside float64 becomes float64",
    singles(third)
      .select("s")
      .concat(fromRows([{ s: 1 / 3 }])),
    [[third], [1 / 3]],
  ],
  [
    "float32 is no float64",
    singles(tenth)
      .filter((d) => d.s.eq(0.1))
      .count(),
    [[0]],
  ],
  [
    "sums of float32 are of float64",
    singles(tenth, 0.5, null).rollup((d) => ({ s: op.sum(d.s), m: op.mean(d.s) })),
    [[tenth + 0.5, (tenth + 0.5) / 2]],
  ],
  [
    "the extremes, middle and mode of float32",
    some
      .filter((d) => d.s.isFinite())
      .rollup((d) => ({
        a: op.min(d.s),
        b: op.max(d.s),
        c: op.median(d.s),
        d: op.mode(d.s),
        e: op.countDistinct(d.s),
      })),
    [[0, 16_777_216, (Math.fround(1e-45) + tenth) / 2, 0, 4]],
  ],
  [
    "arithmetic of float32 is that of float64",
    singles(third)
      .derive((d) => ({ a: d.s.add(d.s), b: d.s.mul(3), c: d.s.div(3) }))
      .select("a", "b", "c"),
    [[third * 2, third * 3, third / 3]],
  ],
  [
    "float32 as text has the digits of its float64",
    singles(tenth, -0, nan)
      .derive((d) => ({ t: d.s.cast("string") }))
      .select("t"),
    [[String(tenth)], ["-0"], ["NaN"]],
  ],
  [
    "windows over float32",
    singles(0.5, -0, 0, null)
      .derive((d) => ({ r: op.rank(d.s), l: op.lag(d.s) }))
      .select("r", "l"),
    [
      [3, null],
      [1, 0.5],
      [1, -0],
      [4, 0],
    ],
  ],
  [
    "float32 of float64 is rounded to the nearest",
    fromRows([{ f: 0.1 }, { f: 1e39 }, { f: 1e-46 }])
      .derive((d) => ({ s: d.f.cast("float32") }))
      .select("s"),
    [[tenth], [Infinity], [0]],
  ],
  [
    "a float32 that is larger",
    singles(third)
      .filter((d) => d.s.gt(1 / 3))
      .count(),
    [[1]],
  ],
  [
    "union and except of float32",
    singles(tenth, nan, 0)
      .select("s")
      .union(singles(-0, nan, 1).select("s"))
      .except(singles(1).select("s")),
    [[tenth], [nan], [0]],
  ],
];
