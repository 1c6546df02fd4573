import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { appendRows, createTable, overwriteRows } from "../../src/delta/index.ts";
import { packageRoot } from "../../src/root.ts";
import { memoryStore, textOf } from "./memory-store.ts";
import { fixedEffects, rowsOf, schemaOf } from "./rows.ts";

test("the log of a fixed input is, byte for byte, the one that was reviewed", async () => {
  const ref = { store: memoryStore(), path: "t" };
  const effects = fixedEffects();
  const schema = schemaOf({
    id: "int64",
    name: "string",
    at: "timestamp",
    tags: { kind: "list", element: "string", containsNull: true },
  });
  const rows = [
    { id: 1n, name: "Art 😀", at: 1_514_764_800_000_000n, tags: ["a", null] },
    { id: null, name: null, at: null, tags: null },
  ];
  await createTable(ref, { schema, name: "pins", properties: { "delta.checkpointInterval": "100" } }, effects);
  await appendRows(ref, rowsOf(schema, rows), { txns: [{ appId: "pins/shard-0", version: 41 }] }, effects);
  await overwriteRows(ref, rowsOf(schema, []), {}, effects);
  const texts = await Promise.all(
    [0, 1, 2].map((version) => textOf(ref.store, `t/_delta_log/${String(version).padStart(20, "0")}.json`)),
  );
  expect(texts.join("")).toBe(await readFile(join(packageRoot, "test/delta/log.golden.jsonl"), "utf8"));
});
