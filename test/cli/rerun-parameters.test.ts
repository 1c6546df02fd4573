import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "@jest/globals";
import { commandLines, runPinbook } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary.ts";

const script = `// %% tags=["parameters"]
let n = 1;
let word = "a";
// %%
console.log("n", n);
// %%
console.log("word", word);
`;

const inOneProcess = commandLines();
let cwd: string;
const pinbook = (...words: readonly string[]) => inOneProcess(words, { cwd });
const printed = async (name: string): Promise<readonly string[]> => {
  const { cells } = JSON.parse(await readFile(join(cwd, name), "utf8")) as {
    cells: { outputs?: { text: string[] }[] }[];
  };
  return cells.flatMap(({ outputs = [] }) => outputs.map(({ text }) => text.join("").trim()));
};

beforeEach(async () => {
  cwd = await temporaryFolder();
  await writeFile(join(cwd, "package.json"), "{}");
  await writeFile(join(cwd, "s.ts"), script);
  expect((await pinbook("convert", "s.ts", "t.ipynb")).code).toBe(0);
});

test.each(["s.ts", "t.ipynb"])("a rerun of %s keeps the last run's parameters and says which", async (name) => {
  expect((await pinbook("run", name, "-p", "n=5")).code).toBe(0);
  const again = await runPinbook(["rerun", name], { cwd });
  expect([again.code, again.stderr]).toEqual([0, `${name}: with the parameters n = 5\n`]);
  expect(again.stdout).toMatch(/ok +0 +4 +0 /);
  // The cell of the parameters and what hangs on the one that changed.
  const changed = await pinbook("rerun", name, "-p", "word=b");
  expect(changed.stdout).toMatch(/ok +2 +2 +0 /);
  expect(changed.stderr).toContain(`${name}: with the parameters n = 5, word = "b"\n`);
  expect(await printed(name.replace("s.ts", "s.ipynb"))).toEqual(["n 5", "word b"]);
  expect((await pinbook("rerun", "--why", name)).stdout).toContain(`${name}: nothing to run, with n = 5, word = "b"\n`);
});

test("a run of a script begins with what the script says", async () => {
  await pinbook("run", "s.ts", "-p", "n=5");
  expect((await pinbook("run", "s.ts")).code).toBe(0);
  expect(await printed("s.ipynb")).toEqual(["n 1", "word a"]);
  expect((await pinbook("rerun", "s.ts")).stderr).toBe("");
});

test("a parameter that is no longer declared is not kept beside one that is given", async () => {
  await pinbook("run", "s.ts", "-p", "n=5", "-p", "word=b");
  await writeFile(
    join(cwd, "s.ts"),
    script.replace('let word = "a";', 'const word = "fixed";').replace("let n", "let m").replace("n)", "m)"),
  );
  const { code, stderr } = await pinbook("rerun", "s.ts", "-p", "m=7");
  expect([code, stderr.split("\n")[0]]).toEqual([0, 's.ts: with the parameters word = "b", m = 7']);
});
