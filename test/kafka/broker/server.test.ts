import { writeSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import kafkajs, { type Consumer, type Kafka } from "kafkajs";
import { type Broker, startBroker } from "../../../src/kafka/index.ts";
import { createReader } from "../../../src/kafka/protocol/reader.ts";
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

/** Sends bytes, gives what comes back until the other side closes or `enough` bytes are there. */
const talk = (address: string, bytes: Uint8Array, enough = Number.POSITIVE_INFINITY): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const [host = "", port = ""] = address.split(":");
    const received: Buffer[] = [];
    const socket: Socket = connect(Number(port), host, () => socket.write(bytes));
    const finish = (): void => {
      resolve(Buffer.concat(received));
      socket.destroy();
    };
    socket.on("data", (chunk) => {
      received.push(chunk);
      if (Buffer.concat(received).length >= enough) finish();
    });
    socket.on("close", finish);
    socket.on("error", reject);
  });

describe("the embedded broker, with unmodified kafkajs", () => {
  let broker: Broker;
  let kafka: Kafka;
  const lines: string[] = [];

  beforeAll(async () => {
    broker = await startBroker({
      dir: await temporaryFolder(),
      maxRequestBytes: 4 * 1024 * 1024,
      log: (line) => lines.push(line),
    });
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

  test("an ApiVersions request of an unknown version is answered in version 0 with error 35", async () => {
    const request = Buffer.from("0000000a" + "0012" + "0063" + "00000007" + "ffff", "hex");
    const reader = createReader((await talk(broker.address, request, 100)).subarray(4));
    expect(reader.int32()).toBe(7);
    expect(reader.int16()).toBe(35);
    const ranges = reader.array(() => [reader.int16(), reader.int16(), reader.int16()]);
    expect(ranges).toContainEqual([18, 0, 2]);
    expect(ranges.every(([, lowest]) => lowest === 0)).toBe(true);
    expect(reader.remaining()).toBe(0);
  });

  test.each([
    ["an HTTP request", Buffer.from("GET / HTTP/1.1\r\n\r\n"), "a message of 1195725856 bytes announced"],
    ["a negative size", Buffer.from("fffffff0", "hex"), "a message of -16 bytes announced"],
    ["an unknown API key", Buffer.from("0000000a" + "0333" + "0000" + "00000007" + "ffff", "hex"), "API key 819"],
    [
      "an unknown version",
      Buffer.from("0000000a" + "0000" + "0063" + "00000007" + "ffff", "hex"),
      "API key 0, version 99",
    ],
    [
      "a message that ends too early",
      Buffer.from("0000000b" + "0003" + "0001" + "00000007" + "ffff" + "00", "hex"),
      "4 bytes expected",
    ],
    [
      "an array that cannot be",
      Buffer.from("0000000e" + "0003" + "0001" + "00000007" + "ffff" + "7fffffff", "hex"),
      "an array of 2147483647",
    ],
  ])("garbage closes its own connection only, with a line in the log: %s", async (_name, bytes, logged) => {
    const admin = kafka.admin();
    await admin.connect();
    lines.length = 0;
    expect(await talk(broker.address, bytes)).toHaveLength(0);
    expect(lines.join("\n")).toContain(logged);
    expect(await admin.listTopics()).toEqual(expect.any(Array));
    await admin.disconnect();
  });

  test("requests that arrive in pieces, or many at once, are answered in order", async () => {
    const request = (id: number) => Buffer.from(`0000000a0012000000000${id.toString(16).padStart(3, "0")}ffff`, "hex");
    const many = Buffer.concat([1, 2, 3, 4].map(request));
    const [first] = [await talk(broker.address, request(9), 100)];
    const answers = await talk(broker.address, many, first.length * 4);
    expect([0, 1, 2, 3].map((i) => answers.readInt32BE(i * first.length + 4))).toEqual([1, 2, 3, 4]);
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
    await expect(startBroker({ dir })).rejects.toThrow(`uses ${dir}: stop it first`);
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
