import { describe, expect, test } from "@jest/globals";
import { asc, desc, fromRows, op } from "../../src/frame/index.ts";
import type { Schema } from "../../src/schema.ts";
import { rowsOf } from "./conforms.ts";

const schema = [
  { name: "k", type: "string", nullable: true },
  { name: "n", type: "int32", nullable: true },
] as const satisfies Schema;

const frameOf = (...rows: readonly (readonly [string | null, number | null])[]) =>
  fromRows(
    rows.map(([k, n]) => ({ k, n })),
    schema,
  );
const pairs = (rows: readonly object[]) => rows.map((row) => Object.values(row));
const some = frameOf(["a", 1], ["b", null], ["a", 3], [null, 2], ["b", 5]);
const empty = frameOf();

describe("columns", () => {
  test("select gives them in the order asked for", async () => {
    expect(Object.keys((await rowsOf(some.select("n", "k")))[0] ?? {})).toEqual(["n", "k"]);
  });

  test("rename keeps their places and can swap names", async () => {
    const swapped = some.rename({ k: "n", n: "k" }).slice(0, 1);
    expect(await rowsOf(swapped)).toEqual([{ n: "a", k: 1 }]);
  });

  test("rename to a name that is taken is refused", () => {
    expect(() => some.rename({ k: "n" })).toThrow("Two columns would be named 'n'");
  });

  test("derive replaces a column in its place and appends new ones", async () => {
    const derived = some.derive((d) => ({ m: d.n.mul(2), k: d.k.upper() })).slice(0, 1);
    expect(Object.entries((await rowsOf(derived))[0] ?? {})).toEqual([
      ["k", "A"],
      ["n", 1],
      ["m", 2],
    ]);
  });

  test("derive sees the row as it was", async () => {
    const derived = some.slice(0, 1).derive((d) => ({ n: d.n.add(1), m: d.n }));
    expect(await rowsOf(derived)).toEqual([{ k: "a", n: 2, m: 1 }]);
  });

  test("drop leaves the others", async () => {
    expect(await rowsOf(some.drop("k").slice(0, 1))).toEqual([{ n: 1 }]);
  });
});

describe("rows", () => {
  test("filter keeps those where the condition is true, not where it is null", async () => {
    expect(pairs(await rowsOf(some.filter((d) => d.n.gt(1))))).toEqual([
      ["a", 3],
      [null, 2],
      ["b", 5],
    ]);
  });

  test("slice counts from the end with negative numbers", async () => {
    expect(pairs(await rowsOf(some.slice(-2)))).toEqual([
      [null, 2],
      ["b", 5],
    ]);
    expect(pairs(await rowsOf(some.slice(1, -3)))).toEqual([["b", null]]);
  });

  test("orderby puts nulls last in both directions unless placed", async () => {
    const ns = async (frame: typeof some) => (await rowsOf(frame)).map((row) => row.n);
    expect(await ns(some.orderby("n"))).toEqual([1, 2, 3, 5, null]);
    expect(await ns(some.orderby((d) => desc(d.n)))).toEqual([5, 3, 2, 1, null]);
    expect(await ns(some.orderby((d) => desc(d.n).nullsFirst()))).toEqual([null, 5, 3, 2, 1]);
    expect(await ns(some.orderby((d) => asc(d.n).nullsFirst()))).toEqual([null, 1, 2, 3, 5]);
  });

  test("orderby keeps ties in order and takes NaN as the largest", async () => {
    const frame = fromRows([
      { f: Number.NaN, at: 0 },
      { f: 1, at: 1 },
      { f: -0, at: 2 },
      { f: 0, at: 3 },
      { f: Number.POSITIVE_INFINITY, at: 4 },
    ]);
    expect((await rowsOf(frame.orderby("f"))).map((row) => row.at)).toEqual([2, 3, 1, 4, 0]);
  });

  test("orderby orders text by code points", async () => {
    const frame = fromRows(["😀", "\uffee", "z", "", "Z"].map((t) => ({ t })));
    expect((await rowsOf(frame.orderby("t"))).map((row) => row.t)).toEqual(["", "Z", "z", "\uffee", "😀"]);
  });

  test("dedupe keeps the first of equal rows, nulls being equal", async () => {
    const frame = frameOf(["a", null], ["a", 1], ["a", null], [null, null], [null, null]);
    expect(pairs(await rowsOf(frame.dedupe()))).toEqual([
      ["a", null],
      ["a", 1],
      [null, null],
    ]);
    expect(pairs(await rowsOf(frame.dedupe("k")))).toEqual([
      ["a", null],
      [null, null],
    ]);
  });

  test("dedupe tells texts apart that look alike when put together", async () => {
    const frame = fromRows([
      { a: 'x"|"y', b: "z" },
      { a: "x", b: 'y"|"z' },
      { a: "null", b: "" },
    ]);
    expect(await rowsOf(frame.dedupe())).toHaveLength(3);
  });

  test("dedupe compares lists, bytes and NaN by value", async () => {
    const frame = fromRows([
      { l: ["a", "b"], y: new Uint8Array([1]), f: Number.NaN },
      { l: ["a", "b"], y: new Uint8Array([1]), f: Number.NaN },
      { l: ["a,b"], y: new Uint8Array([1]), f: Number.NaN },
    ]);
    expect(await rowsOf(frame.dedupe())).toHaveLength(2);
  });

  test("unroll gives a row for each element, none for an empty list or null", async () => {
    const lists = [
      { name: "id", type: "int32", nullable: false },
      { name: "l", type: { kind: "list", element: "string", containsNull: true }, nullable: true },
    ] as const satisfies Schema;
    const frame = fromRows(
      [
        { id: 1, l: ["a", null] },
        { id: 2, l: [] },
        { id: 3, l: null },
        { id: 4, l: ["b"] },
      ],
      lists,
    );
    expect(pairs(await rowsOf(frame.unroll("l")))).toEqual([
      [1, "a"],
      [1, null],
      [4, "b"],
    ]);
  });
});

describe("groups", () => {
  test("come in the order in which they first appear, null as a group of its own", async () => {
    expect(pairs(await rowsOf(some.groupby("k").count()))).toEqual([
      ["a", 2],
      ["b", 2],
      [null, 1],
    ]);
  });

  test("have aggregates that leave nulls out", async () => {
    const frame = frameOf(["a", 1], ["a", null], ["a", 2], ["b", null]);
    const rolled = frame.groupby("k").rollup((d) => ({
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
    }));
    expect(pairs(await rowsOf(rolled))).toEqual([
      ["a", 3, 2, 2, 3, 1.5, 1.5, 1, 1, 2, 1, 2, 1, [1, null, 2], 1],
      ["b", 1, 0, 0, null, null, null, null, null, null, null, null, 0, [null], null],
    ]);
  });

  test("of no rows are none, and without keys there is one row", async () => {
    const spec = (d: Parameters<Parameters<typeof empty.rollup>[0]>[0]) => ({ sum: op.sum(d.n), rows: op.count() });
    expect(await rowsOf(empty.groupby("k").rollup(spec))).toEqual([]);
    expect(await rowsOf(empty.rollup(spec))).toEqual([{ sum: null, rows: 0 }]);
    expect(await rowsOf(empty.count({ as: "n" }))).toEqual([{ n: 0 }]);
  });

  test("keep ties at the top", async () => {
    const frame = frameOf(["a", 2], ["a", 2], ["a", 1], ["b", null]);
    const top = frame.groupby("k").filter((d) => d.n.eq(op.max(d.n)));
    expect(pairs(await rowsOf(top))).toEqual([
      ["a", 2],
      ["a", 2],
    ]);
  });

  test("rank ties alike, with and without gaps", async () => {
    const frame = frameOf(["a", 2], ["a", 3], ["b", 1], ["a", 3], ["a", null]);
    const ranked = frame.groupby("k").derive((d) => ({
      rank: op.rank(desc(d.n)),
      dense: op.denseRank(desc(d.n)),
      row: op.rowNumber(desc(d.n)),
    }));
    expect(pairs(await rowsOf(ranked))).toEqual([
      ["a", 2, 3, 2, 3],
      ["a", 3, 1, 1, 1],
      ["b", 1, 1, 1, 1],
      ["a", 3, 1, 1, 2],
      ["a", null, 4, 3, 4],
    ]);
  });

  test("give each row its group's aggregate in derive", async () => {
    const shares = some.filter((d) => d.n.isNotNull()).derive((d) => ({ share: op.sum(d.n).sub(d.n) }));
    expect((await rowsOf(shares)).map((row) => row.share)).toEqual([10, 8, 9, 6]);
  });

  test("find the row of a largest key, the first of ties", async () => {
    const frame = frameOf(["x", 1], ["y", 3], ["z", 3], ["w", null]);
    expect(await rowsOf(frame.rollup((d) => ({ k: op.argmax(d.k, d.n), least: op.argmin(d.k, d.n) })))).toEqual([
      { k: "y", least: "x" },
    ]);
  });

  test("count different tuples without those that have a null", async () => {
    const frame = frameOf(["a", 1], ["a", 1], ["a", 2], ["b", null], [null, 1]);
    expect(await rowsOf(frame.rollup((d) => ({ n: op.countDistinct(d.k, d.n) })))).toEqual([{ n: 2 }]);
  });

  test("sum bigints exactly, and whole numbers until 2^53", async () => {
    const big = fromRows([{ g: 9007199254740993n }, { g: 2n }]);
    expect(await rowsOf(big.rollup((d) => ({ sum: op.sum(d.g) })))).toEqual([{ sum: 9007199254740995n }]);
    const followers = fromRows([{ n: 2_000_000_000 }, { n: 2_000_000_000 }]);
    expect(await rowsOf(followers.rollup((d) => ({ sum: op.sum(d.n) })))).toEqual([{ sum: 4_000_000_000 }]);
  });

  test("refuse a column that has many values", () => {
    expect(() => some.groupby("k").rollup((d) => ({ n: d.n }))).toThrow("put it inside an aggregate");
    expect(() => some.rollup((d) => ({ n: op.sum(op.count().add(d.n)) }))).toThrow("op.sum cannot hold op.countRows");
    expect(() => some.orderby(() => op.count())).toThrow("derive it first");
  });
});

describe("joins", () => {
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

  test("pair rows in the order of the left, then of the right; null matches nothing", async () => {
    expect(pairs(await rowsOf(left.join(right, "k")))).toEqual([
      ["a", 1, 20],
      ["b", 3, 10],
      ["b", 3, 30],
    ]);
  });

  test("keep the order where the right side is the longer", async () => {
    const short = left.slice(2, 3).concat(left.slice(0, 1));
    expect((await rowsOf(short.join(right, "k"))).map((row) => row.m)).toEqual([10, 30, 20]);
  });

  test("from the left keep rows without a match, with nulls", async () => {
    const joined = left.joinLeft(right, ["k"]);
    expect(joined.schema.find((field) => field.name === "m")?.nullable).toBe(true);
    expect(pairs(await rowsOf(joined))).toEqual([
      ["a", 1, 20],
      [null, 2, null],
      ["b", 3, 10],
      ["b", 3, 30],
      ["c", 4, null],
    ]);
  });

  test("semijoin and antijoin split the rows", async () => {
    expect((await rowsOf(left.semijoin(right, "k"))).map((row) => row.n)).toEqual([1, 3]);
    expect((await rowsOf(left.antijoin(right, "k"))).map((row) => row.n)).toEqual([2, 4]);
  });

  test("with an empty side give nothing, or the left", async () => {
    expect(await rowsOf(left.join(right.slice(0, 0), "k"))).toEqual([]);
    expect(await rowsOf(left.slice(0, 0).join(right, "k"))).toEqual([]);
    expect(await rowsOf(left.joinLeft(right.slice(0, 0), "k"))).toHaveLength(4);
  });

  test("refuse columns of one name on both sides, and keys of different types", () => {
    expect(() =>
      left.join(
        left.derive((d) => ({ n: d.n.add(1) })),
        "k",
      ),
    ).toThrow("Both sides of the join have a column 'n'");
    const texts = left.derive((d) => ({ n: d.n.cast("string") }));
    expect(() => (left as never as typeof texts).semijoin(texts, "n")).toThrow("The key 'n' is int32 on the left");
  });

  test("read a frame joined with itself once", async () => {
    const other = left.select("k").derive((d) => ({ same: d.k }));
    expect(Object.keys(left.join(other, "k").sources)).toEqual(["table"]);
    expect(await rowsOf(left.join(other, "k"))).toHaveLength(3);
  });

  test("tell sources of one name apart", async () => {
    const joined = left.join(right, "k").join(fromRows([{ k: "a", z: 1 }]), "k");
    expect(Object.keys(joined.sources)).toEqual(["table", "table_2", "table_3"]);
    expect(pairs(await rowsOf(joined))).toEqual([["a", 1, 20, 1]]);
  });
});

describe("frames one after the other", () => {
  test("concat matches columns by name", async () => {
    const other = frameOf(["z", 9]).select("n", "k");
    expect(pairs(await rowsOf(empty.concat(other, some.slice(0, 1))))).toEqual([
      ["z", 9],
      ["a", 1],
    ]);
  });

  test("union leaves duplicates out", async () => {
    expect(await rowsOf(some.union(some))).toHaveLength(5);
  });

  test("concat of other columns is refused", () => {
    const wider = some.derive((d) => ({ x: d.n }));
    expect(() => some.concat(wider)).toThrow("'x' is only in the second frame");
  });
});

describe("an empty frame", () => {
  test("goes through every verb", async () => {
    const through = empty
      .derive((d) => ({ m: d.n.add(1), r: op.rank(d.n) }))
      .filter((d) => d.m.gt(1))
      .orderby("m")
      .dedupe()
      .slice(0, 5);
    expect(await rowsOf(through)).toEqual([]);
    expect(through.schema.map((field) => field.name)).toEqual(["k", "n", "m", "r"]);
  });
});
