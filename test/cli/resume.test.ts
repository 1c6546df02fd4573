import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "@jest/globals";
import { type CodeCell, formatNotebook, newNotebook, parseNotebook } from "../../src/notebook/index.ts";
import { commandLines, runPinbook } from "../support/cli.ts";
import { codeCell, codeNotebookText } from "../support/code-notebook.ts";
import { canMountDisks, mountSmallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary.ts";

const inOneProcess = commandLines();
let cwd: string;

beforeEach(async () => {
  cwd = await temporaryFolder();
  await writeFile(join(cwd, "package.json"), "{}");
});

const save = (...sources: readonly string[]): Promise<void> =>
  writeFile(join(cwd, "a.ipynb"), codeNotebookText(...sources));

/** The code cells of a notebook: its status, and what it printed. */
const read = async (name = "a.ipynb"): Promise<readonly string[]> => {
  const { cells } = parseNotebook(await readFile(join(cwd, name), "utf8"), name);
  return (cells as readonly CodeCell[]).map(({ metadata, outputs }) => {
    const printed = outputs.map((output) => (output.output_type === "stream" ? output.text : output.output_type));
    return [(metadata.pinbook as { status: string }).status, ...printed].join(" ").trim();
  });
};

const made = 'import { existsSync } from "node:fs"; console.log("made")';

test("a rerun with another parameter runs what hangs on it and nothing else", async () => {
  await save("/*parameters*/ const count: number = 1", "console.log('other')", "console.log(count + 1)");
  expect((await inOneProcess(["run", "a.ipynb", "-p", "count=2"], { cwd })).code).toBe(0);
  const why = await inOneProcess(["rerun", "a.ipynb", "-p", "count=5", "--why"], { cwd });
  expect(why.stdout).toContain("2 cells to run");
  expect((await inOneProcess(["rerun", "a.ipynb", "-p", "count=5"], { cwd })).code).toBe(0);
  expect(await read()).toEqual(["cached", "ok", "cached other", "ok 6"]);
});

test("a resumed run has the parameters and the --out of the run that was cut short", async () => {
  await save(
    "/*parameters*/ const count: number = 1",
    made,
    'if (!existsSync("ready")) throw new Error("not ready"); console.log(count)',
  );
  expect((await inOneProcess(["run", "a.ipynb", "-p", "count=7", "--out", "runs"], { cwd })).code).toBe(1);
  await writeFile(join(cwd, "ready"), "");
  const resumed = await inOneProcess(["resume", "a.ipynb"], { cwd });
  expect([resumed.code, resumed.stderr]).toEqual([0, expect.any(String)]);
  expect(await read("runs/a.ipynb")).toEqual(["cached", "cached", "cached made", "ok 7"]);
  const source = parseNotebook(await readFile(join(cwd, "a.ipynb"), "utf8"), "a.ipynb");
  expect(source.cells).toHaveLength(3);
});

test.each([
  ["took too long", 4, "while (true);", ["--timeout", "1"]],
  ["ran out of memory", 3, "const all = []; for (;;) all.push(new Array(1e6).fill(0.5));", []],
])("a run of which a cell %s goes on at that cell", async (_, exitCode, loop, options) => {
  // However busy the machine, only the second cell takes too long.
  const first = codeCell("c1", made, { metadata: { pinbook: { timeout: 600 } } });
  const second = codeCell("c2", `if (!existsSync("ready")) { ${loop} }\nconsole.log("after")`);
  await writeFile(join(cwd, "a.ipynb"), formatNotebook(newNotebook([first, second])));
  const env = { NODE_OPTIONS: "--max-old-space-size=64" };
  expect((await runPinbook(["run", "a.ipynb", ...options], { cwd, env })).code).toBe(exitCode);
  await writeFile(join(cwd, "ready"), "");
  expect((await runPinbook(["resume", "a.ipynb"], { cwd })).code).toBe(0);
  expect(await read()).toEqual(["cached made", "ok after"]);
});

test("where a stored value is damaged its cell runs again instead", async () => {
  const sources = ["const rows = Array.from({ length: 5000 }, (_, n) => ({ n })); console.log('made')", "rows.length"];
  await save(...sources);
  expect((await inOneProcess(["run", "a.ipynb"], { cwd })).code).toBe(0);
  const cache = join(cwd, ".pinbook", "cache");
  for (const folder of await readdir(cache))
    for (const name of await readdir(join(cache, folder))) await writeFile(join(cache, folder, name), "damaged");
  await save(sources[0] ?? "", "console.log(rows.length)");
  const { code, stderr } = await inOneProcess(["rerun", "a.ipynb"], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringContaining("rows of cell 1 could not be restored")]);
  expect(await read()).toEqual(["ok made", "ok 5000"]);
});

test("a small value that was changed in the file of states is not restored", async () => {
  await save("const n = 5", "n");
  expect((await inOneProcess(["run", "a.ipynb"], { cwd })).code).toBe(0);
  const [name = ""] = (await readdir(join(cwd, ".pinbook", "cells"))).filter((one) => one.endsWith(".jsonl"));
  const path = join(cwd, ".pinbook", "cells", name);
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace(/"inline":"(.)/, '"inline":"A'));
  expect(await readFile(path, "utf8")).not.toBe(text);
  await save("const n = 5", "console.log(n)");
  expect((await inOneProcess(["rerun", "a.ipynb"], { cwd })).code).toBe(0);
  expect(await read()).toEqual(["ok", "ok 5"]);
});

test("another version of an imported package makes the cells stale that import it", async () => {
  const folder = join(cwd, "node_modules", "some");
  await mkdir(folder, { recursive: true });
  const install = async (version: string): Promise<void> => {
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "some", version, main: "index.js" }));
    await writeFile(join(folder, "index.js"), `exports.version = "${version}";`);
  };
  await install("1.0.0");
  await save('import { version } from "some"; console.log(version)', "console.log('other')");
  expect((await inOneProcess(["run", "a.ipynb"], { cwd })).code).toBe(0);
  await install("1.1.0");
  const why = await inOneProcess(["rerun", "a.ipynb", "--why"], { cwd });
  expect(why.stdout).toContain("the package some is 1.1.0, it was 1.0.0");
  expect((await inOneProcess(["rerun", "a.ipynb"], { cwd })).code).toBe(0);
  expect(await read()).toEqual(["ok 1.1.0", "cached other"]);
});

test("a run whose disk for the cache is full goes on without and says so", async () => {
  if (!(await canMountDisks())) return console.warn("not tested: this process may not mount disks");
  await mkdir(join(cwd, ".pinbook"));
  await mountSmallDisk(join(cwd, ".pinbook"), 64);
  await save("const bytes = new Uint8Array(500_000).fill(7)", "console.log(bytes[9])");
  const first = await inOneProcess(["run", "a.ipynb"], { cwd });
  expect([first.code, first.stderr]).toEqual([0, expect.stringMatching(/could not be stored.*run again/)]);
  await save("const bytes = new Uint8Array(500_000).fill(7)", "console.log(bytes[10])");
  expect((await inOneProcess(["rerun", "a.ipynb"], { cwd })).code).toBe(0);
  expect(await read()).toEqual(["ok", "ok 7"]);
});

test("a run whose cache cannot be written goes on without it and says so", async () => {
  await mkdir(join(cwd, ".pinbook"));
  // A file where the folder should be: as a full disk, it is no place to write to.
  await writeFile(join(cwd, ".pinbook", "cache"), "");
  await writeFile(join(cwd, ".pinbook", "cells"), "");
  await save("const rows = Array.from({ length: 5000 }, (_, n) => ({ n }))", "console.log(rows.length)");
  const { code, stderr } = await inOneProcess(["run", "a.ipynb"], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringMatching(/not remembered/)]);
  expect(await read()).toEqual(["ok", "ok 5000"]);
});
