import { describe, expect, test } from "@jest/globals";
import { type Broker, KafkaUnreachable, kafkaClient, type RecordBatch, startBroker } from "../../src/kafka/index.ts";
import { startBrokerProcess } from "../support/broker-process.ts";
import { temporaryFolder } from "../support/temporary.ts";

const recordsOf = (...values: string[]) => values.map((value) => ({ value: new TextEncoder().encode(value) }));
const valuesOf = ({ records }: RecordBatch) => records.map(({ value }) => value && new TextDecoder().decode(value));

describe("a broker that goes away", () => {
  test("that never was there is reported, with the remedy", async () => {
    const gone = await startBroker({ dir: await temporaryFolder() });
    await gone.close();
    const client = kafkaClient({ brokers: [gone.address] });
    await expect(client.listTopics()).rejects.toBeInstanceOf(KafkaUnreachable);
    await expect(client.produce("t", recordsOf("x"))).rejects.toThrow(`no Kafka broker answers at ${gone.address}`);
    await expect(client.read("t")[Symbol.asyncIterator]().next()).rejects.toThrow("pinbook up");
    await client.close();
  });

  test("for good ends a consumer within seconds", async () => {
    const first = await startBroker({ dir: await temporaryFolder() });
    const client = kafkaClient({ brokers: [first.address] }, { retries: 3 });
    await client.createTopics(["ending"]);
    await client.produce("ending", recordsOf("x"));
    const consuming = client.consume({
      groupId: "ending",
      topics: ["ending"],
      onBatch: async () => {
        await first.close();
      },
    });
    await expect(consuming).rejects.toBeInstanceOf(KafkaUnreachable);
    await client.close();
  });

  test("and comes back has its consumer go on, with nothing lost", async () => {
    const dir = await temporaryFolder();
    const first = await startBroker({ dir });
    const client = kafkaClient({ brokers: [first.address] }, { retries: 30 });
    await client.createTopics(["returning"]);
    await client.produce("returning", recordsOf("before"));
    const stop = new AbortController();
    const values = new Set<string | null>();
    let second: Broker | undefined;
    await client.consume({
      groupId: "returning",
      topics: ["returning"],
      signal: stop.signal,
      onBatch: async (batch) => {
        for (const value of valuesOf(batch)) values.add(value);
        if (values.has("after")) stop.abort();
        if (second) return;
        await first.close();
        second = await startBroker({ dir, port: Number(first.address.split(":")[1]) });
        void client.produce("returning", recordsOf("after"));
      },
    });
    expect([...values]).toEqual(["before", "after"]);
    await client.close();
    await second?.close();
  });

  test("killed while producing loses no acknowledged record; the client goes on when it is back, and writes none twice", async () => {
    const dir = await temporaryFolder();
    const first = await startBrokerProcess(dir);
    const client = kafkaClient({ brokers: [first.address] }, { retries: 30 });
    await client.createTopics(["durable"], { partitions: 2 });
    const acknowledged = new Map<string, string>();
    const send = async (value: string): Promise<void> => {
      const [position] = await client.produce("durable", recordsOf(value));
      acknowledged.set(`${position?.partition}:${position?.offset}`, value);
    };
    const sending = (async () => {
      for (let i = 0; i < 400; i += 4) await Promise.all([0, 1, 2, 3].map((k) => send(`record ${i + k}`)));
    })();
    while (acknowledged.size < 100) await new Promise((resolve) => setImmediate(resolve));
    await first.kill();
    const second = await startBrokerProcess(dir, Number(first.address.split(":")[1]));
    await sending;
    const stored = new Map<string, string | null>();
    for await (const { partition, records } of client.read("durable"))
      for (const { offset, value } of records) stored.set(`${partition}:${offset}`, String(value));
    expect(acknowledged.size).toBe(400);
    expect(stored).toEqual(acknowledged);
    await client.close();
    await second.kill();
  });
});
