import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "@jest/globals";
import { commandLines, runPinbook } from "../support/cli.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

const inOneProcess = commandLines();
let cwd: string;
const notebook = (last: string): string =>
  codeNotebookText(
    `import { openStore } from "pinbook";
const keys: string[] = [];
for await (const { key } of openStore("file:./data").list("pins/")) keys.push(key);
console.log(keys.length)`,
    last,
  );

beforeEach(async () => {
  cwd = await temporaryFolder();
  await writeFile(join(cwd, "package.json"), "{}");
  await mkdir(join(cwd, "data/pins"), { recursive: true });
  for (const name of ["a", "b", "c"]) await writeFile(join(cwd, `data/pins/${name}.json`), "1");
  await writeFile(join(cwd, "n.ipynb"), notebook("// all of them\nconst twice = 2 * keys.length;\nconsole.log(twice)"));
  expect((await runPinbook(["run", "n.ipynb"], { cwd })).code).toBe(0);
  await rm(join(cwd, "data/pins/a.json"));
  await writeFile(join(cwd, "data/pins/b.json"), "22");
  for (let at = 1; at <= 5; at++) await writeFile(join(cwd, `data/pins/new-${at}.json`), "1");
  const text = await readFile(join(cwd, "n.ipynb"), "utf8");
  await writeFile(join(cwd, "n.ipynb"), text.replace("2 * keys", "3 * keys"));
});

const objects = (few: string) => `5 added (${few}), 1 removed (a.json), 1 changed (b.json)`;
const all = [1, 2, 3, 4, 5].map((at) => `new-${at}.json`).join(", ");

test("rerun --why shows the lines of code that changed, and which objects of a list", async () => {
  const { stdout } = await inOneProcess(["rerun", "--why", "n.ipynb"], { cwd });
  const lines = stdout.split("\n").map((line) => line.trim());
  expect(lines[2]).toMatch(/^the list of objects under file:.*data#pins\/, which it read, changed: /);
  expect(lines[2]).toContain(objects("new-1.json, new-2.json, new-3.json, …"));
  expect(lines.slice(4, 11)).toEqual([
    "its code changed",
    "@@ line 1 @@",
    "// all of them",
    "-const twice = 2 * keys.length;",
    "+const twice = 3 * keys.length;",
    "console.log(twice)",
    "it uses keys of cell 1, which is stale",
  ]);
});

test("diff shows them too, and what is of cells that are new or gone", async () => {
  expect((await runPinbook(["rerun", "n.ipynb"], { cwd })).code).toBe(0);
  const { stdout } = await inOneProcess(["diff"], { cwd });
  expect(stdout).toContain(`data#pins/: changed: ${objects(all)}\n`);
  expect(stdout).toContain(
    "code changed, output changed\n    code:\n    @@ line 1 @@\n     // all of them\n    -const twice = 2 * keys.length;\n    +const twice = 3 * keys.length;\n     console.log(twice)\n    output:\n    @@ line 1 @@\n    -6\n    +21\n",
  );
  await writeFile(join(cwd, "n.ipynb"), notebook("'another'\n+ ' cell'").replace('"id": "', '"id": "x'));
  const after = await inOneProcess(["diff", "last", "n.ipynb"], { cwd });
  expect(after.stdout).toMatch(/code changed/);
  const [change] = JSON.parse((await inOneProcess(["diff", "--json", "last", "n.ipynb"], { cwd })).stdout).cells.filter(
    ({ codeDiff }: { codeDiff?: string }) => codeDiff?.includes("another"),
  );
  expect(change.codeDiff).toContain("+'another'\n++ ' cell'");
});

test("a list whose names are no longer in the cache is said to have changed, no more", async () => {
  await writeFile(join(cwd, "n.ipynb"), notebook("1"));
  expect((await runPinbook(["run", "n.ipynb"], { cwd })).code).toBe(0);
  await rm(join(cwd, ".pinbook/cache"), { recursive: true });
  await rm(join(cwd, "data/pins/c.json"));
  const { stdout } = await inOneProcess(["rerun", "--why", "n.ipynb"], { cwd });
  expect(stdout).toMatch(/data#pins\/, which it read, changed\n/);
  expect((await readdir(join(cwd, ".pinbook"))).includes("cache")).toBe(false);
});
