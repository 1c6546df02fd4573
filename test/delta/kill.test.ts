import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "@jest/globals";
import { appendRows, createTable, readRows } from "../../src/delta/index.ts";
import { entryPoint } from "../../src/root.ts";
import { fileStore } from "../../src/storage/index.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { rowsOf, schemaOf, toRows } from "./rows.ts";

const schema = schemaOf({ id: "int64" });

test("a writer killed in the middle loses nothing that it acknowledged, and its txns double nothing", async () => {
  const folder = await temporaryFolder();
  const ref = { store: fileStore(folder), path: "t" };
  await createTable(ref, { schema });
  const script = `
    const [delta, storage, folder] = process.argv.slice(1);
    const { appendRows } = await import(delta);
    const ref = { store: (await import(storage)).fileStore(folder), path: "t" };
    const schema = [{ name: "id", type: "int64", nullable: true }];
    for (let id = 0; ; id++) {
      await appendRows(ref, { schema, rowCount: 1, columns: { id: [BigInt(id)] } }, { txns: [{ appId: "a", version: id }] });
      console.log(id);
    }`;
  const modules = ["delta", "storage"].map((name) => entryPoint(join("src", name, "index")));
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, "--", ...modules, folder]);
  let acknowledged = -1;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line);
    if (acknowledged === 25) child.kill("SIGKILL");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  const ids = toRows(await readRows(ref)).map(({ id }) => Number(id));
  expect(ids).toEqual(Array.from({ length: ids.length }, (_, at) => at));
  expect(ids.length).toBeGreaterThan(acknowledged);
  for (let id = 0; id <= ids.length; id++)
    await appendRows(ref, rowsOf(schema, [{ id: BigInt(id) }]), { txns: [{ appId: "a", version: id }] });
  expect((await readRows(ref)).rowCount).toBe(ids.length + 1);
});
