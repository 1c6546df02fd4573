import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { NoSuchTable, TableExists, tableHistory } from "../../../src/delta/index.ts";
import { fromColumns, fromRows, readDelta, scanNdjson } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";
import { fileStore, mount, openPlace } from "../../../src/storage/index.ts";
import { memoryStore } from "../../delta/memory-store.ts";
import { crashingStore } from "../../support/crashing-store.ts";
import { temporaryFolder } from "../../support/temporary.ts";
import { everyDeltaType } from "./every-type.ts";

const schema = [
  { name: "n", type: "int64", nullable: false },
  { name: "t", type: "string", nullable: true },
] as const satisfies Schema;
const rows = [
  { n: 1n, t: "a" },
  { n: 2n, t: null },
];
const frame = fromRows(rows, schema);

describe("a Delta table of a frame", () => {
  test("is made, added to, overwritten and read at any version", async () => {
    const target = join(await temporaryFolder(), "tables/pins");
    expect(await frame.writeDelta(target)).toMatchObject({ version: 0, rows: 2, files: 1, skipped: false });
    await expect(frame.writeDelta(target)).rejects.toBeInstanceOf(TableExists);
    expect(await frame.writeDelta(target, { mode: "append" })).toMatchObject({ version: 1, rows: 2 });
    const more = frame.filter((d) => d.n.eq(2n));
    expect(await more.writeDelta(target, { mode: "overwrite" })).toMatchObject({ version: 2, rows: 1 });
    const read = async (options: { readonly version?: number }) =>
      (await (await readDelta(target, schema, options)).toRows()).map((row) => row.n);
    expect(await read({})).toEqual([2n]);
    expect(await read({ version: 1 })).toEqual([1n, 2n, 1n, 2n]);
    expect(await read({ version: 0 })).toEqual([1n, 2n]);
    const history = await tableHistory(openPlace(target));
    expect(history.map((entry) => entry.operation)).toEqual(["WRITE", "WRITE", "CREATE TABLE AS SELECT"]);
  });

  test("is made where append finds none, and its txns are written once", async () => {
    const place = { store: memoryStore(), path: "t" };
    await frame.writeDelta(place, { mode: "append" });
    const txns = [{ appId: "a", version: 1 }];
    expect(await frame.writeDelta(place, { mode: "append", txns })).toMatchObject({ version: 1, skipped: false });
    expect(await frame.writeDelta(place, { mode: "append", txns })).toMatchObject({
      version: 1,
      rows: 0,
      skipped: true,
    });
    const none = { ...place, path: "none" };
    await expect(frame.writeDelta(none, { mode: "append", txns })).rejects.toBeInstanceOf(NoSuchTable);
  });

  test("holds every type, and tells its own schema", async () => {
    const pins = mount("/mnt/pins", fileStore(await temporaryFolder()));
    await fromColumns(everyDeltaType).writeDelta(pins.at("tables/all"));
    const back = await (await readDelta(pins.at("tables/all"))).collect();
    expect(back.schema).toEqual(everyDeltaType.schema);
    for (const { name } of back.schema) {
      expect([name, Array.from(back.columns[name] ?? [])]).toEqual([name, everyDeltaType.columns[name]]);
    }
  });

  test("is read by a schema that must be of its columns", async () => {
    const place = { store: memoryStore(), path: "t" };
    await frame.writeDelta(place);
    const some = [{ name: "t", type: "string", nullable: true }] as const satisfies Schema;
    expect(await (await readDelta(place, some)).toRows()).toEqual([{ t: "a" }, { t: null }]);
    const with_ = (name: string, type: "int32" | "int64" | "string", nullable: boolean) =>
      readDelta(place, [{ name, type, nullable }] as const);
    await expect(with_("x", "int64", true)).rejects.toThrow("no column 'x'; its columns are n, t");
    await expect(with_("n", "int32", true)).rejects.toThrow("'n' as int64, and not as int32");
    await expect(with_("t", "string", false)).rejects.toThrow("may have nulls in 't'");
    await expect(readDelta(join(await temporaryFolder(), "none"))).rejects.toBeInstanceOf(NoSuchTable);
  });

  test("of rows that fail is not there, nor a file of it", async () => {
    const store = memoryStore();
    const lines = async function* () {
      yield { path: "a", bytes: new TextEncoder().encode('{"n":1}\n{}\n') };
    };
    const failing = scanNdjson(lines, schema, { strict: true });
    await expect(failing.writeDelta({ store, path: "t" })).rejects.toThrow("line 2: n is missing");
    const keys: string[] = [];
    for await (const { key } of store.list("")) keys.push(key);
    expect(keys).toEqual([]);
  });

  test("is whole or not there wherever its writer stops", async () => {
    for (let at = 1; at <= 3; at++) {
      for (const when of ["before", "after"] as const) {
        const store = memoryStore();
        const writing = frame.writeDelta({ store: crashingStore(store, at, when), path: "t" }).catch(() => {});
        await writing;
        const read = await readDelta({ store, path: "t" }, schema).then(
          (table) => table.toRows(),
          (error: unknown) => error,
        );
        if (read instanceof NoSuchTable) continue;
        expect(read).toEqual(rows);
      }
    }
  });
});
