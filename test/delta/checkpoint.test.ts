import { describe, expect, test } from "@jest/globals";
import { appendRows, createTable, overwriteRows, readRows, readSnapshot } from "../../src/delta/index.ts";
import { encodeParquet } from "../../src/parquet/index.ts";
import type { ObjectStore } from "../../src/storage/index.ts";
import { memoryStore, textOf } from "./memory-store.ts";
import { rowsOf, schemaOf, toRows } from "./rows.ts";

const schema = schemaOf({ id: "int64" });
const one = (id: number) => rowsOf(schema, [{ id: BigInt(id) }]);
const log = (name: string) => `t/_delta_log/${name}`;
const digits = (version: number) => String(version).padStart(20, "0");
const names = async (store: ObjectStore, part: string) => {
  const found: string[] = [];
  for await (const { key } of store.list("t/_delta_log/")) if (key.includes(part)) found.push(key);
  return found;
};

const filled = async (commits: number) => {
  const ref = { store: memoryStore(), path: "t" };
  await createTable(ref, { schema, name: "n", properties: { "x.y": "z" } });
  for (let at = 1; at <= commits; at++) await appendRows(ref, one(at), { txns: [{ appId: "app", version: at }] });
  return ref;
};
const withoutCheckpoints = (store: ObjectStore): ObjectStore => ({
  ...store,
  list: async function* (prefix, options) {
    for await (const info of store.list(prefix, options)) if (!info.key.includes(".checkpoint.")) yield info;
  },
});
const withoutCommits = async (store: ObjectStore, to: number) => {
  for (let version = 0; version <= to; version++) await store.delete(log(`${digits(version)}.json`));
};

describe("checkpoints", () => {
  test("are written every ten commits and hold the whole table", async () => {
    const ref = await filled(21);
    const fromCommits = await readSnapshot({ store: withoutCheckpoints(ref.store), path: "t" });
    expect(await names(ref.store, ".checkpoint.")).toEqual([10, 20].map((v) => log(`${digits(v)}.checkpoint.parquet`)));
    expect(JSON.parse(await textOf(ref.store, log("_last_checkpoint")))).toMatchObject({
      version: 20,
      size: 23,
      numOfAddFiles: 20,
    });
    await withoutCommits(ref.store, 20);
    const { checkpointVersion, ...after } = await readSnapshot(ref);
    const files = after.files.map((file) => ({ ...file, dataChange: true }));
    expect({ ...after, files }).toEqual(fromCommits);
    expect(checkpointVersion).toBe(20);
    expect(toRows(await readRows(ref)).map(({ id }) => Number(id))).toEqual(
      Array.from({ length: 21 }, (_, at) => at + 1),
    );
  });

  test("keep tombstones", async () => {
    const ref = await filled(9);
    await overwriteRows(ref, one(0));
    await withoutCommits(ref.store, 10);
    expect(await readSnapshot(ref)).toMatchObject({
      version: 10,
      files: [{}],
      tombstones: Array(9).fill({ dataChange: false }),
    });
  });

  test("come as often as delta.checkpointInterval says", async () => {
    const ref = { store: memoryStore(), path: "t" };
    await createTable(ref, { schema, properties: { "delta.checkpointInterval": "2" } });
    for (let at = 1; at <= 5; at++) await appendRows(ref, one(at));
    expect(await names(ref.store, ".checkpoint.")).toHaveLength(2);
  });

  test.each([
    ["is missing", undefined],
    ["is no JSON", "{"],
    ["names a checkpoint that is not there", `{"version":15,"size":1}`],
    ["names a version that is not there", `{"version":99,"size":1}`],
    ["is older than the newest", `{"version":10,"size":1}`],
  ])("are found although _last_checkpoint %s", async (_, text) => {
    const ref = await filled(21);
    if (text === undefined) await ref.store.delete(log("_last_checkpoint"));
    else await ref.store.put(log("_last_checkpoint"), new TextEncoder().encode(text));
    await withoutCommits(ref.store, 9);
    expect((await readRows(ref)).rowCount).toBe(21);
    expect((await readRows(ref, { version: 10 })).rowCount).toBe(10);
  });

  test("that cannot be written do not undo the commit, and the next commit makes up for them", async () => {
    const ref = await filled(9);
    const lines: string[] = [];
    const put: ObjectStore["put"] = (key, body) =>
      key.includes(".checkpoint.") ? Promise.reject(new Error("disk full")) : ref.store.put(key, body);
    const full = { store: { ...ref.store, put }, path: "t" };
    expect(await appendRows(full, one(10), { log: (line) => lines.push(line) })).toMatchObject({ version: 10 });
    expect(lines).toEqual(["no checkpoint of memory://test/t at version 10: disk full"]);
    await appendRows(ref, one(11));
    expect(await names(ref.store, ".checkpoint.")).toEqual([log(`${digits(11)}.checkpoint.parquet`)]);
  });

  test("of the second kind are refused by name", async () => {
    const ref = await filled(3);
    const sidecar = schemaOf({ sidecar: { kind: "struct", fields: schemaOf({ path: "string" }) } });
    await ref.store.put(
      log(`${digits(3)}.checkpoint.parquet`),
      encodeParquet(rowsOf(sidecar, [{ sidecar: { path: "x" } }])),
    );
    await expect(readRows(ref)).rejects.toThrow(/0{19}3.checkpoint.parquet is a V2 checkpoint \(it has sidecar rows\)/);
  });
});
