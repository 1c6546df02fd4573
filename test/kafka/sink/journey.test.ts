import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test } from "@jest/globals";
import { serveHttp } from "../../../src/http.ts";
import { type KafkaClient, kafkaClient, restProxy, runSink, startBroker } from "../../../src/kafka/index.ts";
import { entryPoint } from "../../../src/root.ts";
import { fileStore, mount } from "../../../src/storage/index.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const startCluster = async (folder: string) => {
  const broker = await startBroker({ dir: join(folder, "kafka") });
  closing.push(() => broker.close());
  const kafka = kafkaClient({ brokers: [broker.address] });
  closing.push(() => kafka.close());
  return { broker, kafka };
};

const postAll = async (kafka: KafkaClient, topic: string, count: number) => {
  const values = Array.from({ length: count }, (_, n) => new TextEncoder().encode(JSON.stringify({ n })));
  await kafka.produce(
    topic,
    values.map((value) => ({ value })),
  );
};

const numbersIn = async (store: ReturnType<typeof fileStore>) => {
  const numbers: number[] = [];
  for await (const { bytes } of mount("/mnt/pins", store).files("topics/**/*.json")) {
    const lines = new TextDecoder().decode(bytes).trimEnd().split("\n");
    numbers.push(...lines.map((line) => (JSON.parse(line) as { n: number }).n));
  }
  return numbers;
};

test("a row posted over HTTP passes the broker and the sink and is read under the mount", async () => {
  const folder = await temporaryFolder();
  const { kafka } = await startCluster(folder);
  await kafka.createTopics(["u.pin", "u.geo"]);
  const service = await serveHttp([restProxy({ kafka })]);
  closing.push(() => service.close());
  const row = { index: 7528, title: 'a "title" with é\nand 😀', follower_count: "10k" };
  for (const topic of ["u.pin", "u.geo"]) {
    const reply = await fetch(`${service.url}/test/topics/${topic}`, {
      method: "POST",
      headers: { "content-type": "application/vnd.kafka.json.v2+json" },
      body: JSON.stringify({ records: [{ value: row }] }),
    });
    expect(await reply.json()).toMatchObject({ offsets: [{ partition: 0, offset: 0, error_code: null }] });
  }
  const missing = await fetch(`${service.url}/topics/none`, {
    method: "POST",
    headers: { "content-type": "application/vnd.kafka.json.v2+json" },
    body: JSON.stringify({ records: [{ value: row }] }),
  });
  expect(await missing.json()).toEqual({ error_code: 40401, message: "Topic not found." });

  const store = fileStore(join(folder, "bucket"));
  const topics = ["u.pin", "u.geo"];
  expect(await runSink({ kafka, store, topics, until: "end" })).toMatchObject({ objects: 2, records: 2, skipped: 0 });
  expect(await runSink({ kafka, store, topics, until: "end" })).toMatchObject({ objects: 0 });
  const pins = mount("/mnt/pins", store);
  expect((await pins.ls("topics")).map(({ name }) => name)).toEqual(["u.geo/", "u.pin/"]);
  const text = await pins.readText("/mnt/pins/topics/u.pin/partition=0/u.pin+0+0000000000.json");
  expect(text).toBe(`${JSON.stringify(row)}\n`);
});

test("objects of several records are filled up over runs, and the group keeps what is not full", async () => {
  const folder = await temporaryFolder();
  const { kafka } = await startCluster(folder);
  await kafka.createTopics(["u.pin"]);
  const store = fileStore(join(folder, "bucket"));
  await postAll(kafka, "u.pin", 25);
  await runSink({ kafka, store, topics: ["u.pin"], flushSize: 10, until: "end" });
  await postAll(kafka, "u.pin", 10);
  await runSink({ kafka, store, topics: ["u.pin"], flushSize: 10, until: "end" });
  const keys: string[] = [];
  for await (const { key } of store.list("")) keys.push(key.slice(-15));
  expect(keys).toEqual(["0000000000.json", "0000000010.json", "0000000020.json", "0000000030.json"]);
  const expected = [...Array(25).keys(), ...Array(10).keys()];
  expect(await numbersIn(store)).toEqual(expected);
});

test("two sinks of one group share the partitions and write each record once", async () => {
  const folder = await temporaryFolder();
  const { broker, kafka } = await startCluster(folder);
  const other = kafkaClient({ brokers: [broker.address] });
  closing.push(() => other.close());
  await kafka.createTopics(["u.pin"], { partitions: 4 });
  const store = fileStore(join(folder, "bucket"));
  await postAll(kafka, "u.pin", 1000);
  const options = { store, topics: ["u.pin"], flushSize: 7, until: "end" } as const;
  await Promise.all([runSink({ kafka, ...options }), runSink({ kafka: other, ...options })]);
  await postAll(kafka, "u.pin", 100);
  await runSink({ kafka, ...options });
  const expected = [...Array(1000).keys(), ...Array(100).keys()];
  expect((await numbersIn(store)).sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
});

test("a sink goes on until its signal and then ends with what it has written", async () => {
  const folder = await temporaryFolder();
  const { kafka } = await startCluster(folder);
  await kafka.createTopics(["u.pin"]);
  await postAll(kafka, "u.pin", 5);
  const store = fileStore(join(folder, "bucket"));
  const stop = new AbortController();
  const log = (line: string) => {
    if (line.endsWith("to offset 4")) stop.abort();
  };
  const report = await runSink({ kafka, store, topics: ["u.pin"], signal: stop.signal, log });
  expect(report).toMatchObject({ objects: 5, records: 5 });
});

test("a sink that is killed and run again leaves each record in exactly one object", async () => {
  const count = 900;
  const folder = await temporaryFolder();
  const { broker, kafka } = await startCluster(folder);
  await kafka.createTopics(["u.pin"], { partitions: 2 });
  await postAll(kafka, "u.pin", count);
  const store = fileStore(join(folder, "bucket"));
  const url = (module: string) => JSON.stringify(pathToFileURL(entryPoint(module)).href);
  const script = `
    import { kafkaClient, runSink } from ${url("src/kafka/index")};
    import { fileStore } from ${url("src/storage/index")};
    const store = fileStore(${JSON.stringify(join(folder, "bucket"))});
    let writes = 0;
    const put = async (key, body) => {
      const info = await store.put(key, body);
      if (++writes === 300) process.kill(process.pid, "SIGKILL");
      return info;
    };
    await runSink({ kafka: kafkaClient({ brokers: [${JSON.stringify(broker.address)}] }), store: { ...store, put },
      topics: ["u.pin"], groupId: process.argv[1], until: "end" });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, "killed"], { stdio: "inherit" });
  const [, signal] = await once(child, "exit");
  expect(signal).toBe("SIGKILL");

  const before = (await numbersIn(store)).length;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(count);
  // The broker starts anew as well: it would wait a while for the member that was killed.
  await kafka.close();
  await broker.close();
  const again = await startCluster(folder);
  await runSink({ kafka: again.kafka, store, topics: ["u.pin"], groupId: "killed", until: "end" });
  const numbers = await numbersIn(store);
  expect(numbers).toHaveLength(count);
  expect(numbers.sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
});
