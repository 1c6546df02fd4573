import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { kinesisClient, startKinesis } from "../../src/kinesis/index.ts";
import { formatNotebook, newNotebook } from "../../src/notebook/index.ts";
import { runPinbook } from "../support/cli.ts";
import { codeCell } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

const source = `import { openPipeline, readConfig } from "pinbook";
const { kinesis } = await openPipeline(readConfig());
const [shard] = await kinesis.shards("clicks");
const iterator = await kinesis.iterator("clicks", shard.shardId, { type: "TRIM_HORIZON" });
const { records } = await kinesis.records("clicks", shard.shardId, iterator);
kinesis.close();
records.length`;

test("a cell that read a stream of Kinesis is fresh until a record is put there", async () => {
  const [project, dir] = [await temporaryFolder(), await temporaryFolder()];
  const server = await startKinesis({ dir });
  const kinesis = kinesisClient({ endpoint: server.url });
  try {
    const record = { partitionKey: "a", data: new Uint8Array([1]) };
    await kinesis.createStream("clicks");
    await kinesis.putRecord("clicks", record);
    await writeFile(join(project, "package.json"), "{}");
    await writeFile(join(project, "a.ipynb"), formatNotebook(newNotebook([codeCell("read", source)])));
    const env = { PINBOOK_KINESIS: server.url };
    const pinbook = (...args: string[]) => runPinbook([...args, "a.ipynb"], { cwd: project, env });
    expect((await pinbook("run")).code).toBe(0);
    expect((await pinbook("rerun", "--why")).stdout).toMatch(/fresh {4}read/);
    await kinesis.putRecord("clicks", record);
    expect((await pinbook("rerun", "--why")).stdout).toMatch(
      /run {6}read.*\n.*the stream http:\/\/127\.0\.0\.1:\d+#clicks, which it read, changed/,
    );
    await server.close();
    expect((await pinbook("rerun", "--why")).stdout).toMatch(/#clicks, which it read, cannot be looked at from here: /);
  } finally {
    kinesis.close();
    await server.close();
  }
});
