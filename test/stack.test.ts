import { rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { type Config, readConfig } from "../src/config.ts";
import { listen } from "../src/http.ts";
import { kafkaClient } from "../src/kafka/index.ts";
import { ensureStack, type StackState, stackStatus, startStack, stopStack } from "../src/stack.ts";
import { temporaryFolder } from "./support/temporary.ts";

const used: Config[] = [];

const newConfig = async (env: Record<string, string> = {}): Promise<Config> => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "package.json"), "{}");
  const config = readConfig({ env, cwd });
  used.push(config);
  return config;
};

afterEach(async () => {
  for (const config of used.splice(0)) await stopStack(config);
});

/** Resolves when the stack's gateway has gone: its open connection closes. */
const gone = ({ api }: StackState): Promise<void> => {
  const { hostname, port } = new URL(api);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  return new Promise((resolve) => {
    socket.once("close", () => resolve());
  });
};

describe("the embedded stack", () => {
  test("is one process, however many ask for it at once", async () => {
    const config = await newConfig();
    const states = await Promise.all([startStack(config), startStack(config), startStack(config)]);
    expect(new Set(states.map(({ pid }) => pid)).size).toBe(1);
    expect(await stackStatus(config)).toEqual(states[0]);
    for (const address of [states[0]?.kafka, states[0]?.api, states[0]?.kinesis])
      expect(address).toMatch(/127\.0\.0\.1:\d+$/);
  });

  test("ends when it is told to, and only once", async () => {
    const config = await newConfig();
    const state = await startStack(config);
    const left = gone(state);
    expect(await stopStack(config)).toBe(true);
    await left;
    expect(await stopStack(config)).toBe(false);
    expect(await stackStatus(config)).toBeUndefined();
  });

  test("comes back after a kill -9 with what was acknowledged, at the same addresses", async () => {
    const config = await newConfig();
    const first = await startStack(config);
    const client = kafkaClient({ brokers: [first.kafka ?? ""] });
    await client.createTopics(["t"]);
    await client.produce("t", [{ value: Buffer.from("kept") }]);
    await client.close();
    const left = gone(first);
    process.kill(first.pid, "SIGKILL");
    await left;
    const second = await startStack(config);
    expect(second).toEqual({ ...first, pid: second.pid });
    const again = kafkaClient({ brokers: [second.kafka ?? ""] });
    expect(await again.offsets("t")).toEqual([{ partition: 0, low: 0n, high: 1n }]);
    await again.close();
  });

  test("ends by itself when its state folder is removed", async () => {
    const config = await newConfig();
    const state = await startStack(config);
    const left = gone(state);
    await rm(config.home, { recursive: true });
    await left;
  });

  test("serves only what is not configured, and is replaced when that changes", async () => {
    const config = await newConfig();
    const all = await startStack(config);
    const partly: Config = { ...config, kinesis: { endpoint: all.kinesis ?? "" } };
    const second = await startStack(partly);
    expect(second.pid).not.toBe(all.pid);
    expect(second.kinesis).toBeUndefined();
    expect(await ensureStack(partly)).toMatchObject({
      kinesis: { endpoint: all.kinesis },
      kafka: { brokers: [second.kafka] },
    });
  });

  test("is not started where everything is configured", async () => {
    const config = await newConfig({
      PINBOOK_API_URL: "https://api.example/test",
      PINBOOK_KAFKA_BROKERS: "kafka.example:9092",
      PINBOOK_KINESIS: "aws",
    });
    expect(await ensureStack(config)).toMatchObject({
      api: "https://api.example/test",
      kafka: { brokers: ["kafka.example:9092"] },
    });
    expect(await stackStatus(config)).toBeUndefined();
  });

  test("names a port that is taken, with the remedy", async () => {
    const server = createServer();
    await listen(server, "127.0.0.1", 0);
    const { port } = server.address() as AddressInfo;
    const config = await newConfig();
    for (const options of [{ kafkaPort: port }, { apiPort: port }, { kinesisPort: port }]) {
      await expect(startStack(config, options)).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringMatching(new RegExp(`port ${port} .*taken|${port}.*taken|taken.*${port}`)),
      });
    }
    server.close();
  });

  test("names a folder that it cannot write, with the remedy", async () => {
    const config = await newConfig();
    await writeFile(join(config.project, "file"), "");
    await expect(startStack({ ...config, home: join(config.project, "file", "home") })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/file\/home cannot be written \(ENOTDIR\): make it writable, or set PINBOOK_HOME/),
    });
  });
});
