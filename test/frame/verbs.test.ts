import { describe, expect, test } from "@jest/globals";
import { asc, desc, fromRows, op } from "../../src/frame/index.ts";
import type { Schema } from "../../src/schema.ts";
import { rowsOf } from "./conforms.ts";
import { frameOf, pairs } from "./two-columns.ts";

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
