import { describe, expect, test } from "@jest/globals";
import { fromRows } from "../../src/frame/index.ts";
import { rowsOf } from "./conforms.ts";
import { frameOf, pairs } from "./two-columns.ts";

const some = frameOf(["a", 1], ["b", null], ["a", 3], [null, 2], ["b", 5]);
const empty = frameOf();

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
