import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { expect, test } from "@jest/globals";
import { createTable, readRows } from "../../src/delta/index.ts";
import { entryPoint } from "../../src/root.ts";
import { fileStore } from "../../src/storage/index.ts";
import { runStream } from "../../src/stream/index.ts";
import { embedded } from "../kinesis/support.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { idRecord, numbers, schema, transform } from "./support.ts";

const imported = (module: string) => `await import(${JSON.stringify(pathToFileURL(entryPoint(module)).href)})`;

// Streams `{id, name}` until it is killed, and prints a line a batch.
const script = `
  const { kinesisClient } = ${imported("src/kinesis/index")};
  const { fileStore } = ${imported("src/storage/index")};
  const { runStream } = ${imported("src/stream/index")};
  const [endpoint, folder, schema] = process.argv.slice(1);
  const store = fileStore(folder);
  const transform = (records) => {
    const rows = Array.from(records.columns.data, (text) => JSON.parse(text));
    const columns = { id: rows.map(({ id }) => BigInt(id)), name: rows.map(({ name }) => name) };
    return { schema: JSON.parse(schema), rowCount: rows.length, columns };
  };
  await runStream({
    kinesis: kinesisClient({ endpoint }), stream: "s", transform, maxRecords: 3, pollMs: 1,
    checkpoint: { store, path: "checkpoint" }, table: { store, path: "table" },
    onBatch: ({ batch }) => console.log(batch),
  });
`;

test("a reader process that is killed again and again while records come puts each into the table exactly once", async () => {
  const { server, kinesis } = await embedded();
  await kinesis.createStream("s", { shards: 2 });
  const folder = await temporaryFolder();
  const store = fileStore(folder);
  const table = { store, path: "table" };
  await createTable(table, { schema });
  let next = 0;
  const put = async () => {
    await kinesis.putRecords("s", numbers(next, next + 4).map(idRecord));
    next += 4;
  };
  for (let round = 0; round < 4; round++) {
    await put();
    const args = [
      "--disable-warning=Warning",
      "--input-type=module",
      "-e",
      script,
      server.url,
      folder,
      JSON.stringify(schema),
    ];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    let batches = 0;
    for await (const _ of createInterface({ input: child.stdout })) {
      await put();
      if (++batches === 3 + round) child.kill("SIGKILL");
    }
    expect(await exited).toEqual([null, "SIGKILL"]);
  }
  await runStream({ kinesis, stream: "s", checkpoint: { store, path: "checkpoint" }, table, transform, until: "end" });
  const rows = await readRows(table);
  expect(Array.from(rows.columns.id ?? [], Number).sort((a, b) => a - b)).toEqual(numbers(0, next));
});
