import { asc, desc, fromRows, op } from "../../../src/frame/index.ts";
import { frameOf } from "../two-columns.ts";
import type { FrameCase } from "./frame-case.ts";
import { bigints, floats, lists, moments, words } from "./frames.ts";

const nan = Number.NaN;
const inf = Number.POSITIVE_INFINITY;
const some = frameOf(["a", 1], ["b", null], ["a", 3], [null, 2], ["b", 5]);
const empty = frameOf();
const hostile = fromRows([
  { 'a"b': 1, A: 2, a: 3, "": 4, "x\0y": 5, row: 6, select: 7, "'; --": 8, rowid: 9, "x\ny": 10, "\ud83d": 11 },
]);

/** Sorting, leaving duplicates out, unrolling, and columns of any name. */
export const sorts: readonly FrameCase[] = [
  ["orderby puts nulls last", some.orderby("n").select("n"), [[1], [2], [3], [5], [null]]],
  ["orderby downwards puts nulls last", some.orderby((d) => desc(d.n)).select("n"), [[5], [3], [2], [1], [null]]],
  [
    "orderby downwards with nulls first",
    some.orderby((d) => desc(d.n).nullsFirst()).select("n"),
    [[null], [5], [3], [2], [1]],
  ],
  [
    "orderby upwards with nulls first",
    some.orderby((d) => asc(d.n).nullsFirst()).select("n"),
    [[null], [1], [2], [3], [5]],
  ],
  [
    "orderby keeps ties in order, NaN is the largest, -0 ties with 0",
    floats(nan, 1, -0, 0, inf, -inf).orderby("f").select("at"),
    [[5], [2], [3], [1], [4], [0]],
  ],
  [
    "orderby downwards of floats",
    floats(nan, 1, -0, 0, inf, -inf)
      .orderby((d) => desc(d.f))
      .select("at"),
    [[0], [4], [1], [2], [3], [5]],
  ],
  [
    "orderby of texts by code points",
    words("😀", "\uffee", "z", "", "Z", "é", "e\u0301").orderby("t").select("t"),
    [[""], ["Z"], ["e\u0301"], ["z"], ["é"], ["\uffee"], ["😀"]],
  ],
  [
    "orderby of texts with null characters",
    words("a\0", "a", "a\0b", "b").orderby("t").select("t"),
    [["a"], ["a\0"], ["a\0b"], ["b"]],
  ],
  [
    "orderby of bigints",
    bigints(9007199254740993n, -9223372036854775808n, 9007199254740992n, null).orderby((d) => desc(d.g)),
    [[9007199254740993n], [9007199254740992n], [-9223372036854775808n], [null]],
  ],
  [
    "orderby of times before 1970",
    moments(0n, -1n, -1000000n).orderby("at"),
    [[new Date(-1000)], [new Date(-1)], [new Date(0)]],
  ],
  ["orderby of booleans", some.orderby((d) => d.n.gt(2)).select("n"), [[1], [2], [3], [5], [null]]],
  [
    "orderby by two keys",
    some.orderby("k", (d) => desc(d.n)),
    [
      ["a", 3],
      ["a", 1],
      ["b", 5],
      ["b", null],
      [null, 2],
    ],
  ],
  ["orderby by an expression", some.orderby((d) => d.n.mul(-1)).select("n"), [[5], [3], [2], [1], [null]]],
  [
    "orderby after orderby keeps the first order among ties",
    some.orderby((d) => desc(d.n)).orderby("k"),
    [
      ["a", 3],
      ["a", 1],
      ["b", 5],
      ["b", null],
      [null, 2],
    ],
  ],
  [
    "orderby by a column that is then replaced",
    some
      .orderby("n")
      .derive(() => ({ n: op.constant(0) }))
      .select("k"),
    [["a"], [null], ["a"], ["b"], ["b"]],
  ],
  ["orderby by a column that then goes", some.orderby("n").select("k"), [["a"], [null], ["a"], ["b"], ["b"]]],
  ["orderby of one row", some.count().orderby("count"), [[5]]],
  [
    "orderby after a rollup by its key",
    some.groupby("k").count().orderby("k"),
    [
      ["a", 2],
      ["b", 2],
      [null, 1],
    ],
  ],
  [
    "orderby after a rollup by a value with ties",
    some
      .groupby("k")
      .count()
      .orderby((d) => desc(d.count)),
    [
      ["a", 2],
      ["b", 2],
      [null, 1],
    ],
  ],
  [
    "dedupe keeps the first of equal rows, nulls being equal",
    frameOf(["a", null], ["a", 1], ["a", null], [null, null], [null, null]).dedupe(),
    [
      ["a", null],
      ["a", 1],
      [null, null],
    ],
  ],
  [
    "dedupe by a key",
    frameOf(["a", null], ["a", 1], [null, 2], [null, null]).dedupe("k"),
    [
      ["a", null],
      [null, 2],
    ],
  ],
  [
    "dedupe by a key in a sorted frame",
    some.orderby((d) => desc(d.n)).dedupe("k"),
    [
      ["b", 5],
      ["a", 3],
      [null, 2],
    ],
  ],
  [
    "dedupe by a key keeps the row whole",
    frameOf(["a", null], ["a", 1])
      .derive((d) => ({ m: d.n.orElse(7) }))
      .dedupe("k"),
    [["a", null, 7]],
  ],
  [
    "dedupe tells texts apart that look alike when put together",
    fromRows([
      { a: 'x"|"y', b: "z" },
      { a: "x", b: 'y"|"z' },
      { a: "null", b: "" },
    ])
      .dedupe()
      .count(),
    [[3]],
  ],
  ["dedupe takes 0 and -0 for one and keeps the first", floats(-0, 0, nan, nan).select("f").dedupe(), [[-0], [nan]]],
  ["dedupe by a float keeps the first row", floats(0, -0).dedupe("f"), [[0, 0]]],
  [
    "dedupe of lists, bytes and NaN",
    fromRows([
      { l: ["a", "b"], y: new Uint8Array([1]), f: nan },
      { l: ["a", "b"], y: new Uint8Array([1]), f: nan },
      { l: ["a,b"], y: new Uint8Array([1]), f: nan },
    ])
      .dedupe()
      .select("l"),
    [[["a", "b"]], [["a,b"]]],
  ],
  [
    "dedupe of structs",
    fromRows([{ s: { x: 1, y: "a" } }, { s: { x: 1, y: "a" } }, { s: { x: 1, y: "b" } }]).dedupe(),
    [[{ x: 1, y: "a" }], [{ x: 1, y: "b" }]],
  ],
  ["dedupe of an empty frame", empty.dedupe(), []],
  [
    "unroll gives a row for each element, none for an empty list or null",
    lists(["a", null], [], null, ["b"]).unroll("l"),
    [
      [0, "a"],
      [0, null],
      [3, "b"],
    ],
  ],
  [
    "unroll of a sorted frame",
    lists(["a", "b"], ["c"])
      .orderby((d) => desc(d.id))
      .unroll("l"),
    [
      [1, "c"],
      [0, "a"],
      [0, "b"],
    ],
  ],
  [
    "unroll, then groups in the order of elements",
    lists(["b", "a"], ["a", "c"]).unroll("l").groupby("l").count(),
    [
      ["b", 1],
      ["a", 2],
      ["c", 1],
    ],
  ],
  [
    "unroll, then a slice",
    lists(["b", "a"], ["a", "c"]).unroll("l").slice(1, 3),
    [
      [0, "a"],
      [1, "a"],
    ],
  ],
  ["unroll of empty lists alone", lists([], null).unroll("l"), []],
  ["unroll, then count", lists(["b", "a"], ["a", "c"]).unroll("l").count(), [[4]]],
  [
    "split, then unroll",
    words("x,y", "")
      .derive((d) => ({ t: d.t.split(",") }))
      .unroll("t"),
    [
      ["x", 0],
      ["y", 0],
      ["", 1],
    ],
  ],
  [
    "an empty frame through every verb",
    empty
      .derive((d) => ({ m: d.n.add(1), r: op.rank(d.n) }))
      .filter((d) => d.m.gt(1))
      .orderby("m")
      .dedupe()
      .slice(0, 5),
    [],
  ],
  ["columns of any name", hostile, [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]]],
  [
    "columns of any name through verbs",
    hostile
      .derive((d) => ({ 'c"': d['a"b'].add(d.A).add(d.a) }))
      .orderby('a"b')
      .dedupe("A")
      .groupby("a", "")
      .rollup((d) => ({ "sum(x)": op.sum(d['c"']) })),
    [[3, 4, 6]],
  ],
  [
    "a source of any name",
    fromRows([{ a: 1 }], undefined, { name: 'pin"; DROP TABLE x; --' }).filter((d) => d.a.eq(1)),
    [[1]],
  ],
  ["columns renamed to the other's case", fromRows([{ a: 1, A: 2 }]).rename({ a: "A", A: "a" }), [[1, 2]]],
  [
    "many rows keep their order",
    () =>
      floats(...Array.from({ length: 10_000 }, (_, n) => n % 7))
        .filter((d) => d.f.gt(3))
        .groupby("f")
        .rollup((d) => ({ first: op.first(d.at), last: op.last(d.at) })),
    [
      [4, 4, 9999 - ((9999 - 4) % 7)],
      [5, 5, 9999 - ((9999 - 5) % 7)],
      [6, 6, 9999 - ((9999 - 6) % 7)],
    ],
  ],
];
