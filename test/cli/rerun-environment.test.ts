import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import { runPinbook } from "../support/cli.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

let cwd: string;
const outside = {
  MY_REGION: "eu",
  MY_LIMIT: "5",
  MY_TOKEN: "hidden-token",
  MY_DB: "http://me:hidden-word@db/x",
  OTHER: "1",
};
const pinbook = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runPinbook([...words, "a.ipynb"], { cwd, env: { ...outside, ...env } });
/** What a word is within base64, after so many bytes. */
const base64Within = (word: string, shift: number): string =>
  Buffer.from("-".repeat(shift) + word)
    .toString("base64")
    .slice(shift === 0 ? 0 : 4, -4);
/** By place of the cell, why it runs. */
const why = async (env: Readonly<Record<string, string>>): Promise<Record<string, readonly string[]>> => {
  const { stdout } = await pinbook(["rerun", "--why", "--json"], env);
  const { cells } = JSON.parse(stdout) as { cells: { index: number; verdict: string; reasons: string[] }[] };
  return Object.fromEntries(cells.filter(({ verdict }) => verdict === "run").map((cell) => [cell.index, cell.reasons]));
};

beforeAll(async () => {
  cwd = await temporaryFolder();
  await mkdir(join(cwd, "node_modules/reads-env"), { recursive: true });
  await writeFile(join(cwd, "node_modules/reads-env/package.json"), '{ "name": "reads-env", "main": "index.js" }');
  await writeFile(join(cwd, "node_modules/reads-env/index.js"), "exports.other = () => process.env.OTHER;");
  await writeFile(join(cwd, "package.json"), "{}");
  await writeFile(
    join(cwd, "region.ts"),
    'import { env } from "node:process";\nexport const region = () => env.MY_REGION;',
  );
  await writeFile(
    join(cwd, "a.ipynb"),
    codeNotebookText(
      'import { region } from "./region.ts"; region()',
      'const limit = Number(process.env["MY_" + "LIMIT"]); "NOT_SET" in process.env',
      "const token = process.env.MY_TOKEN; const database = process.env.MY_DB; token?.length",
      'import { other } from "reads-env"; const copy = { ...process.env }; Object.keys(copy).length > other()!.length',
      'process.env.MINE = "5"',
      "process.env.MINE",
    ),
  );
  expect(await pinbook(["run"])).toMatchObject({ code: 0 });
});

test("a variable that a cell or its module read by name makes the cell stale when it changed; others make none", async () => {
  expect(await why({ OTHER: "2", NEW: "3", MINE: "6" })).toEqual({});
  expect(await why({ MY_REGION: "us" })).toEqual({ 0: ["the variable MY_REGION, which it read, changed"] });
  expect(await why({ MY_LIMIT: "6" })).toEqual({ 1: ["the variable MY_LIMIT, which it read, changed"] });
  expect(await why({ NOT_SET: "" })).toEqual({ 1: ["the variable NOT_SET, which it read, is there now"] });
  expect(await why({ MY_DB: "http://me:another-word@db/y" })).toEqual({
    2: ["the variable MY_DB, which it read, changed"],
  });
});

test("a credential's value is in no file, nor a hash of it, and another one leaves the cell fresh", async () => {
  expect(await why({ MY_TOKEN: "other", MY_DB: "http://you:another-word@db/x" })).toEqual({});
  const names = await readdir(join(cwd, ".pinbook"), { recursive: true, withFileTypes: true });
  const files = names.filter((name) => name.isFile()).map((name) => join(name.parentPath, name.name));
  const texts = await Promise.all(files.map((file) => readFile(file, "latin1")));
  expect(texts.some((text) => text.includes("MY_TOKEN"))).toBe(true);
  const hash = createHash("sha256").update("hidden-token").digest("hex").slice(0, 16);
  for (const word of ["hidden-token", "hidden-word", hash])
    for (const form of [word, ...[0, 1, 2].map((shift) => base64Within(word, shift))])
      expect(files.filter((_, at) => texts[at]?.includes(form))).toEqual([]);
});

test("a cell that needs a value with a credential makes it anew rather than from the cache", async () => {
  const file = join(cwd, "b.ipynb");
  await writeFile(file, codeNotebookText("const token = process.env.MY_TOKEN;", "token?.length"));
  expect((await runPinbook(["run", "b.ipynb"], { cwd, env: outside })).code).toBe(0);
  await writeFile(file, (await readFile(file, "utf8")).replace("token?.length", "token?.toUpperCase().length"));
  const { stdout } = await runPinbook(["rerun", "--why", "b.ipynb"], { cwd, env: outside });
  expect(stdout).toContain("cell 2 needs its token: token holds a credential");
});
