import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import type { Bounds } from "../../../src/bounds.ts";
import { boundsOfFile, readSnapshot } from "../../../src/delta/index.ts";
import { filter as filterPlan } from "../../../src/frame/build.ts";
import { type Frame, fromColumns, fromRows, op, type RowOf, readDelta, scanParquet } from "../../../src/frame/index.ts";
import { mayHold } from "../../../src/frame/read/may-hold.ts";
import type { Schema } from "../../../src/schema.ts";
import { openPlace } from "../../../src/storage/index.ts";
import { duckdbFolder } from "../../support/duckdb-folder.ts";
import { compareSkipped, counting } from "../../support/skipped-rows.ts";

const folder = duckdbFolder();

test("a pushed filter leaves out no row that it is true of, whatever files and row groups it passes over", async () => {
  for (const passed of await compareSkipped(11, 10)) expect(passed).toBeGreaterThan(1);
});

describe("what is known of a file", () => {
  const columns = [
    { name: "i", type: "int32", nullable: true },
    { name: "l", type: "int64", nullable: true },
    { name: "f", type: "float64", nullable: true },
    { name: "s", type: "string", nullable: true },
    { name: "b", type: "boolean", nullable: true },
  ] as const satisfies Schema;
  type R = RowOf<typeof columns>;
  const frame = fromRows([] as R[], columns);
  type Where = Parameters<Frame<R>["filter"]>[0];
  const holds = (where: Where, bounds: Readonly<Record<string, Bounds>>): boolean => {
    const plan = filterPlan(frame.plan, [], where);
    return mayHold((plan as Extract<typeof plan, { verb: "filter" }>).condition, (name) => bounds[name]);
  };
  const between = (min: unknown, max: unknown): Bounds => ({ rows: 5, nulls: 1, min, max });
  const text = (value: string) => Buffer.from(value);

  test.each<[string, Where, Readonly<Record<string, Bounds>>, boolean]>([
    ["below", (d) => d.i.lt(3), { i: between(3, 9) }, false],
    ["at the minimum", (d) => d.i.le(3), { i: between(3, 9) }, true],
    ["between whole numbers", (d) => d.i.gt(8.5), { i: between(3, 9) }, true],
    ["above", (d) => d.i.gt(9), { i: between(3, 9) }, false],
    ["unknown", (d) => d.i.gt(9), {}, true],
    ["a minimum alone", (d) => d.i.eq(2), { i: { min: 3 } }, false],
    ["a maximum alone", (d) => d.i.eq(2), { i: { max: 3 } }, true],
    ["all null", (d) => d.i.ne(3), { i: { rows: 5, nulls: 5 } }, false],
    ["no nulls", (d) => d.i.isNull(), { i: { rows: 5, nulls: 0 } }, false],
    ["not of nulls", (d) => d.i.isNotNull().not(), { i: { rows: 5, nulls: 0 } }, false],
    ["not of a comparison", (d) => d.i.lt(3).not(), { i: between(0, 2) }, true],
    ["NaN above all", (d) => d.f.gt(9), { f: between(1, 2) }, true],
    ["NaN not below", (d) => d.f.lt(1), { f: between(1, 2) }, false],
    ["NaN itself", (d) => d.f.eq(Number.NaN), { f: between(1, 2) }, true],
    ["-0 and 0", (d) => d.f.eq(0), { f: between(-0, -0) }, true],
    [
      "rounded to a float",
      (d) => d.l.cast("float64").eq(2 ** 53),
      { l: between(2n ** 53n + 1n, 2n ** 53n + 1n) },
      true,
    ],
    ["in", (d) => d.l.in([1n, 20n]), { l: between(3n, 9n) }, false],
    ["one of in", (d) => d.l.in([1n, 4n]), { l: between(3n, 9n) }, true],
    ["cut inside a character", (d) => d.s.eq("あ"), { s: between(text("あ").subarray(0, 2), text("い")) }, true],
    ["texts by code points", (d) => d.s.eq("\uffff"), { s: between(text("a"), text("😀")) }, true],
    ["a prefix", (d) => d.s.startsWith("b"), { s: between(text("abc"), text("azz")) }, false],
    ["a prefix of the minimum", (d) => d.s.startsWith("ab"), { s: between(text("abc"), text("b")) }, true],
    ["a prefix before", (d) => d.s.startsWith("ab"), { s: between(text("b"), text("c")) }, false],
    ["either", (d) => d.i.lt(3).or(d.s.eq("x")), { i: between(3, 9), s: between(text("a"), text("b")) }, false],
    ["both", (d) => d.b.and(d.i.eq(4)), { i: between(3, 9), b: { rows: 5, nulls: 5 } }, false],
    ["computed", (d) => d.i.add(1).eq(100), { i: between(3, 9) }, true],
  ])("says whether a row may be: %s", (_, where, bounds, answer) => expect(holds(where, bounds)).toBe(answer));

  test("of a log is as wide as what its writer may have cut", async () => {
    const target = join(folder.path, "cut");
    const schema = [
      { name: "t", type: "timestamp", nullable: true },
      { name: "s", type: "string", nullable: true },
      { name: "l", type: "int64", nullable: true },
      { name: "d", type: "date", nullable: true },
    ] as const satisfies Schema;
    await fromRows([], schema).writeDelta(target);
    const snapshot = await readSnapshot(openPlace(target));
    const of = (name: string, least: unknown, greatest: unknown, others: object = {}) => {
      const stats = { numRecords: 3, minValues: { [name]: least }, maxValues: { [name]: greatest }, ...others };
      const file = { path: "x", size: 1, modificationTime: 0, dataChange: true, partitionValues: {} };
      return boundsOfFile(snapshot, { ...file, stats: JSON.stringify(stats) })(name);
    };
    const times = of("t", "1970-01-01T00:00:00.000Z", "1970-01-01T02:00:00.001+02:00", { nullCount: { t: 1 } });
    expect(times).toEqual({ rows: 3, nulls: 1, min: -999n, max: 1999n });
    expect(of("t", "1970-01-01 00:00:00", "later")).toEqual({ rows: 3 });
    expect(of("s", "a", "b\ufffd")).toEqual({ rows: 3, min: text("a") });
    expect(of("l", 2 ** 53, 7)).toEqual({ rows: 3, max: 7n });
    expect(of("d", "1970-01-02", "12-01-02", { nullCount: { d: 1 }, tightBounds: false })).toEqual({ rows: 3, min: 1 });
    expect(boundsOfFile(snapshot, { ...snapshot.files[0], path: "x", stats: "{" } as never)("s")).toBeUndefined();
  });
});

describe.each(["arquero", "duckdb"] as const)("a filter that %s asks of", (engine) => {
  const schema = [
    { name: "day", type: "date", nullable: true },
    { name: "n", type: "int32", nullable: false },
    { name: "t", type: "string", nullable: false },
  ] as const satisfies Schema;
  const rows = Array.from({ length: 100 }, (_, n) => ({ day: new Date(86_400_000 * (n % 10)), n, t: `text ${n}` }));

  test("a Delta table opens the files of its partitions alone", async () => {
    const target = join(folder.path, `${engine}-days`);
    await fromRows(rows, schema).writeDelta(target, { partitionBy: "day" });
    const { store, path } = openPlace(target);
    const { store: counted, read } = counting(store);
    const frame = await readDelta({ store: counted, path }, schema);
    const opened = async (where: Parameters<typeof frame.filter>[0]): Promise<number> => {
      read.length = 0;
      const [found] = await frame
        .filter(where)
        .rollup((d) => ({ n: op.count(d.n) }))
        .toRows({ engine });
      const files = new Set(read).size;
      expect(found?.n).toBe(10 * files);
      return files;
    };
    expect(await opened((d) => d.day.eq(new Date("1970-01-03")))).toBe(1);
    expect(await opened((d) => d.day.lt(new Date("1970-01-04")))).toBe(3);
    expect(await opened((d) => d.day.day().gt(8))).toBe(2);
    expect(await opened((d) => d.day.isNull())).toBe(0);
    expect(await opened((d) => d.n.ge(0))).toBe(10);
  });

  test("a Delta table opens the files alone that may hold such rows by the log", async () => {
    const target = join(folder.path, `${engine}-files`);
    for (let from = 0; from < 100; from += 20)
      await fromRows(rows.slice(from, from + 20), schema).writeDelta(target, { mode: "append" });
    const { store, path } = openPlace(target);
    const { store: counted, read } = counting(store);
    const frame = await readDelta({ store: counted, path }, schema);
    read.length = 0;
    const found = await frame
      .filter((d) => d.n.between(38, 41))
      .orderby("n")
      .toRows({ engine });
    expect(found).toEqual(rows.slice(38, 42));
    expect(new Set(read).size).toBe(2);
  });
});

test("a Parquet file is read in those row groups alone that may hold the rows of a filter", async () => {
  const schema = [{ name: "n", type: "int32", nullable: false }] as const satisfies Schema;
  const rowCount = 250_000;
  const target = join(folder.path, "groups.parquet");
  await fromColumns({
    schema,
    rowCount,
    columns: { n: Int32Array.from({ length: rowCount }, (_, n) => n) },
  }).writeParquet(target);
  const { store, path } = openPlace(target);
  const size = (await store.head(path))?.size ?? 0;
  let bytes = 0;
  const files = async function* () {
    const read = async (start: number, end: number) => {
      bytes += end - start;
      return store.get(path, { start, end });
    };
    yield { path, size, read };
  };
  const frame = scanParquet(files, schema);
  const found = await frame.filter((d) => d.n.gt(rowCount - 3)).toRows({ engine: "arquero" });
  expect(found).toEqual([{ n: rowCount - 2 }, { n: rowCount - 1 }]);
  expect(bytes).toBeLessThan(size * 0.8);
});
