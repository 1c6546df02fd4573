import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import {
  type Cell,
  formatNotebook,
  formatScript,
  type JsonObject,
  type Notebook,
  newNotebook,
  parseNotebook,
  parseScript,
} from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";
import { runNotebook } from "../../src/run/index.ts";
import { damagedNotebook } from "../support/fuzz-notebook.ts";
import { pythonWith, runPython } from "../support/python.ts";
import { randomNotebook } from "../support/random-notebook.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";

let python: string;
let folder: string;

const install = async (): Promise<void> => {
  python = await pythonWith(["nbformat==5.11.1", "jupyter_server==2.21.1", "jupytext==1.19.6"]);
};

/** What a script prints as JSON of the texts in the file that it is given. */
const ask = async <T>(script: string, texts: readonly string[]): Promise<readonly T[]> => {
  const path = join(folder, "texts.json");
  await writeFile(path, JSON.stringify(texts));
  const head =
    "import json, sys, warnings, logging\nlogging.disable(logging.CRITICAL)\ntexts = json.load(open(sys.argv[1]))\n";
  return JSON.parse(await runPython(python, head + script, [path])) as readonly T[];
};

const reject = `
import nbformat
warnings.simplefilter("error")
def problem(text):
    try:
        nb = nbformat.reads(text, nbformat.NO_CONVERT)
        nbformat.validate(json.loads(text))
        return None
    except Exception as e:
        return str(e).split("\\n")[0]
print(json.dumps([problem(text) for text in texts]))
`;

const original = await readFile(join(packageRoot, "test/notebook/files/jupyter-4.5.ipynb"), "utf8");

const read = (text: string): Notebook | undefined => {
  try {
    return parseNotebook(text, "n");
  } catch {
    return undefined;
  }
};

await describeReal("notebook files beside Jupyter's own tools", [install], () => {
  beforeAll(async () => {
    folder = await temporaryFolder();
  });

  test("what a run writes, and all notebooks of the project, pass nbformat's validation and are saved by Jupyter's server unchanged", async () => {
    const names = (await readdir(join(packageRoot, "notebooks"))).filter((name) => name.endsWith(".ipynb"));
    const texts = await Promise.all(names.map((name) => readFile(join(packageRoot, "notebooks", name), "utf8")));
    const { notebook } = await runNotebook({ notebook: varied, cwd: folder, allowErrors: true });
    const script = parseScript(formatScript(notebook), "a.ts");
    texts.push(formatNotebook(notebook), formatNotebook(script), original);
    expect(await ask(reject, texts)).toEqual(texts.map(() => null));

    const root = join(folder, "served");
    await mkdir(root);
    await Promise.all(texts.map((text, at) => writeFile(join(root, `${at}.ipynb`), text)));
    const saved = await ask<string>(
      `
from jupyter_server.services.contents.filemanager import FileContentsManager
manager = FileContentsManager(root_dir=${JSON.stringify(root)})
for at in range(len(texts)):
    model = manager.get(f"{at}.ipynb", type="notebook")
    assert "message" not in model, model["message"]
    # What goes through a browser is JSON.
    manager.save({"type": "notebook", "format": "json", "content": json.loads(json.dumps(model["content"]))}, f"{at}.ipynb")
print(json.dumps([open(f"${root}/{at}.ipynb", encoding="utf8", newline="").read() for at in range(len(texts))]))
`,
      texts,
    );
    expect(saved).toEqual(texts);
  });

  test("whatever nbformat finds valid, pinbook reads, and writes the same bytes", async () => {
    const damaged = Array.from({ length: 3000 }, (_, seed) => damagedNotebook(original, 50_000 + seed));
    // Half of a surrogate pair is something that Jupyter reads but cannot save.
    const texts = damaged.filter((text) => !/\\ud[89a-f]|\p{Cs}/iu.test(text));
    const theirs = await ask<string | null>(
      `
import nbformat
warnings.simplefilter("error")
def again(text):
    try:
        nb = nbformat.reads(text, nbformat.NO_CONVERT)
        if nb.get("nbformat_minor") != 5 or nb.get("nbformat") != 4: return None
        nbformat.validate(nbformat.from_dict(nb))
        return nbformat.writes(nb) + "\\n"
    except Exception as e:
        return None
print(json.dumps([again(text) for text in texts]))
`,
      texts,
    );
    const valid = texts.map((text, at) => ({ text, theirs: theirs[at] })).filter((pair) => pair.theirs !== null);
    expect(valid.length).toBeGreaterThan(200);
    for (const { text, theirs: expected } of valid) {
      const ours = read(text);
      expect({ text, written: ours && formatNotebook(ours) }).toEqual({ text, written: expected });
    }
  });

  test("notebooks of formats 4.0 to 4.4 are upgraded as nbformat upgrades them, but for the ids", async () => {
    const texts = [0, 1, 2, 3, 4]
      .flatMap((minor) =>
        Array.from({ length: 40 }, (_, seed) => {
          const notebook = randomNotebook(seed * 5 + minor);
          const cells = notebook.cells.map(({ id: _, ...cell }) => cell);
          return JSON.stringify({ cells, metadata: notebook.metadata, nbformat: 4, nbformat_minor: minor });
        }),
      )
      .filter((text) => !/\\ud[89a-f]/i.test(text));
    const ours = texts.map((text) => formatNotebook(parseNotebook(text, "n")));
    const theirs = await ask<string>(
      `
import nbformat
from nbformat import v4
def upgraded(old, ours):
    nb = v4.upgrade(nbformat.reads(old, nbformat.NO_CONVERT))
    for cell, other in zip(nb.cells, json.loads(ours)["cells"]): cell["id"] = other["id"]
    return nbformat.writes(nb) + "\\n"
half = len(texts) // 2
print(json.dumps([upgraded(old, ours) for old, ours in zip(texts[:half], texts[half:])]))
`,
      [...texts, ...ours],
    );
    expect(theirs).toEqual(ours);
  });

  test("jupytext reads pinbook's scripts, and pinbook jupytext's, as the same cells", async () => {
    const names = (await readdir(join(packageRoot, "notebooks"))).filter((name) => name.endsWith(".ipynb"));
    const notebooks = await Promise.all(
      names.map(async (name) => parseNotebook(await readFile(join(packageRoot, "notebooks", name), "utf8"), name)),
    );
    notebooks.push(varied);
    const scripts = notebooks.map(formatScript);
    const answers = await ask<{ cells: readonly unknown[]; metadata: JsonObject; script: string }>(
      `
import nbformat, jupytext
half = len(texts) // 2
def answer(script, notebook):
    nb = jupytext.reads(script, fmt={"extension": ".ts"})
    cells = [[cell.cell_type, cell.source, cell.metadata.get("tags", [])] for cell in nb.cells]
    text = jupytext.writes(nbformat.reads(notebook, 4), fmt="ts:percent")
    return {"cells": cells, "metadata": nb.metadata, "script": text}
print(json.dumps([answer(script, notebook) for script, notebook in zip(texts[:half], texts[half:])]))
`,
      [...scripts, ...notebooks.map(formatNotebook)],
    );
    for (const [at, notebook] of notebooks.entries()) {
      const cells = notebook.cells.map(({ cell_type: type, source, metadata }) => [type, source, metadata.tags ?? []]);
      expect(answers[at]?.cells).toEqual(cells);
      const theirs = parseScript(answers[at]?.script ?? "", "theirs.ts");
      expect(theirs.cells.map(({ cell_type: type, source, metadata }) => [type, source, metadata.tags ?? []])).toEqual(
        cells,
      );
      expect(theirs.metadata.kernelspec).toEqual(notebook.metadata.kernelspec);
    }
  });
});

const code = (id: string, source: string, metadata: JsonObject = {}): Cell => ({
  ...{ cell_type: "code", id, source, metadata, execution_count: null, outputs: [] },
});

/** A notebook whose outputs are of all kinds, and whose text scripts find hard. */
const varied = newNotebook(
  [
    { cell_type: "markdown", id: "m", metadata: {}, source: "# Títle\n\n```mermaid\n%% note\n```\nend\n" },
    code("parameters", "const count: number = 2;", { tags: ["parameters"] }),
    code("out", "console.log('a\\u2028b\\r\\nc');\nconsole.error('é 😀');\n1.5e-7"),
    code("show", "display(html`<b>x</b>`);\n({ a: [1, 2.5, 1e21, NaN], b: undefined })"),
    code("magic", "%cd .\n// %note\nconst s = `\n%a`;"),
    code("bash", "%%bash\necho hi", { tags: ["skip-execution"] }),
    { cell_type: "raw", id: "r", metadata: { format: "text/x" }, source: "raw\n\n  text" },
    code("fail", "throw new RangeError('no')", { tags: ["raises-exception"] }),
    code("empty", ""),
  ],
  { authors: [{ name: "É. Author" }], title: "yes" },
);
