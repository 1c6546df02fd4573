import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Notebook, parseNotebook } from "../../src/notebook/index.ts";
import { runPinbook } from "../support/cli.ts";
import { type JupyterTools, jupyterTools, needTools } from "../support/jupyter.ts";
import { installHere, temporaryProject } from "../support/project.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";

const script = fileURLToPath(new URL("execute_notebooks.py", import.meta.url));
type CodeCell = Extract<Notebook["cells"][number], { cell_type: "code" }>;

const codeCells = async (folder: string, name: string): Promise<readonly CodeCell[]> => {
  const file = join(folder, name);
  const { cells } = parseNotebook(await readFile(file, "utf8"), file);
  return cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
};

await describeReal("the project's notebooks under Jupyter's tools", [needTools], () => {
  let tools: JupyterTools;
  let project: Awaited<ReturnType<typeof temporaryProject>>;
  let expected: string;
  let notebooks: readonly string[];
  const newFolder = async (name: string): Promise<string> => {
    const folder = join(project.folder, name);
    await mkdir(folder);
    return folder;
  };

  beforeAll(async () => {
    tools = await jupyterTools(await temporaryFolder());
    project = await temporaryProject();
    await installHere(project.folder);
    const source = join(project.folder, "notebooks");
    notebooks = (await readdir(source)).sort().map((name) => join(source, name));
    expect(notebooks).toHaveLength(10);
    const options = { cwd: project.folder };
    // What a run adds to is there after the first: each later run gives the same.
    expect(await runPinbook(["start"], options)).toMatchObject({ code: 0 });
    expect(await runPinbook(["up"], options)).toMatchObject({ code: 0 });
    expected = await newFolder("expected");
    expect(await runPinbook(["run", "--out", expected], options)).toMatchObject({ code: 0 });
  });
  afterAll(() => project.down());

  const expectSaved = async (folder: string): Promise<void> => {
    for (const name of notebooks.map((path) => basename(path))) {
      const seen = (await codeCells(folder, name)).map(({ id, outputs }) => ({ id, outputs }));
      const wanted = (await codeCells(expected, name)).map(({ id, outputs }) => ({ id, outputs }));
      expect({ name, cells: seen }).toEqual({ name, cells: wanted });
    }
  };

  test.each(["nbclient", "papermill"])("%s saves every output that `pinbook run` saves", async (tool) => {
    const folder = await newFolder(tool);
    await tools.run("python", [script, tool, "pinbook", folder, ...notebooks]);
    await expectSaved(folder);
  });

  test("jupyter nbconvert --execute saves every output that `pinbook run` saves", async () => {
    const folder = await newFolder("nbconvert");
    const options = ["--execute", "--to", "notebook", "--output-dir", folder, "--ExecutePreprocessor.timeout=300"];
    await tools.run("jupyter", ["nbconvert", ...options, ...notebooks]);
    await expectSaved(folder);
  });

  test("stock tslab runs every cell, prints the same and shows something wherever pinbook does", async () => {
    const folder = await newFolder("tslab");
    await tools.run("python", [script, "nbclient", "tslab", folder, ...notebooks]);
    for (const name of notebooks.map((path) => basename(path))) {
      const wanted = await codeCells(expected, name);
      const seen = await codeCells(folder, name);
      // tslab reports errors on stderr alone and skips the cells after one in silence.
      expect({ name, errors: seen.filter(({ outputs }) => !outputs.every(isPrinted)) }).toEqual({ name, errors: [] });
      expect(seen.map(({ id, outputs }) => [id, outputs.length > 0])).toEqual(
        wanted.map(({ id, outputs }) => [id, outputs.length > 0]),
      );
      const printing = new Set(
        wanted.filter(({ outputs }) => outputs.length > 0 && outputs.every(isPrinted)).map(({ id }) => id),
      );
      expect(printedBy(seen, printing)).toEqual(printedBy(wanted, printing));
    }
  });
});

const isPrinted = (output: CodeCell["outputs"][number]): boolean =>
  output.output_type === "stream" && output.name === "stdout";

const printedBy = (cells: readonly CodeCell[], ids: ReadonlySet<string | undefined>) =>
  cells
    .filter(({ id }) => ids.has(id))
    .map(({ id, outputs }) => [id, outputs.map((output) => ("text" in output ? output.text : "")).join("")]);

await describeReal("papermill's parameters", [needTools], () => {
  let tools: JupyterTools;
  let folder: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    tools = await jupyterTools(folder);
    const cells = [
      {
        ...cellOf("a", "const count: number = 1;\nconst name = 'ada';\nconst exact = false;"),
        metadata: { tags: ["parameters"] },
      },
      cellOf("b", "console.log(JSON.stringify([count, name, exact]))"),
    ];
    const metadata = { kernelspec: { name: "pinbook", display_name: "TypeScript (pinbook)", language: "typescript" } };
    await writeFile(join(folder, "in.ipynb"), JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
  });

  const run = (...options: readonly string[]) =>
    tools.run("papermill", [join(folder, "in.ipynb"), join(folder, "out.ipynb"), "--no-progress-bar", ...options]);

  test("numbers, truth values and text arrive with --language .net-csharp, whose assignments are TypeScript's", async () => {
    await run(
      "--language",
      ".net-csharp",
      "-p",
      "count",
      "2.5",
      "-p",
      "name",
      'tab\t "quoted" \\ é',
      "-p",
      "exact",
      "True",
    );
    const printed = (await codeCells(folder, "out.ipynb")).at(-1)?.outputs;
    expect(printed).toMatchObject([{ text: `${JSON.stringify([2.5, 'tab\t "quoted" \\ é', true])}\n` }]);
  });

  test("without it papermill says that it has no translator", async () => {
    await expect(run("-p", "count", "2")).rejects.toThrow(
      "No parameter translator functions specified for kernel 'pinbook' or language 'typescript'",
    );
  });
});

const cellOf = (id: string, source: string) => ({
  ...{ cell_type: "code", id, source, metadata: {}, outputs: [], execution_count: null },
});
