import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { expect, test } from "@jest/globals";
import { kinesisClient, readRecords } from "../../../src/kinesis/index.ts";
import { entryPoint } from "../../../src/root.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const script = `
  const { startKinesis } = await import(${JSON.stringify(pathToFileURL(entryPoint("src/kinesis/index")).href)});
  const { url } = await startKinesis({ dir: process.argv[1] });
  console.log(url);
`;

const start = async (dir: string): Promise<{ child: ChildProcess; url: string }> => {
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), "line")) as [string];
  return { child, url };
};

test("an endpoint that is killed loses nothing that it acknowledged, and its folder opens again", async () => {
  const dir = await temporaryFolder();
  const acknowledged: string[] = [];
  for (let round = 0; round < 3; round++) {
    const { child, url } = await start(dir);
    const kinesis = kinesisClient({ endpoint: url });
    if (round === 0) await kinesis.createStream("s", { shards: 3 });
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let i = 0; ; i++) {
        const text = `${round} ${writer} ${i}`;
        await kinesis.putRecord("s", { partitionKey: text, data: Buffer.from(text) });
        acknowledged.push(text);
        if (acknowledged.length >= (round + 1) * 150) child.kill("SIGKILL");
      }
    });
    await Promise.allSettled(writers);
    kinesis.close();
  }
  const { child, url } = await start(dir);
  const kinesis = kinesisClient({ endpoint: url });
  const found = new Set<string>();
  for await (const { data } of readRecords({ kinesis, stream: "s", until: "end" }))
    found.add(Buffer.from(data).toString());
  expect(acknowledged.filter((text) => !found.has(text))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(450);
  kinesis.close();
  child.kill("SIGKILL");
});
