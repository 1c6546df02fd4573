import { describe, expect, test } from "@jest/globals";
import {
  appendRows,
  createTable,
  overwriteRows,
  readRows,
  readSnapshot,
  type TableRef,
} from "../../src/delta/index.ts";
import type { ColumnTable, DataType } from "../../src/schema.ts";
import { memoryStore } from "./memory-store.ts";
import { rowsOf, schemaOf, toRows } from "./rows.ts";

const types: Readonly<Record<string, readonly [DataType, readonly unknown[], readonly (string | null)[]]>> = {
  string: ["string", ["a b", "x/y=%20", "é😀", ".."], ["a b", "x/y=%20", "é😀", ".."]],
  boolean: ["boolean", [true, false], ["true", "false"]],
  int8: ["int8", [-128], ["-128"]],
  int64: ["int64", [2n ** 63n - 1n, -(2n ** 63n)], ["9223372036854775807", "-9223372036854775808"]],
  float64: [
    "float64",
    [0.1, -0, 1e21, Number.NaN, Number.NEGATIVE_INFINITY],
    ["0.1", "-0.0", "1e+21", "NaN", "-Infinity"],
  ],
  date: ["date", [0, -1], ["1970-01-01", "1969-12-31"]],
  timestamp: ["timestamp", [-1n, 0n], ["1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z"]],
  timestamp_ntz: ["timestamp_ntz", [1_500_000n], ["1970-01-01 00:00:01.500000"]],
  decimal: [{ kind: "decimal", precision: 10, scale: 2 }, ["-0.50", "12.00"], ["-0.50", "12.00"]],
};

const tableBy = async (schema: ColumnTable["schema"], partitionBy: readonly string[]): Promise<TableRef> => {
  const ref = { store: memoryStore(), path: "t" };
  await createTable(ref, { schema, partitionBy });
  return ref;
};
const filesOf = async (ref: TableRef) => (await readSnapshot(ref)).files;

describe("a table that is divided by a column", () => {
  test.each(Object.entries(types))("of type %s has its values in the log, and gives them again", async (_, given) => {
    const [type, values, texts] = given;
    const schema = schemaOf({ p: type, n: "int32" });
    const ref = await tableBy(schema, ["p"]);
    const rows = [...values, null].map((p, n) => ({ p, n }));
    await appendRows(ref, rowsOf(schema, rows));
    const files = await filesOf(ref);
    expect(files.map((file) => file.partitionValues.p)).toEqual([...texts, null]);
    expect(toRows(await readRows(ref)).sort((a, b) => Number(a.n) - Number(b.n))).toEqual(rows);
    expect(files.every(({ path }) => /^p=[^/]+\/part-/.test(path))).toBe(true);
    expect(files.map(({ stats }) => Object.keys(JSON.parse(stats ?? "").nullCount))).toEqual(files.map(() => ["n"]));
  });

  test("by several has a folder in a folder, and a file a partition whatever the rows' order", async () => {
    const schema = schemaOf({ a: "string", n: "int32", b: "date" });
    const ref = await tableBy(schema, ["b", "a"]);
    const rows = Array.from({ length: 60 }, (_, n) => ({ a: ["x", "y", null][n % 3], n, b: n % 2 }));
    await appendRows(ref, rowsOf(schema, rows));
    const files = await filesOf(ref);
    expect(files.map(({ path }) => path.slice(0, path.lastIndexOf("/"))).sort()).toEqual(
      [
        ...["x", "y", "__HIVE_DEFAULT_PARTITION__"].map((a) => `b=1970-01-01/a=${a}`).sort(),
        ...["x", "y", "__HIVE_DEFAULT_PARTITION__"].map((a) => `b=1970-01-02/a=${a}`).sort(),
      ].sort(),
    );
    const back = toRows(await readRows(ref)).sort((a, b) => Number(a.n) - Number(b.n));
    expect(back).toEqual(rows);
  });

  test("takes rows of more partitions than are held, and loses none", async () => {
    const schema = schemaOf({ p: "int32", t: "string" });
    const ref = await tableBy(schema, ["p"]);
    const text = "x".repeat(100_000);
    const tables = async function* () {
      for (let part = 0; part < 8; part++)
        yield rowsOf(
          schema,
          Array.from({ length: 100 }, (_, p) => ({ p, t: text })),
        );
    };
    const written = await appendRows(ref, tables());
    expect(written).toMatchObject({ rows: 800 });
    expect((await filesOf(ref)).length).toBeGreaterThan(100);
    const { columns } = await readRows(ref, { columns: ["p"] });
    const counts = new Map<unknown, number>();
    for (const p of Array.from(columns.p ?? [])) counts.set(p, (counts.get(p) ?? 0) + 1);
    expect([...counts.values()]).toEqual(new Array(100).fill(8));
  });

  test("names a folder in no more bytes than file systems take", async () => {
    const schema = schemaOf({ p: "string", n: "int32" });
    const ref = await tableBy(schema, ["p"]);
    const rows = ["😀".repeat(100), `${"😀".repeat(99)}x`].map((p, n) => ({ p, n }));
    await appendRows(ref, rowsOf(schema, rows));
    expect(toRows(await readRows(ref))).toEqual(rows);
    for (const { path } of await filesOf(ref)) expect(decodeURIComponent(path).split("/")[0]?.length).toBeLessThan(256);
  });

  test("is overwritten whole or by partition, and the others stay", async () => {
    const schema = schemaOf({ p: "string", n: "int32" });
    const ref = await tableBy(schema, ["p"]);
    const at = (n: number, ...names: readonly (string | null)[]) =>
      rowsOf(
        schema,
        names.map((p) => ({ p, n })),
      );
    const shown = async () =>
      toRows(await readRows(ref))
        .map(({ p, n }) => `${p}${n}`)
        .sort();
    await appendRows(ref, at(0, "a", "b", null));
    await overwriteRows(ref, at(1, "b", null, "c"), { replaces: "partitions" });
    expect(await shown()).toEqual(["a0", "b1", "c1", "null1"]);
    const isA = async (files: Awaited<ReturnType<typeof filesOf>>) =>
      files.filter((file) => file.partitionValues.p === "a");
    await overwriteRows(ref, at(2, "a"), { replaces: isA });
    expect(await shown()).toEqual(["a2", "b1", "c1", "null1"]);
    await expect(overwriteRows(ref, at(3, "a", "b"), { replaces: isA })).rejects.toThrow("rows of the partition p=b");
    expect(await shown()).toEqual(["a2", "b1", "c1", "null1"]);
    await overwriteRows(ref, at(4, "d"));
    expect(await shown()).toEqual(["d4"]);
    const keys: string[] = [];
    for await (const { key } of ref.store.list("t/p=")) keys.push(key);
    expect(keys).toHaveLength(3 + 3 + 1 + 1);
  });

  test("refuses what it cannot be divided by, and an empty text, which would come back as null", async () => {
    const schema = schemaOf({ p: "string", b: "binary", l: { kind: "list", element: "int32", containsNull: true } });
    const make = (...partitionBy: readonly string[]) =>
      createTable({ store: memoryStore(), path: "t" }, { schema, partitionBy });
    await expect(make("x")).rejects.toThrow("cannot be partitioned by x: its columns are p, b, l");
    await expect(make("b")).rejects.toThrow("by b, which is of type binary");
    await expect(make("l")).rejects.toThrow("by l, which is of type list<int32>");
    await expect(make("p", "p")).rejects.toThrow("by p twice");
    await expect(
      createTable({ store: memoryStore(), path: "t" }, { schema: schemaOf({ p: "string" }), partitionBy: ["p"] }),
    ).rejects.toThrow("by all of its columns");
    const ref = await tableBy(schema, ["p"]);
    await expect(appendRows(ref, rowsOf(schema, [{ p: "" }]))).rejects.toThrow(
      "an empty text, which Delta tables take for null",
    );
    await expect(appendRows(ref, rowsOf(schema, [{ p: "a" }]), { partitionBy: ["b"] })).rejects.toThrow(
      "is partitioned by p and not by b",
    );
    await expect(createTable(ref, { schema, ifNotExists: true })).rejects.toThrow("it is partitioned by p");
    expect(await createTable(ref, { schema, partitionBy: ["p"], ifNotExists: true })).toMatchObject({ created: false });
    const plain = await tableBy(schema, []);
    await expect(overwriteRows(plain, rowsOf(schema, []), { replaces: "partitions" })).rejects.toThrow(
      "is not partitioned",
    );
    expect((await filesOf(ref)).length).toBe(0);
  });
});
