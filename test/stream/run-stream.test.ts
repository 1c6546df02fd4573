import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createTable, latestTxn, readRows, tableHistory } from "../../src/delta/index.ts";
import type { KinesisClient } from "../../src/kinesis/index.ts";
import { fileStore, type ObjectStore } from "../../src/storage/index.ts";
import { recordSchema, runStream, type StreamOptions } from "../../src/stream/index.ts";
import { embedded } from "../kinesis/support.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { idRecord, numbers, schema, textRecord, transform } from "./support.ts";

let kinesis: KinesisClient;
let store: ObjectStore;
let stream: string;
let options: StreamOptions;
let count = 0;

beforeAll(async () => {
  ({ kinesis } = await embedded());
});
beforeEach(async () => {
  store = fileStore(await temporaryFolder());
  stream = `stream-${count++}`;
  await kinesis.createStream(stream, { shards: 2 });
  await createTable({ store, path: "table" }, { schema });
  options = {
    kinesis,
    stream,
    checkpoint: { store, path: "checkpoints/one" },
    table: { store, path: "table" },
    transform,
    until: "end",
  };
});

const put = (...ids: readonly number[]) => kinesis.putRecords(stream, ids.map(idRecord));
const ids = async () => {
  const rows = await readRows({ store, path: "table" });
  return Array.from(rows.columns.id ?? [], Number).sort((a, b) => a - b);
};
const keys = async (prefix: string) => {
  const found: string[] = [];
  for await (const { key } of store.list(prefix)) found.push(key.slice(prefix.length));
  return found;
};
const json = async (key: string) => JSON.parse(new TextDecoder().decode(await store.get(key)));

test("what is in the stream comes into the table once, however often it runs", async () => {
  await put(...numbers(0, 250));
  const report = await runStream({ ...options, maxRecords: 100 });
  expect(report).toEqual({ batches: 3, records: 250, rows: 250, deadLetters: 0, replayed: false, alreadyThere: 0 });
  expect(await runStream(options)).toMatchObject({ batches: 0, records: 0 });
  await put(...numbers(250, 260));
  expect(await runStream(options)).toMatchObject({ batches: 1, records: 10 });
  expect(await ids()).toEqual(numbers(0, 260));
});

test("a batch leaves its ranges, its end and a mark for each shard", async () => {
  await put(...numbers(0, 20));
  await runStream(options);
  const shards = ["shardId-000000000000", "shardId-000000000001"];
  for (const shardId of shards)
    expect(await latestTxn({ store, path: "table" }, `pinbook:${stream}:${shardId}`)).toBe(0);
  expect(await keys("checkpoints/one/")).toEqual(["commits/0.json", "metadata.json", "offsets/0.json"]);
  const planned = await json("checkpoints/one/offsets/0.json");
  expect(planned.ranges.map(({ shardId }: { shardId: string }) => shardId)).toEqual(shards);
  expect(planned.positions[shards[0] ?? ""].after).toBe(planned.ranges[0].last);
  expect(await json("checkpoints/one/commits/0.json")).toMatchObject({ batch: 0, rows: 20, version: 1 });
  const [last] = await tableHistory({ store, path: "table" });
  expect(last).toMatchObject({ version: 1, operation: "STREAMING UPDATE" });
});

test("the transform is given the columns of a streaming read", async () => {
  await put(7);
  await runStream({
    ...options,
    transform: (records) => {
      expect(records.schema).toBe(recordSchema);
      const row = Object.fromEntries(records.schema.map(({ name }) => [name, records.columns[name]?.[0]]));
      expect(row).toMatchObject({ partitionKey: "k7", data: '{"id":7,"name":"7"}', stream });
      expect(row.sequenceNumber).toMatch(/^\d{56}$/);
      expect(Number(row.approximateArrivalTimestamp) / 1e6).toBeCloseTo(Date.now() / 1000, -2);
      return transform(records);
    },
  });
  expect(await ids()).toEqual([7]);
});

test("records that do not parse go to the dead letters with their reason, the others through", async () => {
  await put(1);
  const bad = [
    textRecord("{"),
    { partitionKey: "k", data: new Uint8Array([0xff]) },
    textRecord('{"id":"x"}'),
    textRecord("null"),
  ];
  await kinesis.putRecords(stream, bad);
  await put(2);
  expect(await runStream(options)).toMatchObject({ records: 6, rows: 2, deadLetters: 4 });
  expect(await ids()).toEqual([1, 2]);
  const lines = new TextDecoder()
    .decode(await store.get("checkpoints/one/dead-letter/0.ndjson"))
    .trim()
    .split("\n");
  const letters = lines.map((line) => JSON.parse(line));
  expect(letters.map(({ data }) => Buffer.from(data, "base64"))).toEqual(bad.map(({ data }) => Buffer.from(data)));
  expect(letters.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^the data is not JSON: /),
    "the data is not UTF-8",
    "id is no whole number",
    "id is no whole number",
  ]);
});

test("a batch of dead letters only is done without a commit of the table", async () => {
  await kinesis.putRecords(stream, [textRecord("{")]);
  const deadLetter = { store, path: "dead" };
  expect(await runStream({ ...options, deadLetter })).toMatchObject({ batches: 1, rows: 0, deadLetters: 1 });
  expect(await keys("dead/")).toEqual(["0.ndjson"]);
  expect(await tableHistory({ store, path: "table" })).toHaveLength(1);
  expect(await runStream({ ...options, deadLetter })).toMatchObject({ batches: 0 });
});

test("a transform that fails puts nothing into the table, and its batch runs again", async () => {
  await put(...numbers(0, 10));
  const failing = runStream({ ...options, transform: () => Promise.reject(new Error("boom")) });
  await expect(failing).rejects.toThrow(
    `stream ${stream}, batch 0: the transform failed: boom. Nothing of this batch is in the table`,
  );
  expect(await ids()).toEqual([]);
  expect(await runStream(options)).toMatchObject({ replayed: true, records: 10, rows: 10 });
  expect(await ids()).toEqual(numbers(0, 10));
});

test("an open batch runs again over the same range, whatever came since", async () => {
  await put(...numbers(0, 10));
  await expect(runStream({ ...options, transform: () => Promise.reject(new Error("boom")) })).rejects.toThrow();
  await put(...numbers(10, 30));
  const batches: number[] = [];
  await runStream({ ...options, onBatch: ({ records }) => batches.push(records) });
  expect(batches).toEqual([10, 20]);
  expect(await ids()).toEqual(numbers(0, 30));
});

test("until the signal it takes records as they come and ends after the batch at hand", async () => {
  const stop = new AbortController();
  await put(0);
  const report = await runStream({
    ...options,
    until: "signal",
    signal: stop.signal,
    pollMs: 5,
    onBatch: ({ batch }) => void (batch < 2 ? put(batch + 1) : stop.abort()),
  });
  expect(report).toMatchObject({ batches: 3, rows: 3 });
  expect(await ids()).toEqual([0, 1, 2]);
});

test("a checkpoint remembers the last hundred batches", async () => {
  await kinesis.createStream("long");
  await kinesis.putRecords("long", numbers(0, 120).map(idRecord));
  const table = memoryTable();
  await runStream({ ...options, stream: "long", table, maxRecords: 1 });
  expect(table.rows()).toBe(120);
  expect(await keys("checkpoints/one/offsets/")).toHaveLength(100);
  expect(await keys("checkpoints/one/commits/")).toHaveLength(100);
});

const memoryTable = () => {
  let rows = 0;
  return {
    describe: "memory",
    tableId: async () => "id",
    latestTxn: async () => undefined,
    append: async (table: { rowCount: number }) => {
      rows += table.rowCount;
      return { version: rows };
    },
    rows: () => rows,
  };
};

describe("a checkpoint is refused", () => {
  beforeEach(async () => {
    await put(1);
    await runStream(options);
  });

  test("for another stream", async () => {
    await kinesis.createStream(`${stream}-other`);
    await expect(runStream({ ...options, stream: `${stream}-other` })).rejects.toThrow(
      `checkpoints/one is for stream ${stream}, not ${stream}-other`,
    );
  });

  test("for another table", async () => {
    await createTable({ store, path: "other" }, { schema });
    await expect(runStream({ ...options, table: { store, path: "other" } })).rejects.toThrow(
      "is for the table with id",
    );
  });

  test("for another application", async () => {
    await expect(runStream({ ...options, application: "b" })).rejects.toThrow("is for application pinbook, not b");
  });

  test("for a stream that was created anew", async () => {
    await kinesis.deleteStream(stream);
    await kinesis.createStream(stream);
    await expect(runStream(options)).rejects.toThrow("the stream was created anew");
  });

  test("where it is new but the table has batches of the stream", async () => {
    const checkpoint = { store, path: "checkpoints/two" };
    await expect(runStream({ ...options, checkpoint })).rejects.toThrow("checkpoints/two is new, but the table");
    expect(await runStream({ ...options, checkpoint, application: "again" })).toMatchObject({ rows: 1 });
    expect(await ids()).toEqual([1, 1]);
  });

  test("while another run is at work with it", async () => {
    await put(2);
    const both = await Promise.allSettled([runStream(options), runStream(options)]);
    for (const result of both)
      if (result.status === "rejected") expect(String(result.reason)).toMatch(/another run|conflict|concurrent/i);
    await runStream(options);
    expect(await ids()).toEqual([1, 2]);
  });
});

test("a table that is not there is named", async () => {
  await expect(runStream({ ...options, table: { store, path: "nowhere" } })).rejects.toThrow("nowhere");
});
