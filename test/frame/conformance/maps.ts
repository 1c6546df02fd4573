import { asc, desc, fromRows, op } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";
import type { FrameCase } from "./frame-case.ts";

const nan = Number.NaN;

const mapSchema = [
  { name: "m", type: { kind: "map", key: "string", value: "float64", valueContainsNull: true }, nullable: true },
  { name: "n", type: "int32", nullable: false },
] as const satisfies Schema;
const map = (...entries: readonly (readonly [string, number | null])[]): ReadonlyMap<string, number | null> =>
  new Map(entries);
const maps = (...values: readonly (ReadonlyMap<string, number | null> | null)[]) =>
  fromRows(
    values.map((m, n) => ({ m, n })),
    mapSchema,
  );
const several = maps(
  map(["a", 1]),
  null,
  map(),
  map(["a", 1], ["b", null]),
  map(["a", 1]),
  map(["b", null], ["a", 1]),
  map(["a", -0]),
  map(["a", 0]),
  null,
);

/** Columns of maps through the verbs and expressions. */
export const mapColumns: readonly FrameCase[] = [
  [
    "groups of equal maps, whose entries are in one order",
    several
      .groupby("m")
      .rollup((d) => ({ first: op.first(d.n), n: op.count() }))
      .select("first", "n"),
    [
      [0, 2],
      [1, 2],
      [2, 1],
      [3, 1],
      [5, 1],
      [6, 2],
    ],
  ],
  ["dedupe of maps", several.dedupe("m").select("n"), [[0], [1], [2], [3], [5], [6]]],
  [
    "maps of a dedupe are those of the first rows",
    several.dedupe("m").slice(3, 6).select("m"),
    [[map(["a", 1], ["b", null])], [map(["b", null], ["a", 1])], [map(["a", -0])]],
  ],
  [
    "a map keeps its order of entries",
    maps(map(["z", 1], ["a", 2]))
      .derive((d) => ({ k: d.m.keys(), v: d.m.values() }))
      .select("k", "v"),
    [
      [
        ["z", "a"],
        [1, 2],
      ],
    ],
  ],
  [
    "a map's values by key",
    several
      .derive((d) => ({ a: d.m.get("a"), b: d.m.get("b"), l: d.m.length() }))
      .select("a", "b", "l")
      .slice(0, 4),
    [
      [1, null, 1],
      [null, null, null],
      [null, null, 0],
      [1, null, 2],
    ],
  ],
  [
    "rows sorted by a map's value",
    several.orderby((d) => [desc(d.m.get("a")), asc(d.n)]).select("n"),
    [[0], [3], [4], [5], [6], [7], [1], [2], [8]],
  ],
  [
    "groups by a map's value",
    several
      .derive((d) => ({ a: d.m.get("a") }))
      .groupby("a")
      .count(),
    [
      [1, 4],
      [null, 3],
      [-0, 2],
    ],
  ],
  [
    "a join on a map's value",
    several
      .derive((d) => ({ a: d.m.get("a") }))
      .select("a", "n")
      .join(
        fromRows([
          { a: 1.5, x: 1 },
          { a: 0, x: 2 },
        ]),
        "a",
      )
      .select("n", "x"),
    [
      [6, 2],
      [7, 2],
    ],
  ],
  [
    "maps that come with a join",
    fromRows([{ n: 3 }, { n: 9 }, { n: 1 }])
      .joinLeft(several, "n")
      .select("m"),
    [[map(["a", 1], ["b", null])], [null], [null]],
  ],
  [
    "maps in lists of groups",
    several.slice(0, 3).rollup((d) => ({ l: op.values(d.m) })),
    [[[map(["a", 1]), null, map()]]],
  ],
  ["maps counted", several.rollup((d) => ({ c: op.count(d.m), u: op.countDistinct(d.m) })), [[7, 5]]],
  [
    "the first and the last map, and the one of the largest",
    several.rollup((d) => ({ f: op.first(d.m), l: op.last(d.m), x: op.argmin(d.m, d.n) })),
    [[map(["a", 1]), null, map(["a", 1])]],
  ],
  [
    "maps of a case",
    maps(map(["a", nan]), null)
      .derive((d) => ({ m: op.coalesce(d.m, d.m) }))
      .select("m"),
    [[map(["a", nan])], [null]],
  ],
  [
    "maps before and after",
    maps(map(["a", 1]), null, map())
      .derive((d) => ({ x: op.lag(d.m), y: op.lead(d.m) }))
      .select("x", "y"),
    [
      [null, null],
      [map(["a", 1]), map()],
      [null, null],
    ],
  ],
  [
    "maps that both frames have",
    several.select("m").intersect(maps(map(["a", 0]), null).select("m"), { all: true }),
    [[null], [map(["a", -0])]],
  ],
  [
    "maps one after the other",
    maps(map(["a", 1]))
      .select("m")
      .concat(maps(null, map(["😀", -0])).select("m")),
    [[map(["a", 1])], [null], [map(["😀", -0])]],
  ],
];
