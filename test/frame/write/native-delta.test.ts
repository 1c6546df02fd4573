import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readRows, readSnapshot } from "../../../src/delta/index.ts";
import { fromColumns, op, readDelta } from "../../../src/frame/index.ts";
import type { ColumnTable, Schema } from "../../../src/schema.ts";
import { openPlace } from "../../../src/storage/index.ts";
import { duckdbFolder } from "../../support/duckdb-folder.ts";

const folder = duckdbFolder();

const schema = [
  { name: "i", type: "int32", nullable: false },
  { name: "l", type: "int64", nullable: true },
  { name: "f", type: "float64", nullable: true },
  { name: "nan", type: "float64", nullable: true },
  { name: "s", type: "string", nullable: true },
  { name: "b", type: "boolean", nullable: true },
  { name: "bin", type: "binary", nullable: true },
  { name: "d", type: "date", nullable: true },
  { name: "t", type: "timestamp", nullable: true },
  { name: "list", type: { kind: "list", element: "string", containsNull: true }, nullable: true },
  {
    name: "st",
    type: { kind: "struct", fields: [{ name: "a", type: "timestamp", nullable: true }] },
    nullable: true,
  },
] as const satisfies Schema;

const rows: ColumnTable = {
  schema,
  rowCount: 4,
  columns: {
    i: [3, -1, 2, 0],
    l: [2n ** 62n, null, -5n, 0n],
    f: [-0, 1e300, null, -1.5],
    nan: [Number.NaN, 1, 2, null],
    s: ["é".repeat(50), "😀", null, ""],
    b: [true, null, false, true],
    bin: [new Uint8Array([1]), null, new Uint8Array(), null],
    d: [-1, 18_000, null, 0],
    t: [-1n, 1_600_000_000_123_456n, null, 0n],
    list: [["a", null], [], null, ["b"]],
    st: [{ a: 5n }, null, { a: null }, { a: -1n }],
  },
};

const tableAt = (name: string) => openPlace(join(folder.path, name));
const statsOf = async (name: string) =>
  (await readSnapshot(tableAt(name))).files.map(({ stats }) => JSON.parse(stats ?? ""));

describe("a Delta table whose files DuckDB writes", () => {
  test("holds the rows, with the statistics that JavaScript would write", async () => {
    const frame = fromColumns(rows).orderby("i");
    await frame.writeDelta(join(folder.path, "native"), { engine: "duckdb" });
    await frame.writeDelta(join(folder.path, "js"), { engine: "arquero" });
    const [native, js] = [tableAt("native"), tableAt("js")];
    expect(await readRows(native)).toEqual(await readRows(js));
    expect(await statsOf("native")).toEqual(await statsOf("js"));
    expect((await readSnapshot(native)).files[0]?.path).toMatch(/zstd\.parquet$/);
    expect(await readdir(join(folder.path, ".pinbook-tmp"))).toEqual([]);
  });

  test("grows by rows that lack nullable columns, and refuses those that do not fit as ever", async () => {
    const frame = fromColumns<{ i: number; s: string | null }>(rows).select("i", "s").orderby("i");
    const target = join(folder.path, "native");
    expect(await frame.writeDelta(target, { engine: "duckdb", mode: "append" })).toMatchObject({ version: 1, rows: 4 });
    const { columns } = await readRows(tableAt("native"), { columns: ["i", "t"] });
    expect(columns.i).toEqual([-1, 0, 2, 3, -1, 0, 2, 3]);
    expect(Array.from(columns.t ?? []).slice(4)).toEqual([null, null, null, null]);
    const other = frame.derive((d) => ({ s: d.i }));
    await expect(other.writeDelta(target, { engine: "duckdb", mode: "append" })).rejects.toThrow("column s of");
    const nulls = frame.derive((d) => ({ i: d.s.tryCast("int32") }));
    await expect(nulls.writeDelta(target, { engine: "duckdb", mode: "append" })).rejects.toThrow("column i");
    expect((await readSnapshot(tableAt("native"))).version).toBe(1);
  });

  test("is read by DuckDB itself where it is large", async () => {
    const rowCount = 600_000;
    const table: ColumnTable = {
      schema: [
        { name: "n", type: "int32", nullable: false },
        { name: "t", type: "timestamp", nullable: true },
      ],
      rowCount,
      columns: {
        n: Int32Array.from({ length: rowCount }, (_, row) => row),
        t: Array.from({ length: rowCount }, (_, row) => BigInt(row) * 1_000_001n),
      },
    };
    const target = join(folder.path, "large");
    const quiet = { onNotice: () => {} };
    const written = await fromColumns(table).writeDelta(target, quiet);
    expect(written).toMatchObject({ rows: rowCount, skipped: false });
    const frame = await readDelta<{ n: number; t: Date | null }>(target);
    const [source] = Object.values(frame.sources);
    expect(await (source as { files(): Promise<unknown> }).files()).toMatchObject({ format: "parquet" });
    const found = await frame.rollup((d) => ({ n: op.count(d.n), most: op.max(d.t) })).toRows(quiet);
    expect(found).toEqual([{ n: rowCount, most: new Date(Number(((BigInt(rowCount) - 1n) * 1_000_001n) / 1000n)) }]);
  });
});
