import { describe, expect, test } from "@jest/globals";
import {
  appendRows,
  createTable,
  listTables,
  NoSuchTable,
  readRows,
  readSnapshot,
  TableExists,
} from "../../src/delta/index.ts";
import type { DataType } from "../../src/schema.ts";
import { memoryStore } from "./memory-store.ts";
import { rowsOf, schemaOf } from "./rows.ts";

const schema = schemaOf({ id: "int64" });
const place = (path = "t") => ({ store: memoryStore(), path });

describe("createTable", () => {
  test("makes an empty table of that schema, name and properties", async () => {
    const ref = place();
    await createTable(ref, { schema, name: "n", description: "d", properties: { "delta.appendOnly": "true" } });
    const snapshot = await readSnapshot(ref);
    expect(snapshot).toMatchObject({
      version: 0,
      schema,
      files: [],
      protocol: { minReaderVersion: 1, minWriterVersion: 2 },
    });
    expect(snapshot.metadata).toMatchObject({
      name: "n",
      description: "d",
      configuration: { "delta.appendOnly": "true" },
    });
  });

  test("asks for the feature that times without zone need", async () => {
    const ref = place();
    await createTable(ref, { schema: schemaOf({ l: { kind: "list", element: "timestamp_ntz", containsNull: true } }) });
    expect((await readSnapshot(ref)).protocol).toMatchObject({ minReaderVersion: 3, readerFeatures: ["timestampNtz"] });
  });

  test("refuses a place that is taken, or leaves a table of the same schema with ifNotExists", async () => {
    const ref = place();
    await createTable(ref, { schema });
    await appendRows(ref, rowsOf(schema, [{ id: 1n }]));
    await expect(createTable(ref, { schema })).rejects.toThrow(TableExists);
    expect(await createTable(ref, { schema, ifNotExists: true })).toEqual({ version: 1, created: false });
    const other = createTable(ref, { schema: schemaOf({ id: "string" }), ifNotExists: true });
    await expect(other).rejects.toThrow(/its schema is another one/);
    expect((await readRows(ref)).rowCount).toBe(1);
  });

  test("of many at once exactly one makes the table", async () => {
    const ref = place();
    const made = await Promise.all(Array.from({ length: 10 }, () => createTable(ref, { schema, ifNotExists: true })));
    expect(made.filter(({ created }) => created)).toHaveLength(1);
  });

  test.each<[string, Readonly<Record<string, DataType>>, RegExp]>([
    ["no columns", {}, /at least one/],
    ["a name with a space", { "a b": "string" }, /cannot be called "a b"/],
    ["names that differ in case alone", { a: "string", A: "string" }, /two columns called A/],
    ["an empty struct", { s: { kind: "struct", fields: [] } }, /struct without fields/],
    [
      "a decimal of too many digits",
      { d: { kind: "decimal", precision: 39, scale: 2 } },
      /column d cannot be a decimal\(39, 2\): the precision is 1 to 38/,
    ],
  ])("refuses %s", async (_, types, message) => {
    const ref = place();
    await expect(createTable(ref, { schema: schemaOf(types) })).rejects.toThrow(message);
    await expect(readSnapshot(ref)).rejects.toThrow(NoSuchTable);
  });
});

describe("listTables", () => {
  test("finds the tables below a prefix", async () => {
    const { store } = place();
    for (const path of ["b/t2", "b/t1", "c"]) await createTable({ store, path }, { schema });
    expect((await listTables(store, "b/")).map(({ path }) => path)).toEqual(["b/t1", "b/t2"]);
    expect((await listTables(store)).map(({ path }) => path)).toEqual(["b/t1", "b/t2", "c"]);
  });

  test("finds a table at the store's root", async () => {
    const ref = place("");
    await createTable(ref, { schema });
    expect(await listTables(ref.store)).toEqual([ref]);
  });
});
