import { writeSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import kafkajs, { type Consumer, type Kafka } from "kafkajs";
import { type Broker, startBroker } from "../../../src/kafka/index.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const { CompressionTypes, logLevel, Partitioners } = kafkajs;

const clientOf = (address: string): Kafka =>
  new kafkajs.Kafka({ clientId: "test", brokers: [address], logLevel: logLevel.NOTHING });

/** Everything of a topic, as a consumer of a group of its own gets it, once `count` records are there. */
const consumeAll = async (kafka: Kafka, topic: string, count: number, groupId = `read-${topic}`): Promise<string[]> => {
  const values: string[] = [];
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise<void>((resolve) => {
    consumer.run({
      eachMessage: async ({ message }) => {
        values.push(String(message.value));
        if (values.length >= count) resolve();
      },
    });
  });
  await consumer.disconnect();
  return values;
};

describe("the embedded broker, with unmodified kafkajs", () => {
  let broker: Broker;
  let kafka: Kafka;
  beforeAll(async () => {
    broker = await startBroker({ dir: await temporaryFolder() });
    kafka = clientOf(broker.address);
  });
  afterAll(() => broker.close());

  const createTopic = async (topic: string, numPartitions = 1): Promise<void> => {
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions }] });
    await admin.disconnect();
  };
  const produce = async (topic: string, values: readonly string[], options: { gzip?: boolean; acks?: number } = {}) => {
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const result = await producer.send({
      topic,
      acks: options.acks ?? -1,
      compression: options.gzip ? CompressionTypes.GZIP : CompressionTypes.None,
      messages: values.map((value) => ({ value })),
    });
    await producer.disconnect();
    return result;
  };

  test("topics are created once, described, and deleted", async () => {
    const admin = kafka.admin();
    await admin.connect();
    expect(await admin.createTopics({ topics: [{ topic: "made", numPartitions: 3 }] })).toBe(true);
    expect(await admin.createTopics({ topics: [{ topic: "made", numPartitions: 3 }] })).toBe(false);
    const { topics } = await admin.fetchTopicMetadata({ topics: ["made"] });
    expect(topics[0]?.partitions).toHaveLength(3);
    expect((await admin.describeCluster()).brokers).toEqual([
      { nodeId: 1, host: "127.0.0.1", port: Number(broker.address.split(":")[1]) },
    ]);
    await admin.deleteTopics({ topics: ["made"] });
    expect(await admin.listTopics()).not.toContain("made");
    await expect(admin.createTopics({ topics: [{ topic: "not a name" }] })).rejects.toMatchObject({
      errors: [expect.objectContaining({ type: "INVALID_TOPIC_EXCEPTION" })],
    });
    await expect(admin.createTopics({ topics: [{ topic: "r", replicationFactor: 2 }] })).rejects.toMatchObject({
      errors: [expect.objectContaining({ type: "INVALID_REPLICATION_FACTOR" })],
    });
    await admin.disconnect();
  });

  test.each<[string, { gzip?: boolean; acks?: number }]>([
    ["plain", {}],
    ["gzip", { gzip: true }],
    ["acks 1", { acks: 1 }],
    ["acks 0", { acks: 0 }],
  ])("records come back as they were sent (%s)", async (name, options) => {
    const topic = `sent-${name.replaceAll(" ", "-")}`;
    await createTopic(topic);
    const values = Array.from({ length: 500 }, (_, i) => `${name} ${i} ąę 🎉`);
    const result = await produce(topic, values, options);
    if (options.acks !== 0) expect(result).toMatchObject([{ errorCode: 0, baseOffset: "0" }]);
    expect(await consumeAll(kafka, topic, 500)).toEqual(values);
  });

  test("offsets can be asked for the beginning, the end and a time", async () => {
    await createTopic("timed");
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    for (const timestamp of [1_000, 2_000, 3_000])
      await producer.send({ topic: "timed", messages: [{ value: "v", timestamp: String(timestamp) }] });
    await producer.disconnect();
    const admin = kafka.admin();
    await admin.connect();
    expect(await admin.fetchTopicOffsets("timed")).toEqual([{ partition: 0, offset: "3", high: "3", low: "0" }]);
    expect(await admin.fetchTopicOffsetsByTimestamp("timed", 1_500)).toEqual([{ partition: 0, offset: "1" }]);
    expect(await admin.fetchTopicOffsetsByTimestamp("timed", 9_000)).toEqual([{ partition: 0, offset: "3" }]);
    await admin.disconnect();
  });

  test("two consumers share a topic's partitions; when one leaves, the other has them all", async () => {
    await createTopic("shared", 4);
    const assigned = new Map<string, number>();
    let changed = (): void => {};
    const until = async (wanted: Record<string, number>): Promise<void> => {
      while (JSON.stringify(Object.fromEntries([...assigned].sort())) !== JSON.stringify(wanted))
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
    };
    const start = async (name: string): Promise<Consumer> => {
      const consumer = kafka.consumer({ groupId: "sharing", maxWaitTimeInMs: 20, heartbeatInterval: 50 });
      consumer.on("consumer.group_join", ({ payload }) => {
        assigned.set(name, payload.memberAssignment.shared?.length ?? 0);
        changed();
      });
      await consumer.connect();
      await consumer.subscribe({ topics: ["shared"] });
      await consumer.run({ eachMessage: async () => {} });
      return consumer;
    };
    const first = await start("first");
    await until({ first: 4 });
    const second = await start("second");
    await until({ first: 2, second: 2 });
    const admin = kafka.admin();
    await admin.connect();
    const { groups } = await admin.describeGroups(["sharing"]);
    expect(groups[0]).toMatchObject({ state: "Stable", protocolType: "consumer" });
    expect(groups[0]?.members).toHaveLength(2);
    await second.disconnect();
    assigned.delete("second");
    await until({ first: 4 });
    await first.disconnect();
    expect((await admin.describeGroups(["sharing"])).groups[0]).toMatchObject({ state: "Dead" });
    await admin.disconnect();
  });

  test("a batch above the broker's limit is refused, not the connection", async () => {
    await createTopic("large");
    await expect(produce("large", ["x".repeat(1_100_000)])).rejects.toMatchObject({ type: "MESSAGE_TOO_LARGE" });
    expect(await produce("large", ["fits"])).toMatchObject([{ baseOffset: "0" }]);
  });

  test("a topic is not made by asking for it", async () => {
    const admin = kafka.admin();
    await admin.connect();
    await expect(admin.fetchTopicMetadata({ topics: ["nowhere"] })).rejects.toThrow();
    expect(await admin.listTopics()).not.toContain("nowhere");
    await admin.disconnect();
  });

  test("a topic is made by asking for it where the broker is told so", async () => {
    const willing = await startBroker({ dir: await temporaryFolder(), autoCreateTopics: true });
    const producer = clientOf(willing.address).producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    expect(await producer.send({ topic: "wished", messages: [{ value: "v" }] })).toMatchObject([{ baseOffset: "0" }]);
    await producer.disconnect();
    await willing.close();
  });

  test("a full disk refuses records with KAFKA_STORAGE_ERROR and takes them again once there is room", async () => {
    let full = true;
    const small = await startBroker({
      dir: await temporaryFolder(),
      autoCreateTopics: true,
      write: (fd, bytes, position) => {
        if (full) throw new Error("ENOSPC: no space left on device, write");
        return writeSync(fd, bytes, 0, bytes.length, position);
      },
    });
    const producer = clientOf(small.address).producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 1, initialRetryTime: 1 },
    });
    await producer.connect();
    const send = () => producer.send({ topic: "t", messages: [{ value: "v" }] });
    await expect(send()).rejects.toMatchObject({ cause: { type: "KAFKA_STORAGE_ERROR" } });
    full = false;
    expect(await send()).toMatchObject([{ baseOffset: "0" }]);
    await producer.disconnect();
    await small.close();
  });

  test("transactions are refused with an error instead of a wait", async () => {
    const producer = kafka.producer({
      transactionalId: "t",
      maxInFlightRequests: 1,
      retry: { retries: 1, initialRetryTime: 10 },
    });
    await producer.connect();
    await expect(producer.transaction()).rejects.toThrow();
    await producer.disconnect();
  });
});

describe("a broker's folder", () => {
  test("keeps topics, records and offsets over a restart", async () => {
    const dir = await temporaryFolder();
    const before = await startBroker({ dir });
    const kafka = clientOf(before.address);
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: "kept", numPartitions: 1 }] });
    await admin.disconnect();
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    await producer.send({ topic: "kept", messages: ["a", "b"].map((value) => ({ value })) });
    expect(await consumeAll(kafka, "kept", 2, "g")).toEqual(["a", "b"]);
    await producer.send({ topic: "kept", messages: [{ value: "c" }] });
    await producer.disconnect();
    await before.close();

    const after = await startBroker({ dir });
    expect(await consumeAll(clientOf(after.address), "kept", 3)).toEqual(["a", "b", "c"]);
    expect(await consumeAll(clientOf(after.address), "kept", 1, "g")).toEqual(["c"]);
    await after.close();
  });

  test("is refused to a second broker and free again after the first", async () => {
    const dir = await temporaryFolder();
    const first = await startBroker({ dir });
    await expect(startBroker({ dir })).rejects.toThrow("stop it first");
    await first.close();
    await (await startBroker({ dir })).close();
  });

  test("is given back when the port is taken", async () => {
    const other = await startBroker({ dir: await temporaryFolder() });
    const dir = await temporaryFolder();
    const port = Number(other.address.split(":")[1]);
    await expect(startBroker({ dir, port })).rejects.toThrow(`port ${port} on 127.0.0.1 is taken`);
    await (await startBroker({ dir })).close();
    await other.close();
  });
});
