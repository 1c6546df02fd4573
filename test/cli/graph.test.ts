import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { commandLines } from "../support/cli.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

const inOneProcess = commandLines();

const write = (folder: string, name: string, ...sources: readonly string[]): Promise<void> =>
  writeFile(join(folder, name), codeNotebookText(...sources));

describe("pinbook run --graph", () => {
  test("prints cells and what they need, follows local modules, and runs nothing", async () => {
    const cwd = await temporaryFolder();
    await writeFile(
      join(cwd, "counter.ts"),
      "let n = 0;\nexport const add = () => { n += 1; };\nexport const pure = () => 1;\n",
    );
    const import_ = 'import { add, pure } from "./counter.ts";';
    await write(cwd, "a.ipynb", import_, "add()", "pure()", "add()", "throw new Error('ran')");
    const { code, stdout, stderr } = await inOneProcess(["run", "--graph", "a.ipynb"], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("  cell 3 (c3)\n    ← cell 1: pure\n");
    expect(stdout).toMatch(
      /cell 4 \(c4\).*\n {4}← cell 1: add\n {4}←\? cell 2: add \(cell 2 sets n, which a function keeps/,
    );
  });

  test("orders several notebooks by need, as Mermaid too", async () => {
    const cwd = await temporaryFolder();
    const fs = 'import { readFileSync, writeFileSync } from "node:fs";\n';
    await write(cwd, "b.ipynb", `${fs}writeFileSync("data.csv", "1");`);
    await write(cwd, "a.ipynb", `${fs}readFileSync("data.csv");`);
    const { stdout } = await inOneProcess(["run", "--graph=mermaid", "a.ipynb", "b.ipynb"], { cwd });
    expect(stdout).toMatch(/^flowchart TD\n {2}subgraph n0\["b\.ipynb"\]/);
    expect(stdout).toContain('n0 ==>|"file data.csv"| n1');
  });

  test("refuses another form with the two that there are", async () => {
    const { code, stderr } = await inOneProcess(["run", "--graph=dot"], { cwd: await temporaryFolder() });
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/"dot": use text or mermaid|holds no notebooks/),
    });
  });
});
