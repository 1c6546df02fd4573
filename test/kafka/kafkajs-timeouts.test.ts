import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { startBroker } from "../../src/kafka/index.ts";
import { entryPoint } from "../../src/root.ts";
import { temporaryFolder } from "../support/temporary.ts";

test("kafkajs asks for no time-out in the past, so that no Node warns of one", async () => {
  const broker = await startBroker({ dir: await temporaryFolder() });
  const script = `
    const { setTimeout: real } = globalThis;
    const past = [];
    globalThis.setTimeout = (action, ms, ...rest) => (ms < 0 && past.push(ms), real(action, ms, ...rest));
    const { kafkaClient } = await import(process.argv[1]);
    const client = kafkaClient({ brokers: [process.argv[2]] });
    await client.createTopics(["t"]);
    await client.produce("t", [{ value: Buffer.from("x") }]);
    for await (const _ of client.read("t"));
    await client.close();
    console.log(JSON.stringify({ past, brokers: "done" }));
  `;
  const args = ["--input-type=module", "-e", script, `file://${entryPoint("src/kafka/index")}`, broker.address];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  await broker.close();
  expect(JSON.parse(stdout)).toEqual({ past: [], brokers: "done" });
});
