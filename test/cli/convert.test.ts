import { readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { formatNotebook, newNotebook, parseNotebook, withoutRun } from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";
import { commandLines } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary.ts";

let cwd: string;
const inOneProcess = commandLines();
const pinbook = (...args: string[]) => inOneProcess(args, { cwd });
const write = (name: string, text: string) => writeFile(join(cwd, name), text);
const read = (name: string) => readFile(join(cwd, name), "utf8");
const age = async (name: string, seconds: number): Promise<void> => {
  const time = (await stat(join(cwd, name))).mtimeMs / 1000 + seconds;
  await utimes(join(cwd, name), time, time);
};

const example = join(packageRoot, "notebooks/6-clean.ipynb");

beforeEach(async () => {
  cwd = await temporaryFolder();
  await write("a.ipynb", await readFile(example, "utf8"));
});

describe("pinbook convert", () => {
  test("makes a script of a notebook, and of the script the notebook again, outputs included", async () => {
    expect(await pinbook("convert", "a.ipynb")).toEqual({ code: 0, stdout: "a.ipynb → a.ts\n", stderr: "" });
    const notebook = await read("a.ipynb");
    expect(await pinbook("convert", "a.ts")).toEqual({ code: 0, stdout: "a.ipynb is up to date\n", stderr: "" });
    expect(await pinbook("convert", "a.ts", "b.ipynb")).toMatchObject({ code: 0, stderr: "" });
    const bare = parseNotebook(notebook, "a");
    expect(await read("b.ipynb")).toBe(formatNotebook({ ...bare, cells: bare.cells.map(withoutRun) }));
  });

  test("does not overwrite a newer file without --force", async () => {
    await pinbook("convert", "a.ipynb");
    await write("a.ts", `${await read("a.ts")}\n// %% id="new"\n1\n`);
    await age("a.ts", 10);
    const refused = await pinbook("convert", "a.ipynb", "a.ts");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/^pinbook: a\.ts is newer than a\.ipynb .*--force\n$/);
    expect(await pinbook("convert", "a.ts")).toMatchObject({ code: 0, stdout: "a.ts → a.ipynb\n" });
    expect(parseNotebook(await read("a.ipynb"), "a").cells.at(-1)).toMatchObject({ id: "new", source: "1" });
    await write("a.ts", "// %%\n2\n");
    await age("a.ts", 60);
    expect(await pinbook("convert", "a.ipynb", "a.ts", "--force")).toMatchObject({ code: 0, stderr: "" });
    expect(await read("a.ts")).toContain('id="new"');
  });

  test("does not overwrite a module that has the notebook's name", async () => {
    await write("a.ts", "export const a = 1;\n");
    await age("a.ts", -60);
    const refused = await pinbook("convert", "a.ipynb");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/^pinbook: a\.ts is no notebook's script, it has no \/\/ %%: .*--force\n$/);
    expect(await read("a.ts")).toBe("export const a = 1;\n");
  });

  test("prints to stdout, converts into a folder and brings an old format to 4.5", async () => {
    expect(await pinbook("convert", "a.ipynb", "-")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\/\/ %% \[markdown\]/),
    });
    const old = {
      cells: [{ cell_type: "raw", metadata: {}, source: [] }],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 2,
    };
    await write("old.ipynb", JSON.stringify(old));
    expect(await pinbook("convert", "old.ipynb", "new.ipynb")).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(await read("new.ipynb"))).toMatchObject({
      nbformat_minor: 5,
      cells: [{ id: expect.any(String) }],
    });
    expect(await pinbook("convert", "old.ipynb", ".", "--to", "ts")).toMatchObject({ code: 0 });
    expect(await read("old.ts")).toContain("// %% [raw]\n");
  });

  test.each([
    [[], /needs one or two files/],
    [["missing.ipynb"], /missing\.ipynb cannot be read: .*Name an \.ipynb or \.ts file that exists/],
    [["a.ipynb", "a.txt"], /a\.txt is no name for a notebook/],
    [["a.ipynb", "a.ipynb"], /would overwrite itself/],
    [["a.ipynb", "b.ipynb", "--to", "ts"], /--to ts does not go with b\.ipynb/],
    [["a.ipynb", "--to", "py"], /--to is "py": use ipynb or ts/],
    [["bad.ipynb"], /bad\.ipynb is not a notebook: it is not valid JSON \(line 1, column 2/],
    [["a.ts", "bad.ipynb"], /bad\.ipynb is not a notebook/],
  ])("refuses %j in one line", async (args, message) => {
    await write("bad.ipynb", "{");
    await write("a.ts", "// %%\n1\n");
    const { code, stdout, stderr } = await pinbook("convert", ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(await read("bad.ipynb")).toBe("{");
  });
});

describe("pinbook run", () => {
  test("runs a script, into a notebook beside it that keeps its cells' ids, and leaves the script alone", async () => {
    const script = "// %% [markdown]\n// # T\n\n// %%\nconst a: number = 41;\na + 1\n\n// %%\n// %cd .\n";
    await write("s.ts", script);
    await write(
      "s.ipynb",
      formatNotebook({
        ...newNotebook([
          {
            cell_type: "code",
            id: "mine",
            source: "const a: number = 41;\na + 1",
            metadata: {},
            execution_count: null,
            outputs: [],
          },
        ]),
      }),
    );
    await age("s.ipynb", -10);
    expect(await pinbook("run", "s.ts")).toMatchObject({ code: 0 });
    expect(await read("s.ts")).toBe(script);
    const { cells } = parseNotebook(await read("s.ipynb"), "s");
    expect(cells).toMatchObject([{}, { id: "mine", outputs: [{ data: { "text/plain": "42" } }] }, { source: "%cd ." }]);
    expect(await pinbook("run", "s.ts")).toMatchObject({ code: 0 });
  });

  test("refuses a script whose notebook was edited later, and another kernel's notebook", async () => {
    await write("s.ts", "// %%\n1\n");
    await age("s.ts", -10);
    await write("s.ipynb", formatNotebook(newNotebook([])));
    const edited = await pinbook("run", "s.ts");
    expect(edited.code).toBe(2);
    expect(edited.stderr).toMatch(/s\.ipynb has other cells than .*s\.ts and is newer: .*pinbook convert/);
    const kernelspec = { name: "python3", display_name: "Python 3" };
    await write("p.ipynb", formatNotebook({ ...newNotebook([]), metadata: { kernelspec } }));
    const foreign = await pinbook("run", "p.ipynb");
    expect(foreign.code).toBe(2);
    expect(foreign.stderr).toMatch(/^pinbook: p\.ipynb is a notebook for python, pinbook runs TypeScript .*\n$/);
    expect(await pinbook("report", "p.ipynb", "--out", "out")).toMatchObject({ code: 0, stderr: "" });
  });
});
