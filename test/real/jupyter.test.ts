import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { installKernel } from "../../kernels/typescript/index.ts";
import { pythonWith, runPython } from "../support/python.ts";
import { temporaryFolder } from "../support/temporary.ts";

let python: string;
let dataFolder: string;

beforeAll(async () => {
  python = await pythonWith([
    "jupyter_client==8.10.0",
    "nbclient==0.11.0",
    "jupyter_kernel_test==0.7.0",
    "papermill==2.7.0",
  ]);
  dataFolder = await temporaryFolder();
  await installKernel({ dataFolder });
});

/** Runs a script that finds the kernelspec, and reads the JSON that it prints last. */
const ask = async (script: string, ...args: string[]): Promise<unknown> => {
  const found = `import os\nos.environ["JUPYTER_DATA_DIR"] = ${JSON.stringify(dataFolder)}\n`;
  const lines = (await runPython(python, found + script, args)).trim().split("\n");
  return JSON.parse(lines.at(-1) ?? "");
};

const cell = (id: string, source: string) => ({
  ...{ cell_type: "code", id, source, metadata: {}, outputs: [], execution_count: null },
});

describe("under Jupyter's own tools", () => {
  test("nbclient executes a notebook with typed cells, streams, results, displays and a local module", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "lib.ts"), "export const twice = (n: number): number => n * 2;\n");
    const cells = [
      cell(
        "a",
        "import { twice } from './lib.ts';\nconst rows: { n: number }[] = [{ n: twice(1) }, { n: twice(2) }];\nrows",
      ),
      cell("b", "console.log('total', rows.reduce((sum, { n }) => sum + n, 0));"),
      cell(
        "c",
        "display(html`<b>bold</b>`);\nawait new Promise((resolve) => setTimeout(resolve, 10));\nrows.length as number",
      ),
    ];
    const metadata = { kernelspec: { name: "pinbook", display_name: "TypeScript (pinbook)", language: "typescript" } };
    const path = join(folder, "notebook.ipynb");
    await writeFile(path, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
    const executed = await ask(
      `import sys, json, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=300, resources={"metadata": {"path": sys.argv[2]}}).execute()
nbformat.validate(notebook)
print(json.dumps({"outputs": [cell.outputs for cell in notebook.cells], "language": notebook.metadata.language_info.name}))`,
      path,
      folder,
    );
    expect(executed).toMatchObject({
      language: "typescript",
      outputs: [
        [{ output_type: "execute_result", data: { "text/html": expect.stringMatching(/<th[^>]*>n<\/th>/) } }],
        [{ output_type: "stream", name: "stdout", text: "total 6\n" }],
        [
          { output_type: "display_data", data: { "text/html": "<b>bold</b>" } },
          { output_type: "execute_result", data: { "text/plain": "2" }, execution_count: 3 },
        ],
      ],
    });
  });

  test("an interrupt stops a loop and keeps the state; a restart drops it", async () => {
    const result = await ask(`import json, threading
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="pinbook")
def run(code):
    outputs = []
    reply = client.execute_interactive(code, timeout=300, output_hook=lambda message: outputs.append(message["content"]))
    return [reply["content"].get("ename") or reply["content"]["status"]] + [o["data"]["text/plain"] for o in outputs if "data" in o]
run("const kept = 42")
def when_busy(message):
    if message["msg_type"] == "execute_input":
        manager.interrupt_kernel()
looped = client.execute_interactive("for (;;);", timeout=300, output_hook=when_busy)["content"]["ename"]
after = run("kept")
manager.restart_kernel()
client.wait_for_ready(timeout=300)
restarted = run("typeof kept")
manager.shutdown_kernel()
print(json.dumps([looped, after, restarted, manager.is_alive()]))`);
    expect(result).toEqual(["Interrupted", ["ok", "42"], ["ok", "'undefined'"], false]);
  });

  test("papermill runs a notebook and saves every output", async () => {
    const folder = await temporaryFolder();
    const cells = [
      cell("a", "const total: number = [1, 2, 3].reduce((sum, n) => sum + n, 0);\nconsole.log({ total });"),
      cell(
        "b",
        "setTimeout(() => console.log('late'), 5);\nawait new Promise((resolve) => setTimeout(resolve, 50));\ntotal * 2",
      ),
    ];
    const metadata = { kernelspec: { name: "pinbook", display_name: "TypeScript (pinbook)", language: "typescript" } };
    await writeFile(join(folder, "in.ipynb"), JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
    const outputs = await ask(
      `import sys, json, nbformat, papermill
papermill.execute_notebook(sys.argv[1] + "/in.ipynb", sys.argv[1] + "/out.ipynb", kernel_name="pinbook", progress_bar=False)
notebook = nbformat.read(sys.argv[1] + "/out.ipynb", as_version=4)
print(json.dumps([cell.outputs for cell in notebook.cells]))`,
      folder,
    );
    expect(outputs).toMatchObject([
      [{ name: "stdout", text: "{ total: 6 }\n" }],
      [{ name: "stdout", text: "late\n" }, { data: { "text/plain": "12" } }],
    ]);
  });

  test("two clients of jupyter_client share a kernel, and each answers its own questions", async () => {
    const result = await ask(`import json
from jupyter_client.manager import start_new_kernel
manager, one = start_new_kernel(kernel_name="pinbook")
from jupyter_client import BlockingKernelClient
two = BlockingKernelClient(connection_file=manager.connection_file)
two.load_connection_file()
two.start_channels()
two.wait_for_ready(timeout=300)
def run(client, code, answer):
    outputs = []
    def reply(message):
        client.input(answer + message["content"]["prompt"].strip())
    client.execute_interactive(code, timeout=300, allow_stdin=True, stdin_hook=reply, output_hook=lambda message: outputs.append(message["content"]))
    return [o["data"]["text/plain"] for o in outputs if "data" in o]
answers = [run(one, "globalThis.a = prompt('A'); a", "one "), run(two, "a + '|' + prompt('B')", "two ")]
silent = one.execute("1", silent=True, reply=True, timeout=300)["content"]
expressions = one.execute("2", user_expressions={"x": "1 + 1"}, reply=True, timeout=300)["content"]["user_expressions"]
two.stop_channels()
manager.shutdown_kernel()
print(json.dumps([answers, silent["status"], expressions["x"]["data"]]))`);
    expect(result).toEqual([[["'one A'"], ["'one A|two B'"]], "ok", { "text/plain": "2" }]);
  });

  test("completion, inspection, history and the kernel's other answers come while a cell keeps it busy", async () => {
    const script = await readFile(new URL("busy_kernel.py", import.meta.url), "utf8");
    const answers = {
      ...{ matches: ["apple"], type: "number", signature: true, complete: "incomplete", history: true },
      ...{ comms: {}, info: "pinbook" },
    };
    expect(await ask(script)).toEqual({
      loop: answers,
      await: answers,
      "child process": answers,
      flood: answers,
      prompt: answers,
      lines: 1_000_000,
      kept: "ok",
    });
  });

  test("PyPI's jupyter_kernel_test passes, with every part that this kernel has", async () => {
    const folder = await temporaryFolder();
    await mkdir(folder, { recursive: true });
    const script = await readFile(new URL("jupyter_kernel.py", import.meta.url), "utf8");
    const result = await ask(script, folder);
    expect(result).toEqual({ failures: [], skipped: [], run: expect.any(Number) });
  });
});
