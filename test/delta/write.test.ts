import { describe, expect, test } from "@jest/globals";
import { appendRows, createTable, overwriteRows, readRows, readSnapshot, tableHistory } from "../../src/delta/index.ts";
import { fileStore } from "../../src/storage/index.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { memoryStore } from "./memory-store.ts";
import { rowsOf, schemaOf, toRows } from "./rows.ts";

const schema = schemaOf({ id: "int64", name: "string" });
const row = (id: bigint, name: string | null = null) => ({ id, name });
const fresh = async () => {
  const ref = { store: memoryStore(), path: "tables/t" };
  await createTable(ref, { schema });
  return ref;
};

describe("appendRows and overwriteRows", () => {
  test("rows appended and overwritten in a folder are read back at every version", async () => {
    const ref = { store: fileStore(await temporaryFolder()), path: "tables/pins" };
    expect(await createTable(ref, { schema, name: "pins" })).toEqual({ version: 0, created: true });
    expect(await appendRows(ref, rowsOf(schema, [row(1n, "a"), row(2n)]))).toMatchObject({ version: 1, rows: 2 });
    expect(await appendRows(ref, rowsOf(schema, [row(3n, "😀")]))).toMatchObject({ version: 2, rows: 1 });
    expect(await overwriteRows(ref, rowsOf(schema, [row(9n, "z")]))).toMatchObject({ version: 3, rows: 1 });
    expect(toRows(await readRows(ref))).toEqual([row(9n, "z")]);
    expect(toRows(await readRows(ref, { version: 2 }))).toEqual([row(1n, "a"), row(2n), row(3n, "😀")]);
    expect(toRows(await readRows(ref, { version: 0 }))).toEqual([]);
    expect((await tableHistory(ref)).map((entry) => [entry.version, entry.operation])).toEqual([
      [3, "WRITE"],
      [2, "WRITE"],
      [1, "WRITE"],
      [0, "CREATE TABLE"],
    ]);
  });

  test("columns and a limit cut what is read", async () => {
    const ref = await fresh();
    await appendRows(ref, rowsOf(schema, [row(1n, "a"), row(2n, "b")]));
    await appendRows(ref, rowsOf(schema, [row(3n, "c")]));
    const read = await readRows(ref, { columns: ["name"], limit: 2 });
    expect(read.schema.map((field) => field.name)).toEqual(["name"]);
    expect(toRows(read)).toEqual([{ name: "a" }, { name: "b" }]);
    expect(toRows(await readRows(ref, { limit: 0 }))).toEqual([]);
    await expect(readRows(ref, { limit: -1 })).rejects.toThrow(/limit of rows is -1/);
    await expect(readRows(ref, { columns: ["nme"] })).rejects.toThrow(/no column nme; its columns are id, name/);
  });

  test("a missing nullable column becomes nulls, and columns may come in another order", async () => {
    const ref = await fresh();
    await appendRows(ref, rowsOf(schemaOf({ id: "int64" }), [{ id: 1n }]));
    await appendRows(ref, rowsOf(schemaOf({ name: "string", id: "int64" }), [{ name: "b", id: 2n }]));
    expect(toRows(await readRows(ref))).toEqual([row(1n), row(2n, "b")]);
  });

  test("an empty append makes a version without files, an empty overwrite empties the table", async () => {
    const ref = await fresh();
    expect(await appendRows(ref, rowsOf(schema, []))).toMatchObject({ version: 1, rows: 0 });
    await appendRows(ref, rowsOf(schema, [row(1n)]));
    await overwriteRows(ref, rowsOf(schema, []));
    expect((await readSnapshot(ref)).files).toEqual([]);
    expect(await readRows(ref)).toEqual({ schema, rowCount: 0, columns: { id: [], name: [] } });
  });
});
