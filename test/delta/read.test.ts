import { describe, expect, test } from "@jest/globals";
import { appendRows, countRows, createTable, readRows, readSnapshot } from "../../src/delta/index.ts";
import { partitionValue } from "../../src/delta/partition.ts";
import { encodeParquet } from "../../src/parquet/index.ts";
import type { DataType } from "../../src/schema.ts";
import { memoryStore } from "./memory-store.ts";
import { rowsOf, schemaOf, toRows } from "./rows.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const schema = schemaOf({ id: "int64", day: "date" });

const partitioned = async (path: string, name: string) => {
  const ref = { store: memoryStore(), path: "t" };
  await createTable(ref, { schema });
  const { metadata } = await readSnapshot(ref);
  const file = encodeParquet(rowsOf(schemaOf({ id: "int64" }), [{ id: 1n }, { id: 2n }]));
  await ref.store.put(`t/${name}`, file);
  const add = {
    path,
    partitionValues: { day: "1970-01-02" },
    size: file.length,
    modificationTime: 0,
    dataChange: true,
  };
  const lines = [{ metaData: { ...metadata, partitionColumns: ["day"] } }, { add }];
  await ref.store.put(
    "t/_delta_log/00000000000000000001.json",
    bytes(lines.map((line) => JSON.stringify(line)).join("\n")),
  );
  return ref;
};

describe("readRows", () => {
  test("takes a partition's value from the log and the file's name from its URI", async () => {
    const ref = await partitioned("day=1970-01-02/a%20b.parquet", "day=1970-01-02/a b.parquet");
    expect(toRows(await readRows(ref))).toEqual([
      { id: 1n, day: 1 },
      { id: 2n, day: 1 },
    ]);
    expect(toRows(await readRows(ref, { columns: ["day"], limit: 1 }))).toEqual([{ day: 1 }]);
  });

  test.each(["s3://bucket/a.parquet", "/etc/a.parquet", "../a.parquet", "x/%2E%2E/%2E%2E/a.parquet"])(
    "refuses a data file outside the table: %s",
    async (path) => {
      const ref = await partitioned(path, "a.parquet");
      await expect(readRows(ref)).rejects.toThrow(/data file outside its own folder/);
    },
  );

  test("names a data file that is damaged or gone", async () => {
    const ref = await partitioned("a.parquet", "a.parquet");
    await ref.store.put("t/a.parquet", bytes("PAR1 no"));
    await expect(readRows(ref)).rejects.toThrow(/the data file memory:\/\/test\/t\/a.parquet cannot be read/);
    await ref.store.delete("t/a.parquet");
    await expect(readRows(ref)).rejects.toThrow(/t\/a.parquet/);
  });

  test("names a torn log entry", async () => {
    const ref = await partitioned("a.parquet", "a.parquet");
    await ref.store.put("t/_delta_log/00000000000000000002.json", bytes(`{"add":{"pa`));
    await expect(readRows(ref)).rejects.toThrow(/t\/_delta_log\/0{19}2.json line 1 is torn or damaged/);
    expect((await readRows(ref, { version: 1 })).rowCount).toBe(2);
  });
});

describe("a partition's value", () => {
  test.each<[DataType, string | null, unknown]>([
    ["string", "a b", "a b"],
    ["string", "", null],
    ["int32", null, null],
    ["int64", "9223372036854775807", 9223372036854775807n],
    ["boolean", "false", false],
    ["float64", "-1.5", -1.5],
    ["date", "1969-12-31", -1],
    ["timestamp", "1970-01-01T00:00:00.000001Z", 1n],
    ["timestamp", "1969-12-31 23:59:59.5", -500_000n],
    ["timestamp_ntz", "1970-01-01 00:00:01", 1_000_000n],
  ])("is read by its type: %p %p", (type, text, value) => {
    expect(partitionValue({ name: "p", type, nullable: true }, text)).toEqual(value);
  });
});

describe("countRows", () => {
  test("counts by the statistics, and by the file where there are none", async () => {
    const ref = await partitioned("a.parquet", "a.parquet");
    expect(await countRows(ref)).toBe(2);
    expect(await countRows(ref, { version: 0 })).toBe(0);
    const flat = { ...ref, path: "flat" };
    await createTable(flat, { schema });
    await appendRows(flat, rowsOf(schema, [{ id: 1n }, { id: 2n }, { id: 3n }]));
    expect(await countRows(flat)).toBe(3);
  });
});
