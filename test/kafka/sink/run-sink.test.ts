import { describe, expect, test } from "@jest/globals";
import { runSink, type SinkOptions } from "../../../src/kafka/sink/run-sink.ts";
import type { ConsumedRecord } from "../../../src/kafka/types.ts";
import { fileStore, type ObjectStore } from "../../../src/storage/index.ts";
import { memoryKafka } from "../../support/memory-kafka.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

const start = async (partitions = 1) => {
  const kafka = memoryKafka();
  const store = fileStore(await temporaryFolder());
  await kafka.createTopics(["u.pin"], { partitions });
  let posted = 0;
  const post = (count: number, partition = 0) =>
    kafka.produce(
      "u.pin",
      Array.from({ length: count }, () => ({ value: bytes(`{"n": ${posted++}}`), partition })),
    );
  const sink = (options: Partial<SinkOptions> = {}) =>
    runSink({ kafka, store, topics: ["u.pin"], until: "end", ...options });
  return { kafka, store, post, sink };
};

/** The objects by the last part of their names, with the numbers in their lines. */
const objects = async (store: ObjectStore, prefix = "topics/") => {
  const found: Record<string, number[]> = {};
  for await (const { key } of store.list(prefix)) {
    const text = new TextDecoder().decode(await store.get(key));
    expect(text.endsWith("\n")).toBe(true);
    const lines = text.slice(0, -1).split("\n");
    found[key.slice(key.indexOf("+") + 1)] = lines.map((line) => (JSON.parse(line) as { n: number }).n);
  }
  return found;
};

describe("a sink with an object for each record", () => {
  test("names and fills objects as Kafka Connect does", async () => {
    const { store, post, sink, kafka } = await start(2);
    await post(2, 0);
    await post(1, 1);
    expect(await sink()).toEqual({
      objects: 3,
      records: 3,
      skipped: 0,
      byTopic: { "u.pin": { objects: 3, records: 3, skipped: 0 } },
      deadLetters: [],
    });
    const keys: string[] = [];
    for await (const { key } of store.list("")) keys.push(key);
    expect(keys).toEqual([
      "topics/u.pin/partition=0/u.pin+0+0000000000.json",
      "topics/u.pin/partition=0/u.pin+0+0000000001.json",
      "topics/u.pin/partition=1/u.pin+1+0000000000.json",
    ]);
    expect(new TextDecoder().decode(await store.get(keys[1] ?? ""))).toBe('{"n":1}\n');
    expect(kafka.committed).toEqual(
      new Map([
        ["pinbook-sink/u.pin/0", 2n],
        ["pinbook-sink/u.pin/1", 1n],
      ]),
    );
  });

  test("goes on where the group has come to", async () => {
    const { store, post, sink } = await start();
    await post(3);
    await sink();
    expect((await sink()).objects).toBe(0);
    await post(2);
    expect((await sink()).objects).toBe(2);
    expect(Object.keys(await objects(store))).toHaveLength(5);
    expect((await sink({ groupId: "another" })).objects).toBe(5);
    expect(Object.keys(await objects(store))).toHaveLength(5);
  });

  test("commits only what is safe, and a second run completes it without a duplicate", async () => {
    const { store, post, sink, kafka } = await start();
    await post(250);
    let writes = 0;
    const failing: ObjectStore = {
      ...store,
      put: (key, body) => {
        if (++writes > 150) throw new Error("the disk is full");
        return store.put(key, body);
      },
    };
    await expect(sink({ store: failing })).rejects.toThrow("the disk is full");
    expect(kafka.committed.get("pinbook-sink/u.pin/0")).toBe(100n);
    await sink();
    expect(Object.values(await objects(store)).flat()).toEqual(Array.from({ length: 250 }, (_, i) => i));
  });

  test("puts what is no JSON among the dead letters and goes on", async () => {
    const { store, sink, kafka } = await start();
    const lines: string[] = [];
    await kafka.produce("u.pin", [
      { value: bytes('{"n":0}') },
      { key: bytes("k"), value: bytes("{not json") },
      { value: null },
      { value: new Uint8Array([0xff, 0xfe]) },
      { value: bytes('\n{"n":\r\n 4, "text": "a  b"}\n') },
    ]);
    const report = await sink({ log: (line) => lines.push(line) });
    expect(report).toMatchObject({ objects: 2, records: 2, skipped: 3 });
    expect(report.deadLetters.map(({ offset, reason }) => [offset, reason.slice(0, 24)])).toEqual([
      [1, "the value is not JSON: E"],
      [2, "the value is null (a tom"],
      [3, "the value is not UTF-8"],
    ]);
    expect(lines.filter((line) => line.includes("deadletter/u.pin"))).toHaveLength(3);
    const letter = await store.get("deadletter/u.pin/partition=0/u.pin+0+0000000001.json");
    expect(JSON.parse(new TextDecoder().decode(letter))).toMatchObject({
      topic: "u.pin",
      partition: 0,
      offset: 1,
      key: Buffer.from("k").toString("base64"),
      value: Buffer.from("{not json").toString("base64"),
    });
    const last = await store.get("topics/u.pin/partition=0/u.pin+0+0000000004.json");
    expect(new TextDecoder().decode(last)).toBe('{"n":4,"text":"a  b"}\n');
  });

  test("refuses settings that are none", async () => {
    const { sink } = await start();
    await expect(sink({ topics: [] })).rejects.toThrow("name at least one");
    await expect(sink({ flushSize: 0 })).rejects.toThrow("flushSize 0");
    await expect(sink({ topicsDir: "x", deadLetterDir: "x" })).rejects.toThrow("different names");
    await expect(sink({ topics: ["none"] })).rejects.toThrow("none");
  });
});

describe("a sink with several records an object", () => {
  test("cuts at the multiples of flushSize, whatever the batches are", async () => {
    for (const batchSize of [1, 2, 3, 7, 100]) {
      const { store, post, sink, kafka } = await start();
      kafka.batchSize = batchSize;
      await post(8);
      expect(await sink({ flushSize: 3 })).toMatchObject({ objects: 3, records: 8 });
      expect(await objects(store)).toEqual({
        "0+0000000000.json": [0, 1, 2],
        "0+0000000003.json": [3, 4, 5],
        "0+0000000006.json": [6, 7],
      });
      expect(kafka.committed.get("pinbook-sink/u.pin/0")).toBe(6n);
    }
  });

  test("fills up on the next run what a run left unfilled", async () => {
    const { store, post, sink } = await start();
    await post(4);
    await sink({ flushSize: 3 });
    await post(3);
    await sink({ flushSize: 3 });
    expect(await objects(store)).toEqual({
      "0+0000000000.json": [0, 1, 2],
      "0+0000000003.json": [3, 4, 5],
      "0+0000000006.json": [6],
    });
  });

  test("leaves unfilled objects unwritten where asked to, as Connect does", async () => {
    const { store, post, sink, kafka } = await start();
    await post(4);
    expect(await sink({ flushSize: 3, flushPartial: false })).toMatchObject({ objects: 1, records: 3 });
    expect(await objects(store)).toEqual({ "0+0000000000.json": [0, 1, 2] });
    expect(kafka.committed.get("pinbook-sink/u.pin/0")).toBe(3n);
  });

  test("keeps its cuts where the topic has holes", async () => {
    for (const batchSize of [1, 2, 100]) {
      const { store, post, sink, kafka } = await start();
      kafka.batchSize = batchSize;
      await post(2);
      kafka.skipOffsets("u.pin", 0, 3n);
      await post(2);
      await sink({ flushSize: 3 });
      expect(await objects(store)).toEqual({
        "0+0000000000.json": [0, 1],
        "0+0000000005.json": [2],
        "0+0000000006.json": [3],
      });
    }
  });

  test("starts over with what is delivered again", async () => {
    const { store, post, sink, kafka } = await start();
    await post(5);
    const again = {
      ...kafka,
      consume: async (options: Parameters<typeof kafka.consume>[0]) => {
        const fetched: ConsumedRecord[] = [];
        for await (const batch of kafka.read("u.pin")) fetched.push(...batch.records);
        const give = (from: number, to: number) =>
          options.onBatch({ topic: "u.pin", partition: 0, records: fetched.slice(from, to) });
        expect(await give(0, 2)).toBe(0n);
        expect(await give(0, 4)).toBe(3n);
        expect(await give(3, 5)).toBe(3n);
      },
    };
    await sink({ kafka: again, flushSize: 3 });
    expect(await objects(store)).toEqual({ "0+0000000000.json": [0, 1, 2], "0+0000000003.json": [3, 4] });
  });

  test("does not shorten an object that another sink of the group has filled meanwhile", async () => {
    const { store, post, sink, kafka } = await start();
    await post(7);
    const overtaken = {
      ...kafka,
      consume: async (options: Parameters<typeof kafka.consume>[0]) => {
        const fetched: ConsumedRecord[] = [];
        for await (const batch of kafka.read("u.pin")) fetched.push(...batch.records);
        const give = (from: number, to: number) =>
          options.onBatch({ topic: "u.pin", partition: 0, records: fetched.slice(from, to) });
        await give(0, 2);
        await sink({ flushSize: 3, flushPartial: false });
        await give(6, 7);
      },
    };
    await sink({ kafka: overtaken, flushSize: 3 });
    expect(await objects(store)).toEqual({
      "0+0000000000.json": [0, 1, 2],
      "0+0000000003.json": [3, 4, 5],
      "0+0000000006.json": [6],
    });
  });

  test("replaces what an earlier topic of that name left", async () => {
    const { store, post, sink } = await start();
    await store.put("topics/u.pin/partition=0/u.pin+0+0000000000.json", bytes('{"n":99}\n{"n":98}\n{"n":97}\n'));
    await post(1);
    await sink({ flushSize: 3 });
    expect(await objects(store)).toEqual({ "0+0000000000.json": [0] });
  });
});
