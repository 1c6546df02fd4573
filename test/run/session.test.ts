import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "@jest/globals";
import { type CodeCell, formatNotebook, newNotebook, parseNotebook } from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";
import { type RunEvent, type RunResult, runNotebook } from "../../src/run/index.ts";
import { codeCell, codeNotebook } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** A cell that no time-out of the run meets, however busy the machine. */
const unlimited = (id: string, source: string) => codeCell(id, source, { metadata: { pinbook: { timeout: 600 } } });
const statuses = (result: RunResult): readonly string[] => result.cells.map(({ status }) => status);
const outputs = (result: RunResult, index: number) => (result.notebook.cells[index] as CodeCell).outputs;
const text = (result: RunResult, index: number): string => JSON.stringify(outputs(result, index));

test("TypeScript cells run in the real session: types, await, redeclaration, results, display", async () => {
  const result = await runNotebook({
    notebook: codeNotebook(
      "interface Pin { readonly id: number }\nconst pin: Pin = { id: 1 };",
      "const pin = { id: await Promise.resolve(2) } as Pin;\nconsole.log('a'); console.log('b'); console.error('c');\npin.id",
      "display('shown')",
      "throw new TypeError('no pins')",
      "1",
    ),
  });
  expect(statuses(result)).toEqual(["ok", "ok", "ok", "failed", "never-ran"]);
  expect(outputs(result, 1)).toMatchObject([
    { output_type: "stream", name: "stdout", text: "a\nb\n" },
    { output_type: "stream", name: "stderr", text: "c\n" },
    { output_type: "execute_result", data: { "text/plain": "2" }, execution_count: 2 },
  ]);
  expect(text(result, 2)).toContain("shown");
  expect(outputs(result, 3)).toMatchObject([{ output_type: "error", ename: "TypeError", evalue: "no pins" }]);
  expect(result.error).toBe("cell 4: TypeError: no pins");
});

test.each([
  "while (true);",
  "await new Promise(() => {})",
  "while (true) await null",
  "setTimeout(() => { while (true); }); await new Promise(() => {})",
  "setInterval(() => { while (true); }, 1); await new Promise(() => {})",
  "require('node:child_process').spawnSync('sleep', ['60']); while (true);",
])("the real session is interrupted at the time-out and keeps its state: %s", async (source) => {
  const result = await runNotebook({
    notebook: newNotebook([unlimited("a", "let kept = 41"), codeCell("b", source), unlimited("c", "kept + 1")]),
    timeout: 0.5,
    grace: 100,
    allowErrors: true,
  });
  expect(statuses(result)).toEqual(["ok", "timed-out", "ok"]);
  expect(text(result, 2)).toContain("42");
});

test("what the real session printed before process.exit is kept", async () => {
  const result = await runNotebook({ notebook: codeNotebook("console.log('last words'); process.exit(5)", "1") });
  expect(statuses(result)).toEqual(["died", "never-ran"]);
  expect(text(result, 0)).toContain("last words");
  expect(text(result, 0)).toContain("exit code 5");
});

test("a worker killed from outside is a cell that died", async () => {
  let pid: number | undefined;
  const onEvent = (event: RunEvent): void => {
    if (event.type !== "output" || event.output.output_type !== "stream") return;
    pid ??= Number(event.output.text);
    process.kill(pid, "SIGKILL");
  };
  const result = await runNotebook({
    notebook: codeNotebook("console.log(process.pid); await new Promise(() => {})"),
    onEvent,
  });
  expect(result).toMatchObject({ status: "died", error: expect.stringContaining("signal SIGKILL") });
});

test("what a cell prints comes before it loops on, every line of it", async () => {
  const cwd = await temporaryFolder();
  const wait = "while (!existsSync('go'));";
  const lines = "console.log('first'); console.error('second'); console.log('third');";
  let seen = "";
  const onEvent = (event: RunEvent): void => {
    if (event.type === "output" && event.output.output_type === "stream") seen += event.output.text;
    if (seen.includes("third")) writeFileSync(join(cwd, "go"), "");
  };
  const result = await runNotebook({
    notebook: codeNotebook(`import { existsSync } from "node:fs";\n${lines}\n${wait}`),
    cwd,
    onEvent,
    timeout: 150,
  });
  expect(statuses(result)).toEqual(["ok"]);
  expect(seen).toBe("first\nsecond\nthird\n");
});

test("output that a timer makes later goes to the cell that started it", async () => {
  const result = await runNotebook({
    notebook: codeNotebook(
      "const late = new Promise<void>((done) => setTimeout(() => { console.log('from the first'); done(); }, 50));",
      "await late; console.log('from the second')",
    ),
  });
  expect(text(result, 0)).toContain("from the first");
  expect(text(result, 1)).not.toContain("from the first");
});

test("parameters replace the defaults of the parameters cell", async () => {
  const { cells } = codeNotebook("let count: number = 10;\nconst label = 'pins';", "[count, label].join(' ')");
  const tagged = cells.map((cell, index) => (index === 0 ? { ...cell, metadata: { tags: ["parameters"] } } : cell));
  const result = await runNotebook({ notebook: newNotebook(tagged), parameters: { count: 5, label: "rows" } });
  expect(statuses(result)).toEqual(["ok", "ok", "ok"]);
  expect(text(result, 2)).toContain("5 rows");
});

test("a killed runner takes its worker with it and leaves the notebook as it last was", async () => {
  const file = join(await temporaryFolder(), "a.ipynb");
  await writeFile(
    file,
    formatNotebook(codeNotebook("console.log(process.pid)", "console.log('looping'); while (true);")),
  );
  const runner = spawn(process.execPath, [join(packageRoot, "test/run/runner-process.js"), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let worker = 0;
  for await (const line of createInterface({ input: runner.stdout })) {
    const event = JSON.parse(line) as RunEvent;
    if (event.type === "output" && event.output.output_type === "stream") worker ||= Number(event.output.text);
    if (event.type === "cell-started" && event.index === 1) break;
  }
  const ended = once(runner, "exit");
  runner.kill("SIGKILL");
  await ended;
  await gone(worker);
  const { cells } = parseNotebook(await readFile(file, "utf8"), "a.ipynb");
  expect(cells.map(({ metadata }) => metadata)).toEqual([
    { pinbook: { status: "ok" } },
    { pinbook: { status: "died" } },
  ]);
});

// Another process' end is no event of ours: ask until it is gone.
const gone = async (pid: number): Promise<void> => {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
};
