import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import kafkajs from "kafkajs";
import {
  type Broker,
  type ConsumeOptions,
  type KafkaClient,
  kafkaClient,
  type RecordBatch,
  startBroker,
  UnknownPartition,
  UnknownTopic,
} from "../../src/kafka/index.ts";
import { partitionOfKey } from "../../src/kafka/protocol/murmur2.ts";
import { temporaryFolder } from "../support/temporary.ts";

const bytes = (value: string) => new TextEncoder().encode(value);
const valuesOf = ({ records }: RecordBatch) => records.map(({ value }) => value && new TextDecoder().decode(value));
const recordsOf = (...values: string[]) => values.map((value) => ({ value: bytes(value) }));
const readAll = async (kafka: KafkaClient, topic: string) => {
  const batches: RecordBatch[] = [];
  for await (const batch of kafka.read(topic)) batches.push(batch);
  return batches;
};

let broker: Broker;
let kafka: KafkaClient;

beforeAll(async () => {
  broker = await startBroker({ dir: await temporaryFolder() });
  kafka = kafkaClient({ brokers: [broker.address] });
});
afterAll(async () => {
  await kafka.close();
  await broker.close();
});

const consumed = async (options: Partial<ConsumeOptions> & Pick<ConsumeOptions, "groupId" | "topics">) => {
  const values: (string | null)[] = [];
  await kafka.consume({
    until: "end",
    onBatch: async (batch) => {
      values.push(...valuesOf(batch));
    },
    ...options,
  });
  return values;
};

describe("topics", () => {
  test("are created where they are missing, listed by name, and deleted", async () => {
    expect(await kafka.createTopics(["t.b", "t.a"], { partitions: 2 })).toEqual(["t.b", "t.a"]);
    expect(await kafka.createTopics(["t.a", "t.c", "t.c"])).toEqual(["t.c"]);
    const ours = (await kafka.listTopics()).filter(({ name }) => name.startsWith("t."));
    expect(ours).toMatchObject([
      {
        name: "t.a",
        partitions: 2,
        keepers: [0, 1].map((partition) => ({ partition, leader: 1, replicas: [1], inSync: [1] })),
      },
      { name: "t.b", partitions: 2 },
      { name: "t.c", partitions: 1 },
    ]);
    expect(await kafka.brokers()).toEqual([1]);
    await expect(kafka.deleteTopics(["t.a", "t.nope"])).rejects.toBeInstanceOf(UnknownTopic);
    await kafka.deleteTopics(["t.a", "t.b", "t.c"]);
    expect((await kafka.listTopics()).filter(({ name }) => name.startsWith("t."))).toEqual([]);
  });

  test("with a name or a number of partitions that cannot be are refused with the reason", async () => {
    await expect(kafka.createTopics(["no spaces"])).rejects.toThrow(
      /refused for topic no spaces: .*INVALID_TOPIC_EXCEPTION.*1 to 249/,
    );
    await expect(kafka.createTopics(["x"], { partitions: 0 })).rejects.toThrow("cannot have 0 partitions");
  });

  test("made anew under an old name start from nothing and take records", async () => {
    await kafka.createTopics(["again"]);
    await kafka.produce("again", recordsOf("old", "older"));
    await kafka.deleteTopics(["again"]);
    await kafka.createTopics(["again"]);
    expect(await kafka.produce("again", recordsOf("new"))).toEqual([{ partition: 0, offset: 0n }]);
    expect((await readAll(kafka, "again")).flatMap(valuesOf)).toEqual(["new"]);
  });
});

describe("producing", () => {
  test("gives each record's position in order, by its key's hash, its partition, or in turn", async () => {
    await kafka.createTopics(["keyed"], { partitions: 3 });
    const keys = ["100:0", "100:1", "100:2", "100:3"].map(bytes);
    const positions = await kafka.produce("keyed", [
      ...keys.map((key) => ({ key, value: bytes("v") })),
      { partition: 2, key: keys[0] ?? null, value: null },
    ]);
    const partitions = positions.map(({ partition }) => partition);
    expect(partitions).toEqual([...keys.map((key) => partitionOfKey(key, 3)), 2]);
    await kafka.createTopics(["turns"], { partitions: 3 });
    const inTurn = await kafka.produce("turns", recordsOf("a", "b", "c", "d"));
    expect(inTurn.map(({ partition, offset }) => `${partition}:${offset}`)).toEqual(["0:0", "1:0", "2:0", "0:1"]);
  });

  test("many at once and many in one call are all stored, in order for each caller", async () => {
    await kafka.createTopics(["many"]);
    const [single, bulk] = await Promise.all([
      Promise.all(Array.from({ length: 300 }, (_, i) => kafka.produce("many", recordsOf(`single ${i}`)))),
      kafka.produce("many", recordsOf(...Array.from({ length: 1_700 }, (_, i) => `bulk ${i}`))),
    ]);
    const stored = (await readAll(kafka, "many")).flatMap(valuesOf);
    expect(stored).toHaveLength(2_000);
    for (const [i, [position]] of single.entries()) expect(stored[Number(position?.offset)]).toBe(`single ${i}`);
    for (const [i, { offset }] of bulk.entries()) expect(stored[Number(offset)]).toBe(`bulk ${i}`);
  });

  test("refuses topics and partitions that are not there, and says what is wrong with a record too large", async () => {
    await kafka.createTopics(["small"], { partitions: 2 });
    await expect(kafka.produce("nowhere", recordsOf("x"))).rejects.toMatchObject({ topic: "nowhere" });
    await expect(kafka.produce("nowhere", recordsOf("x"))).rejects.toBeInstanceOf(UnknownTopic);
    const misplaced = kafka.produce("small", [{ value: bytes("x"), partition: 2 }]);
    await expect(misplaced).rejects.toBeInstanceOf(UnknownPartition);
    await expect(misplaced).rejects.toThrow("topic small has no partition 2: it has 2, numbered from 0");
    await expect(kafka.produce("small", [{ value: new Uint8Array(1_200_000) }])).rejects.toThrow("MESSAGE_TOO_LARGE");
    expect(await kafka.produce("small", [{ value: bytes("x"), partition: 1 }])).toEqual([{ partition: 1, offset: 0n }]);
  });

  test("nothing is nothing", async () => {
    await kafka.createTopics(["nothing"]);
    expect(await kafka.produce("nothing", [])).toEqual([]);
    expect(await kafka.offsets("nothing")).toEqual([{ partition: 0, low: 0n, high: 0n }]);
  });
});

describe("consuming", () => {
  test("to the end hands over everything once, and nothing the next time", async () => {
    await kafka.createTopics(["c.one", "c.two"], { partitions: 2 });
    await kafka.produce("c.one", recordsOf("a", "b", "c"));
    await kafka.produce("c.two", [{ key: bytes("k"), value: null }]);
    const topics = ["c.one", "c.two"];
    expect((await consumed({ groupId: "once", topics })).sort()).toEqual(["a", "b", "c", null]);
    expect(await consumed({ groupId: "once", topics })).toEqual([]);
    await kafka.produce("c.one", recordsOf("d"));
    expect(await consumed({ groupId: "once", topics })).toEqual(["d"]);
    expect(await consumed({ groupId: "other", topics: ["c.one"] })).toHaveLength(4);
  });

  test("a handler that fails ends it with that error, and its records come again", async () => {
    await kafka.createTopics(["failing"], { partitions: 2 });
    await kafka.produce("failing", recordsOf("a", "b"));
    const boom = new Error("boom");
    let calls = 0;
    const failing = consumed({
      groupId: "f",
      topics: ["failing"],
      onBatch: async () => {
        calls++;
        throw boom;
      },
    });
    await expect(failing).rejects.toBe(boom);
    expect(calls).toBe(1);
    expect((await consumed({ groupId: "f", topics: ["failing"] })).sort()).toEqual(["a", "b"]);
  });

  test("goes on until the signal, and the batch in hand is committed", async () => {
    await kafka.createTopics(["live"]);
    const stop = new AbortController();
    const values: (string | null)[] = [];
    let arrived = (): void => {};
    const first = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const running = kafka.consume({
      groupId: "live",
      topics: ["live"],
      signal: stop.signal,
      onBatch: async (batch) => {
        values.push(...valuesOf(batch));
        arrived();
        if (values.includes("last")) stop.abort();
      },
    });
    await kafka.produce("live", recordsOf("first"));
    await first;
    await kafka.produce("live", recordsOf("last"));
    await running;
    expect(values).toEqual(["first", "last"]);
    expect(await consumed({ groupId: "live", topics: ["live"] })).toEqual([]);
  });

  test("two of a group share the work and both come to an end", async () => {
    await kafka.createTopics(["pair"], { partitions: 4 });
    await kafka.produce("pair", recordsOf(...Array.from({ length: 400 }, (_, i) => `${i}`)));
    const other = kafkaClient({ brokers: [broker.address] });
    const seen = new Set<string | null>();
    const onBatch = async (batch: RecordBatch) => {
      for (const value of valuesOf(batch)) seen.add(value);
    };
    const options = { groupId: "pair", topics: ["pair"], until: "end", onBatch } as const;
    await Promise.all([kafka.consume(options), other.consume(options)]);
    await other.close();
    expect(seen.size).toBe(400);
  });

  test("an unknown topic, an aborted signal and no topic at all end at once", async () => {
    await expect(consumed({ groupId: "u", topics: ["nowhere"] })).rejects.toBeInstanceOf(UnknownTopic);
    await kafka.createTopics(["waiting"]);
    await kafka.consume({ groupId: "u", topics: ["waiting"], signal: AbortSignal.abort(), onBatch: async () => {} });
    expect(await consumed({ groupId: "u", topics: [] })).toEqual([]);
  });
});

describe("reading", () => {
  test("gives every record of every partition with key, time and offset, and leaves no group behind", async () => {
    await kafka.createTopics(["r"], { partitions: 2 });
    const before = Date.now();
    await kafka.produce("r", [
      { partition: 0, key: bytes("k"), value: bytes("v") },
      { partition: 1, value: null },
    ]);
    const batches = (await readAll(kafka, "r")).sort((a, b) => a.partition - b.partition);
    expect(batches).toMatchObject([
      { topic: "r", partition: 0, records: [{ offset: 0n, key: Buffer.from("k"), value: Buffer.from("v") }] },
      { topic: "r", partition: 1, records: [{ offset: 0n, key: null, value: null }] },
    ]);
    expect(batches[0]?.records[0]?.timestamp).toBeGreaterThanOrEqual(before);
    expect((await readAll(kafka, "r")).length).toBe(2);
    const admin = new kafkajs.Kafka({ brokers: [broker.address], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    const { groups } = await admin.listGroups();
    await admin.disconnect();
    expect(groups.filter(({ groupId }) => groupId.startsWith("pinbook-read"))).toEqual([]);
  });

  test("an empty topic has nothing, an unknown one is an error, and a reader may stop early", async () => {
    await kafka.createTopics(["empty", "long"], { partitions: 3 });
    expect(await readAll(kafka, "empty")).toEqual([]);
    await expect(readAll(kafka, "nowhere")).rejects.toBeInstanceOf(UnknownTopic);
    await kafka.produce("long", recordsOf(...Array.from({ length: 300 }, (_, i) => `${i}`)));
    let batches = 0;
    for await (const _ of kafka.read("long")) {
      batches++;
      break;
    }
    expect(batches).toBe(1);
  });
});
