import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { duckdbEngine, fromColumns, readCsv, readNdjson, type WriteFilesOptions } from "../../../src/frame/index.ts";
import { decodeParquet, parquetFileSchema } from "../../../src/parquet/index.ts";
import type { ColumnTable, Schema } from "../../../src/schema.ts";
import { keepDuckdbOpen } from "../../support/duckdb-folder.ts";
import { temporaryFolder } from "../../support/temporary.ts";

keepDuckdbOpen();

const flat = [
  { name: "b", type: "boolean", nullable: true },
  { name: "i8", type: "int8", nullable: true },
  { name: "i", type: "int32", nullable: false },
  { name: "l", type: "int64", nullable: true },
  { name: 's "q"', type: "string", nullable: true },
  { name: "d", type: "date", nullable: true },
  { name: "t", type: "timestamp", nullable: true },
  { name: "n", type: "timestamp_ntz", nullable: true },
] as const satisfies Schema;

const flatRows: ColumnTable = {
  schema: flat,
  rowCount: 3,
  columns: {
    b: [true, null, false],
    i8: [-128, 127, null],
    i: [1, -(2 ** 31), 0],
    l: [2n ** 63n - 1n, null, -5n],
    's "q"': ['a,"\n😀', null, ""],
    d: [-1, 18_000, null],
    t: [-1n, 1_600_000_000_123_456n, null],
    n: [0n, null, 86_400_000_000n],
  },
};

const more = [
  { name: "f", type: "float64", nullable: true },
  { name: "f32", type: "float32", nullable: true },
  { name: "bin", type: "binary", nullable: true },
  { name: "list", type: { kind: "list", element: "timestamp", containsNull: true }, nullable: true },
  {
    name: "st",
    type: {
      kind: "struct",
      fields: [
        { name: "A b", type: "timestamp", nullable: true },
        { name: "c", type: { kind: "list", element: "string", containsNull: true }, nullable: true },
      ],
    },
    nullable: true,
  },
  { name: "m", type: { kind: "map", key: "string", value: "timestamp", valueContainsNull: true }, nullable: true },
] as const satisfies Schema;

const moreRows: ColumnTable = {
  schema: more,
  rowCount: 3,
  columns: {
    f: [-0, Number.NaN, null],
    f32: [0.5, Number.NEGATIVE_INFINITY, null],
    bin: [new Uint8Array([0, 255]), null, new Uint8Array()],
    list: [[1n, null], [], null],
    st: [{ "A b": 5n, c: ["x", null] }, null, { "A b": null, c: null }],
    m: [new Map([["k", 7n]]), new Map(), null],
  },
};

const written = async (rows: ColumnTable, options: Omit<WriteFilesOptions, "path">) => {
  const path = join(await temporaryFolder(), "rows");
  const { plan, sources } = fromColumns(rows);
  const files = await duckdbEngine.write(plan, sources, { ...options, path });
  return { path, files };
};

const nullable = (schema: Schema): Schema => schema.map((field) => ({ ...field, nullable: true }));

async function* fileAt(path: string) {
  yield { path, bytes: new Uint8Array(await readFile(path)) };
}

describe("DuckDB writes files", () => {
  test.each([
    ["plain columns", flatRows],
    ["floats, bytes and nested columns", moreRows],
  ])("of Parquet that hold %s as they were", async (_, rows) => {
    const { path, files } = await written(rows, { format: "parquet" });
    const bytes = new Uint8Array(await readFile(path));
    expect(files).toMatchObject([{ path, rows: 3, bytes: bytes.length }]);
    expect((await parquetFileSchema(bytes, path)).schema).toEqual(nullable(rows.schema));
    expect((await decodeParquet(bytes, rows.schema, path)).columns).toEqual(rows.columns);
  });

  test("and says what Parquet's footers say of their columns", async () => {
    const { files } = await written(flatRows, { format: "parquet" });
    expect(files[0]?.columns).toEqual({
      b: { nulls: 1, min: false, max: true },
      i8: { nulls: 1, min: -128, max: 127 },
      i: { nulls: 0, min: -(2 ** 31), max: 1 },
      l: { nulls: 1, min: -5n, max: 2n ** 63n - 1n },
      's "q"': { nulls: 1, min: "", max: 'a,"\n😀' },
      d: { nulls: 1, min: -1, max: 18_000 },
      t: { nulls: 1, min: -1n, max: 1_600_000_000_123_456n },
      n: { nulls: 1, min: 0n, max: 86_400_000_000n },
    });
    const { files: floats } = await written(moreRows, { format: "parquet" });
    expect(floats[0]?.columns).toEqual({
      f: { nulls: 1 },
      f32: { nulls: 1, min: Number.NEGATIVE_INFINITY, max: 0.5 },
      bin: { nulls: 1 },
    });
  });

  test.each([
    ["CSV", "csv", (path: string) => readCsv(fileAt(path), flat)],
    ["JSON lines", "ndjson", (path: string) => readNdjson(fileAt(path), flat)],
  ] as const)("of %s that its reader reads as they were", async (_, format, read) => {
    const { path, files } = await written(flatRows, { format });
    expect(files).toMatchObject([{ path, rows: 3, columns: {} }]);
    const { frame, rejected } = await read(path);
    expect(rejected).toEqual([]);
    expect((await frame.collect()).columns).toEqual(flatRows.columns);
  });

  test("several of a size where one would grow too large and the order is free", async () => {
    const rowCount = 500_000;
    const rows: ColumnTable = {
      schema: [{ name: "n", type: "int32", nullable: false }],
      rowCount,
      columns: { n: Int32Array.from({ length: rowCount }, (__, row) => Math.imul(row, 0x9e3779b1)) },
    };
    const { files } = await written(rows, { format: "parquet", bytesPerFile: 200_000, anyOrder: true });
    expect(files.length).toBeGreaterThan(1);
    const read = new Set<unknown>();
    for (const { path, rows: count } of files) {
      const table = await decodeParquet(new Uint8Array(await readFile(path)), rows.schema, path);
      expect(table.rowCount).toBe(count);
      for (let row = 0; row < table.rowCount; row++) read.add(table.columns.n?.[row]);
    }
    expect(read).toEqual(new Set(rows.columns.n as Int32Array));
    await expect(written(rows, { format: "parquet", bytesPerFile: 200_000 })).rejects.toThrow("leave bytesPerFile out");
  });

  test("an empty frame too", async () => {
    const { path, files } = await written(
      { ...flatRows, rowCount: 0, columns: Object.fromEntries(flat.map(({ name }) => [name, []])) },
      { format: "parquet" },
    );
    expect(files).toMatchObject([{ path, rows: 0 }]);
    expect((await parquetFileSchema(new Uint8Array(await readFile(path)), path)).rowCount).toBe(0);
  });

  test("and refuses, before it runs, what a format cannot hold as it is", async () => {
    await expect(written(moreRows, { format: "csv" })).rejects.toThrow("column bin of type binary");
    await expect(written(moreRows, { format: "ndjson" })).rejects.toThrow("column f of type float64");
    const twins: ColumnTable = {
      schema: [
        { name: "a", type: "int32", nullable: false },
        { name: "A", type: "int32", nullable: false },
      ],
      rowCount: 0,
      columns: { a: [], A: [] },
    };
    await expect(written(twins, { format: "parquet" })).rejects.toThrow('two columns "A"');
  });
});
