import { expect, test } from "@jest/globals";
import { asc, desc, fromRows, op } from "../../src/frame/index.ts";
import type { Schema } from "../../src/schema.ts";

const schema = [
  { name: "id", type: "int64", nullable: false },
  { name: "a b", type: "string", nullable: true },
  { name: "at", type: "timestamp", nullable: true },
  { name: "n", type: "int32", nullable: true },
] as const satisfies Schema;
const pins = fromRows([], schema, { name: "pins" });
const day = new Date("2020-01-02T03:04:05Z");

const frame = pins
  .filter((d) => d["a b"].matches(/x+/g).and(d.id.in([1n, 2n]), d.at.lt(day)))
  .derive((d) => ({
    t: d["a b"].replace(/(a)/, "$1").replace("b", "c").orElse("none"),
    u: op.when(d.n.isNull(), d.n.tryCast("float64")).otherwise(-0),
    s: op.struct({ x: op.list(d.n, d.n) }),
  }))
  .joinLeft(pins.select("id").rename({ id: "key" }).slice(0, 3), { id: "key" })
  .groupby("t")
  .derive((d) => ({ r: op.rank(desc(d.n)), c: op.rolling(op.sum(d.n), 3, asc(d.at)) }))
  .orderby("t", (d) => desc(d.n).nullsFirst())
  .groupby("t")
  .rollup((d) => ({ n: op.count(), all: op.values(d.n) }))
  .dedupe("t")
  .concat(
    fromRows([{ t: "x", n: 1, all: [1] }], [
      { name: "t", type: "string", nullable: false },
      { name: "n", type: "int32", nullable: false },
      { name: "all", type: { kind: "list", element: "int32", containsNull: true }, nullable: false },
    ] as const),
  );

test("a frame says what it does in words, a line a step", () => {
  expect(frame.explain().split("\n")).toEqual([
    "read pins: id int64, a b string?, at timestamp?, n int32?",
    'filter d["a b"].matches(/x+/g).and(d.id.in([1n, 2n]), d.at.lt(new Date("2020-01-02T03:04:05Z")))',
    'derive t = d["a b"].replace(/(a)/, "$1").replace("b", "c").coalesce("none"), ' +
      'u = op.when(d.n.isNull(), d.n.tryCast("float64")).otherwise(-0), s = op.struct({ "x": op.list(d.n, d.n) })',
    "left join on id = key with",
    "    read pins: id int64, a b string?, at timestamp?, n int32?",
    "    select id",
    "    select id as key",
    "    slice 0 to 3",
    "groupby t, derive r = op.rank(desc(d.n)), c = op.rolling(op.sum(d.n), 3, d.at)",
    "orderby d.t, d.n descending, nulls first",
    "groupby t, rollup n = op.count(), all = op.values(d.n)",
    "dedupe by t",
    "concat with",
    "    read table: t string, n int32, all list<int32>",
  ]);
});

test("and as DuckDB's query", () => {
  expect(pins.filter((d) => d.n.gt(1)).explain("duckdb")).toMatch(/^WITH[\s\S]*WHERE[\s\S]*> 1/);
});

test("equal plans have equal hashes, others have others", () => {
  expect(pins.filter((d) => d.n.gt(1)).hash).toBe(fromRows([], schema, { name: "pins" }).filter((d) => d.n.gt(1)).hash);
  expect(pins.filter((d) => d.n.gt(1)).hash).not.toBe(pins.filter((d) => d.n.gt(2)).hash);
});

test("rows come in batches", async () => {
  const many = fromRows(Array.from({ length: 5000 }, (_, n) => ({ n }))).filter((d) => d.n.lt(4500));
  const sizes: number[] = [];
  const values: unknown[] = [];
  for await (const { rowCount, columns } of many.batches(2048)) {
    sizes.push(rowCount);
    values.push(...Array.from(columns.n ?? []));
  }
  expect(sizes.length).toBeGreaterThan(1);
  expect(values).toEqual(Array.from({ length: 4500 }, (_, n) => n));
});
