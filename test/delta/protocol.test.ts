import { describe, expect, test } from "@jest/globals";
import {
  appendRows,
  createTable,
  type Metadata,
  overwriteRows,
  type Protocol,
  readRows,
  readSnapshot,
} from "../../src/delta/index.ts";
import { memoryStore } from "./memory-store.ts";
import { rowsOf, schemaOf } from "./rows.ts";

const schema = schemaOf({ id: "int64" });
const rows = rowsOf(schema, [{ id: 1n }]);

const tableOf = async (protocol: Protocol, metadata: Partial<Metadata> = {}) => {
  const ref = { store: memoryStore(), path: "t" };
  await createTable(ref, { schema });
  const { metadata: own } = await readSnapshot(ref);
  const text = `${JSON.stringify({ protocol })}\n${JSON.stringify({ metaData: { ...own, ...metadata } })}`;
  await ref.store.put("t/_delta_log/00000000000000000001.json", new TextEncoder().encode(text));
  return ref;
};
const features = (readerFeatures: readonly string[], writerFeatures = readerFeatures): Protocol => ({
  minReaderVersion: 3,
  minWriterVersion: 7,
  readerFeatures,
  writerFeatures,
});

describe("a table that needs more than pinbook knows", () => {
  test.each<[string, Protocol, Partial<Metadata>, RegExp]>([
    [
      "a higher reader version",
      { minReaderVersion: 4, minWriterVersion: 7 },
      {},
      /needs reader version 4 \(pinbook reads up to 3\)/,
    ],
    [
      "an unknown reader feature",
      features(["deletionVectors"]),
      {},
      /t cannot be read by pinbook: it needs the table feature deletionVectors/,
    ],
    [
      "column mapping",
      { minReaderVersion: 2, minWriterVersion: 5 },
      { configuration: { "delta.columnMapping.mode": "name" } },
      /column mapping/,
    ],
    [
      "another file format",
      { minReaderVersion: 1, minWriterVersion: 2 },
      { format: { provider: "orc", options: {} } },
      /format orc/,
    ],
  ])("is not read: %s", async (_, protocol, metadata, message) => {
    const ref = await tableOf(protocol, metadata);
    await expect(readRows(ref)).rejects.toThrow(message);
    expect((await readRows(ref, { version: 0 })).rowCount).toBe(0);
  });

  const legacy: Protocol = { minReaderVersion: 1, minWriterVersion: 6 };
  const configured = (key: string, value: string) => ({ configuration: { [key]: value } });
  test.each<[string, Protocol, Partial<Metadata>, RegExp]>([
    ["a higher writer version", { minReaderVersion: 1, minWriterVersion: 8 }, {}, /writer version 8/],
    [
      "an unknown writer feature",
      features([], ["rowTracking", "domainMetadata"]),
      {},
      /table feature rowTracking, domainMetadata/,
    ],
    ["a constraint", legacy, configured("delta.constraints.c", "id > 0"), /CHECK constraints/],
    ["the change data feed", legacy, configured("delta.enableChangeDataFeed", "true"), /change data feed/],
    [
      "an invariant",
      legacy,
      {
        schemaString: `{"type":"struct","fields":[{"name":"id","type":"long","nullable":true,"metadata":{"delta.invariants":"{}"}}]}`,
      },
      /column invariants/,
    ],
  ])("is read but not written: %s", async (_, protocol, metadata, message) => {
    const ref = await tableOf(protocol, metadata);
    await expect(appendRows(ref, rows)).rejects.toThrow(message);
    expect((await readRows(ref)).rowCount).toBe(0);
  });
});

describe("a table that pinbook knows", () => {
  test("is written though its protocol lists features that it does not use", async () => {
    const ref = await tableOf(
      features(["timestampNtz"], ["timestampNtz", "checkConstraints", "generatedColumns", "appendOnly"]),
    );
    expect(await appendRows(ref, rows)).toMatchObject({ version: 2, rows: 1 });
    const old = await tableOf({ minReaderVersion: 2, minWriterVersion: 6 });
    expect(await appendRows(old, rows)).toMatchObject({ version: 2, rows: 1 });
  });

  test("with delta.appendOnly takes appended rows and no overwrite", async () => {
    const ref = { store: memoryStore(), path: "t" };
    await createTable(ref, { schema, properties: { "delta.appendOnly": "true" } });
    await appendRows(ref, rows);
    await expect(overwriteRows(ref, rows)).rejects.toThrow(/takes appended rows only/);
    expect((await readRows(ref)).rowCount).toBe(1);
  });
});
