import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import {
  appendRows,
  createTable,
  DeltaConflict,
  latestTxn,
  overwriteRows,
  readRows,
  readSnapshot,
  tableHistory,
} from "../../src/delta/index.ts";
import { entryPoint } from "../../src/root.ts";
import { fileStore, type ObjectStore } from "../../src/storage/index.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { memoryStore } from "./memory-store.ts";
import { rowsOf, schemaOf, toRows } from "./rows.ts";

const schema = schemaOf({ id: "int64" });
const ids = (...values: readonly number[]) =>
  rowsOf(
    schema,
    values.map((id) => ({ id: BigInt(id) })),
  );
const idsIn = async (ref: Parameters<typeof readRows>[0]) => toRows(await readRows(ref)).map(({ id }) => Number(id));
const fresh = async (change: (store: ObjectStore) => Partial<ObjectStore> = () => ({})) => {
  const store = memoryStore();
  const ref = { store, path: "t" };
  await createTable(ref, { schema });
  return { ref, troubled: { store: { ...store, ...change(store) }, path: "t" } };
};
const isCommit = (key: string) => key.endsWith(".json");

describe("writers at the same time", () => {
  test("fifty in one process all land, each with a version of its own", async () => {
    const { ref } = await fresh();
    const results = await Promise.all(Array.from({ length: 50 }, (_, at) => appendRows(ref, ids(at))));
    expect(results.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, at) => at + 1),
    );
    expect((await idsIn(ref)).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, at) => at));
  });

  test("fifty in two processes all land in one folder", async () => {
    const folder = await temporaryFolder();
    const ref = { store: fileStore(folder), path: "t" };
    await createTable(ref, { schema });
    const script = `
      const [delta, storage, folder, from] = process.argv.slice(1);
      const { appendRows } = await import(delta);
      const ref = { store: (await import(storage)).fileStore(folder), path: "t" };
      const schema = [{ name: "id", type: "int64", nullable: true }];
      const append = (id) => appendRows(ref, { schema, rowCount: 1, columns: { id: [BigInt(id)] } });
      await Promise.all(Array.from({ length: 25 }, (_, at) => append(Number(from) + at)));`;
    const modules = ["delta", "storage"].map((name) => entryPoint(join("src", name, "index")));
    const child = (from: string) =>
      promisify(execFile)(process.execPath, ["--input-type=module", "-e", script, "--", ...modules, folder, from]);
    await Promise.all([child("0"), child("25")]);
    expect((await readSnapshot(ref)).version).toBe(50);
    expect((await idsIn(ref)).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, at) => at));
  });

  test("an overwrite that lost the race replaces what came before it too", async () => {
    const { ref } = await fresh();
    await appendRows(ref, ids(1));
    await Promise.all([appendRows(ref, ids(2)), overwriteRows(ref, ids(9))]);
    expect(await idsIn(ref)).toEqual(
      (await tableHistory(ref))[0]?.operationParameters?.mode === "Overwrite" ? [9] : [9, 2],
    );
  });

  test("give up after so many lost races", async () => {
    const { troubled } = await fresh((store) => ({
      putIfAbsent: async (key, body) => {
        if (isCommit(key)) await appendRows({ store, path: "t" }, ids(0));
        return store.putIfAbsent(key, body);
      },
    }));
    await expect(appendRows(troubled, ids(1), { retries: 2 })).rejects.toThrow(
      /version 3, committed meanwhile, is the last of 3 that came before it; run it again/,
    );
  });

  test("a change of the metadata meanwhile is a conflict, and leaves no file behind", async () => {
    const { ref, troubled } = await fresh((store) => ({
      putIfAbsent: async (key, body) => {
        const { metadata } = await readSnapshot({ store, path: "t" });
        const text = JSON.stringify({ metaData: { ...metadata, name: "new" } });
        await store.put(key, new TextEncoder().encode(text));
        return store.putIfAbsent(key, body);
      },
    }));
    await expect(appendRows(troubled, ids(1))).rejects.toThrow(DeltaConflict);
    await expect(readSnapshot(ref)).resolves.toMatchObject({ version: 1, metadata: { name: "new" }, files: [] });
    const keys: string[] = [];
    for await (const { key } of ref.store.list("t/part-")) keys.push(key);
    expect(keys).toEqual([]);
  });
});

describe("the store's reply to a commit", () => {
  test("that said there is one already, when it is our own, counts as done", async () => {
    const { ref, troubled } = await fresh((store) => ({
      putIfAbsent: async (key, body) => {
        await store.putIfAbsent(key, body);
        return false;
      },
    }));
    expect(await appendRows(troubled, ids(1))).toMatchObject({ version: 1, rows: 1 });
    expect(await idsIn(ref)).toEqual([1]);
  });

  test("that was lost after the write counts as done, and one lost before it is tried again", async () => {
    for (const writes of [true, false]) {
      let failures = 1;
      const { ref, troubled } = await fresh((store) => ({
        putIfAbsent: async (key, body) => {
          if (failures-- <= 0) return store.putIfAbsent(key, body);
          if (writes) await store.putIfAbsent(key, body);
          throw new Error("time-out");
        },
      }));
      expect(await appendRows(troubled, ids(1))).toMatchObject({ version: 1, rows: 1 });
      expect(await idsIn(ref)).toEqual([1]);
    }
  });

  test("that never comes is an error that names the version and the remedy", async () => {
    const { ref, troubled } = await fresh(() => ({ putIfAbsent: () => Promise.reject(new Error("time-out")) }));
    await expect(appendRows(troubled, ids(1))).rejects.toThrow(
      /version 1 of memory:\/\/test\/t could not be committed.*time-out/,
    );
    expect(await idsIn(ref)).toEqual([]);
  });
});

describe("txns", () => {
  const txn = (version: number, appId = "app-0") => ({ txns: [{ appId, version }] });

  test("make a repeated write a skipped one", async () => {
    const { ref } = await fresh();
    expect(await latestTxn(ref, "app-0")).toBeUndefined();
    expect(await appendRows(ref, ids(1), txn(7))).toMatchObject({ version: 1, rows: 1 });
    expect(await appendRows(ref, ids(1), txn(7))).toEqual({ version: 1, skipped: true });
    expect(await appendRows(ref, ids(1), txn(6))).toEqual({ version: 1, skipped: true });
    expect(await appendRows(ref, ids(2), txn(8))).toMatchObject({ version: 2, rows: 1 });
    expect(await appendRows(ref, ids(3), txn(1, "app-1"))).toMatchObject({ version: 3, rows: 1 });
    expect(await latestTxn(ref, "app-0")).toBe(8);
    expect(await idsIn(ref)).toEqual([1, 2, 3]);
  });

  test("that only in part were applied are refused: the rows cannot be told apart", async () => {
    const { ref } = await fresh();
    await appendRows(ref, ids(1), txn(7));
    const both = {
      txns: [
        { appId: "app-0", version: 7 },
        { appId: "app-1", version: 1 },
      ],
    };
    await expect(appendRows(ref, ids(2), both)).rejects.toThrow(/a part of these rows is in .*app-0 is past 7/);
  });

  test("of the same application at the same time conflict, and one of them lands", async () => {
    const { ref } = await fresh();
    const results = await Promise.allSettled([appendRows(ref, ids(1), txn(1)), appendRows(ref, ids(1), txn(1))]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await idsIn(ref)).toEqual([1]);
    expect(await appendRows(ref, ids(1), txn(1))).toMatchObject({ skipped: true });
  });

  test("are refused where they are no whole numbers or double", async () => {
    const { ref } = await fresh();
    await expect(appendRows(ref, ids(1), txn(2 ** 53))).rejects.toThrow(/give a whole number/);
    const twice = {
      txns: [
        { appId: "a", version: 1 },
        { appId: "a", version: 2 },
      ],
    };
    await expect(appendRows(ref, ids(1), twice)).rejects.toThrow(/two txns of a/);
  });
});
