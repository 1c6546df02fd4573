import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import {
  type Cell,
  type CodeCell,
  formatNotebook,
  type Notebook,
  newNotebook,
  parseNotebook,
} from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";
import { exitCodeOf, type RunEvent, type RunOptions, type RunResult, runNotebook } from "../../src/run/index.ts";
import { codeCell } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

const ranBefore: Partial<CodeCell> = {
  execution_count: 7,
  outputs: [{ output_type: "stream", name: "stdout", text: "from an earlier run\n" }],
};
type Numbered = (index: number) => Cell;
const code =
  (source: string, metadata: CodeCell["metadata"] = {}): Numbered =>
  (index) =>
    codeCell(`c${index + 1}`, source, { ...ranBefore, metadata });
/** A cell that no time-out of the run meets, however busy the machine. */
const unlimited = (source: string): Numbered => code(source, { pinbook: { timeout: 600, idleTimeout: 600 } });
const notebookOf = (...sources: readonly (string | Numbered)[]): Notebook =>
  newNotebook(sources.map((source, index) => (typeof source === "string" ? code(source)(index) : source(index))));

const run = (notebook: Notebook, options: Partial<RunOptions> = {}): Promise<RunResult> =>
  runNotebook({ notebook, sessionModule: join(packageRoot, "test/run/fake-session.js"), grace: 100, ...options });
const statuses = (result: RunResult): readonly string[] => result.cells.map(({ status }) => status);
const outputsOf = (result: RunResult, index: number): unknown => (result.notebook.cells[index] as CodeCell).outputs;
const textOf = (result: RunResult, index: number): string => JSON.stringify(outputsOf(result, index));

describe("a run", () => {
  test("executes cells in order, each seeing what earlier ones declared", async () => {
    const result = await run(notebookOf("const a = 40", "const b = a + await Promise.resolve(2)", "print(String(b))"));
    expect(statuses(result)).toEqual(["ok", "ok", "ok"]);
    expect(outputsOf(result, 0)).toEqual([]);
    expect(outputsOf(result, 2)).toEqual([{ output_type: "stream", name: "stdout", text: "42" }]);
    expect(result.notebook.cells.map((cell) => (cell as CodeCell).execution_count)).toEqual([1, 2, 3]);
    expect(result.notebook.cells.map((cell) => cell.metadata)).toEqual(Array(3).fill({ pinbook: { status: "ok" } }));
    expect(exitCodeOf(result)).toBe(0);
  });

  test("ends at a cell that throws; later ones never run and lose their old outputs", async () => {
    const result = await run(notebookOf("1", "throw new TypeError('no pins')", "print('x')"));
    expect(statuses(result)).toEqual(["ok", "failed", "never-ran"]);
    expect(result).toMatchObject({ status: "failed", error: "cell 2: Error: TypeError: no pins" });
    expect(outputsOf(result, 2)).toEqual([]);
    expect(exitCodeOf(result)).toBe(1);
  });

  test("goes on after a failure where errors are allowed, and says ok to the shell", async () => {
    const result = await run(notebookOf("throw new Error('a')", "print('b')"), { allowErrors: true });
    expect(statuses(result)).toEqual(["failed", "ok"]);
    expect([result.status, exitCodeOf(result)]).toEqual(["failed", 0]);
  });

  test("follows the tags raises-exception and skip-execution, and a blank cell needs no session", async () => {
    const result = await run(
      notebookOf(
        code("throw 1", { tags: ["raises-exception"] }),
        code("throw 2", { tags: ["skip-execution"] }),
        "  ",
        "print('x')",
      ),
    );
    expect(statuses(result)).toEqual(["ok", "skipped", "ok", "ok"]);
    expect(textOf(result, 1)).toContain("from an earlier run");
    expect(result.status).toBe("ok");
  });

  test.each([
    ["process.exit(7)", "exit code 7"],
    ["process.exit(0)", "exit code 0"],
    ["process.kill(process.pid, 'SIGKILL'); while (true);", "signal SIGKILL"],
    // As V8 ends a process; to fill its memory takes too long.
    [
      "process._rawDebug('FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'); process.kill(process.pid, 'SIGABRT'); while (true);",
      "out of memory",
    ],
  ])("survives its process: %s is a cell that died", async (source, how) => {
    const result = await run(notebookOf("print('a')", `print('before'); ${source}`, "print('c')"));
    expect(statuses(result)).toEqual(["ok", "died", "never-ran"]);
    expect(textOf(result, 1)).toContain("before");
    expect(textOf(result, 1)).toContain(`process ended with ${how} while this cell ran`);
    expect([result.status, exitCodeOf(result)]).toEqual(["died", 3]);
  });

  test.each(["while (true);", "await new Promise(() => {})", "while (true) await null"])(
    "interrupts at the time-out: %s",
    async (source) => {
      const result = await run(notebookOf(unlimited("let kept = 1"), source, unlimited("print('state ' + kept)")), {
        timeout: 0.5,
        allowErrors: true,
      });
      expect(statuses(result)).toEqual(["ok", "timed-out", "ok"]);
      expect(textOf(result, 1)).toContain("took longer than 0.5 s");
      expect(textOf(result, 2)).toContain("state 1");
    },
  );

  test("ends at a time-out unless errors are allowed; a cell's own limit goes before the run's", async () => {
    const result = await run(notebookOf("1", code("while (true);", { pinbook: { timeout: 0.3 } }), "1"), {
      timeout: 50,
    });
    expect(statuses(result)).toEqual(["ok", "timed-out", "never-ran"]);
    expect(exitCodeOf(result)).toBe(4);
    expect(result.notebook.cells[1]?.metadata).toEqual({ pinbook: { timeout: 0.3, status: "timed-out" } });
  });

  test.each([
    ["while (true);", "put out nothing for 0.4 s"],
    ["print('a'); await new Promise(() => {})", "put out nothing for 0.4 s"],
  ])("interrupts a cell that puts out nothing: %s", async (source, message) => {
    const result = await run(notebookOf(unlimited("1"), source, "1"), { idleTimeout: 0.4 });
    expect(statuses(result)).toEqual(["ok", "timed-out", "never-ran"]);
    expect(result.error).toContain(message);
  });

  test("lets a cell that goes on putting out something run; a cell's own idle time-out goes before the run's", async () => {
    const wait = (seconds: number) => `await new Promise((next) => setTimeout(next, ${seconds * 1000}))`;
    const runWithin = async (seconds: number): Promise<RunResult> => {
      const chatty = `for (let i = 0; i < 20; i++) { print("."); ${wait(seconds / 10)} }`;
      const quiet = code(wait(seconds * 1.2), { pinbook: { idleTimeout: 600 } });
      const result = await run(notebookOf(chatty, quiet), { idleTimeout: seconds });
      // A busy machine may keep a cell from going on for as long.
      return result.status === "timed-out" && seconds < 30 ? runWithin(4 * seconds) : result;
    };
    expect(statuses(await runWithin(0.5))).toEqual(["ok", "ok"]);
  });

  test("ends with its time, whatever is allowed", async () => {
    const runFor = async (seconds: number): Promise<RunResult> => {
      const result = await run(notebookOf("1", "while (true);", "1"), { runTimeout: seconds, allowErrors: true });
      const error = expect.stringContaining(`the run took longer than ${seconds} s`);
      expect(result).toMatchObject({ status: "timed-out", error });
      // A busy machine may need all of it before the cell that loops.
      return statuses(result)[1] === "never-ran" ? runFor(2 * seconds) : result;
    };
    expect(statuses(await runFor(1))).toEqual(["ok", "timed-out", "never-ran"]);
  });

  test("is ended at once by kill, though its cell does not hear of interrupts", async () => {
    const running = runNotebook({
      notebook: notebookOf("print('on'); while (true) { try { while (true); } catch {} }", "1"),
      sessionModule: join(packageRoot, "test/run/fake-session.js"),
      grace: 1000,
    });
    for await (const event of running) if (event.type === "output") running.kill();
    const result = await running;
    expect([result.status, ...statuses(result)]).toEqual(["cancelled", "cancelled", "never-ran"]);
    expect(textOf(result, 0)).toContain("on");
  });

  test("is cancelled by a signal while a cell runs", async () => {
    const cancel = new AbortController();
    const onEvent = (event: RunEvent): void => {
      if (event.type === "output" && JSON.stringify(event).includes("running")) cancel.abort();
    };
    const result = await run(notebookOf("print('running'); await new Promise(() => {})", "1"), {
      signal: cancel.signal,
      onEvent,
    });
    expect(statuses(result)).toEqual(["cancelled", "never-ran"]);
    expect(exitCodeOf(result)).toBe(130);
  });

  test("that is cancelled before it begins runs nothing", async () => {
    const result = await run(notebookOf("1"), { signal: AbortSignal.abort() });
    expect([result.status, ...statuses(result)]).toEqual(["cancelled", "never-ran"]);
  });

  test("gives what a cell's own children write, and what comes after a cell's end, a place", async () => {
    const result = await run(
      notebookOf(
        "require = process.getBuiltinModule?.('module')?.createRequire('/') ?? (await import('node:module')).createRequire('/'); require('node:child_process').execSync('echo child', { stdio: 'inherit' })",
        "var late = new Promise((done) => setTimeout(() => { print('late'); done() }, 20)); 1",
        "await late",
      ),
    );
    expect(result.error).toBeUndefined();
    expect(textOf(result, 0)).toContain("child\\n");
    expect(textOf(result, 1) + textOf(result, 2)).toContain("late");
  });

  test("keeps valid JSON whatever a display holds", async () => {
    const result = await run(
      notebookOf(
        "emit({ output_type: 'display_data', metadata: {}, data: { 'application/json': { a: [undefined, NaN, new Date(0)], b: undefined } } })",
        "emit({ output_type: 'display_data', metadata: {}, data: { 'application/json': 1n } })",
      ),
    );
    expect(outputsOf(result, 0)).toMatchObject([
      { data: { "application/json": { a: [null, null, "1970-01-01T00:00:00.000Z"] } } },
    ]);
    expect(textOf(result, 1)).toContain("could not be kept");
    expect(() => JSON.parse(formatNotebook(result.notebook))).not.toThrow();
  });

  test("reports its events in order", async () => {
    const events: RunEvent[] = [];
    await run(notebookOf("print('a')"), { name: "n", onEvent: (event) => events.push(event) });
    expect(events.map(({ type }) => type)).toEqual([
      "run-started",
      "cell-started",
      "output",
      "cell-finished",
      "run-finished",
    ]);
    expect(events[3]).toMatchObject({ name: "n", index: 0, id: "c1", status: "ok" });
  });
});

describe("a run of a file", () => {
  const save = async (notebook: Notebook): Promise<string> => {
    const file = join(await temporaryFolder(), "a.ipynb");
    await writeFile(file, formatNotebook(notebook));
    return file;
  };

  test("saves the notebook after every cell and leaves no other file", async () => {
    const file = await save(notebookOf("print('one')", "print('two')"));
    const seen: string[] = [];
    const reads: Promise<unknown>[] = [];
    const onEvent = (event: RunEvent): void => {
      if (event.type === "cell-started" && event.index === 1)
        reads.push(readFile(file, "utf8").then((text) => seen.push(text)));
    };
    const result = await run(newNotebook([]), { file, notebook: undefined, onEvent } as Partial<RunOptions>);
    await Promise.all(reads);
    expect(formatNotebook(parseNotebook(seen[0] ?? "", "seen")).includes("one")).toBe(true);
    expect(seen[0]).toContain('"status": "died"');
    expect(await readFile(file, "utf8")).toBe(formatNotebook(result.notebook));
    expect((await readdir(join(file, ".."))).sort()).toEqual([".pinbook", "a.ipynb"]);
  });

  test("twice gives the same bytes", async () => {
    const file = await save(notebookOf("print('one')"));
    const options = { file, notebook: undefined } as Partial<RunOptions>;
    await run(newNotebook([]), options);
    const first = await readFile(file, "utf8");
    await run(newNotebook([]), options);
    expect(await readFile(file, "utf8")).toBe(first);
  });

  test("with out leaves the file alone and runs in the file's folder", async () => {
    const file = await save(notebookOf("print(process.cwd())"));
    const before = await readFile(file, "utf8");
    const out = join(file, "..", "done", "b.ipynb");
    const result = await run(newNotebook([]), { file, out, notebook: undefined } as Partial<RunOptions>);
    expect(await readFile(file, "utf8")).toBe(before);
    expect(parseNotebook(await readFile(out, "utf8"), "b").cells).toHaveLength(1);
    expect(textOf(result, 0)).toContain(join(file, ".."));
  });
});

describe("wrong use", () => {
  test.each([
    [{ notebook: undefined, file: "no-such.ipynb" }, /the notebook no-such\.ipynb cannot be read: .*ENOENT/],
    [{ notebook: undefined }, /give file or notebook/],
    [{ timeout: 0 }, /timeout is 0/],
    [{ cwd: "/no/such/folder" }, /there is no such folder/],
    [{ sessionModule: "/no/such/module.js" }, /the session for the notebook did not start in/],
    [{ out: "/dev/null/x.ipynb" }, /\/dev\/null\/x\.ipynb could not be saved/],
  ])("%j is refused with the remedy", async (options, message) => {
    await expect(run(notebookOf("1"), options as Partial<RunOptions>)).rejects.toThrow(message);
  });

  test.each([
    ["timeout", "soon", /^notebook, cell 2, metadata\.pinbook\.timeout: must be a number of seconds above 0.*"soon"/],
    ["idleTimeout", 0, /cell 2, metadata\.pinbook\.idleTimeout: .* it is 0\.$/],
  ])("a cell's %s of %j is refused, for the cell would run for ever", async (name, value, message) => {
    await expect(run(notebookOf("1", code("2", { pinbook: { [name]: value } })))).rejects.toThrow(message);
  });

  test("an id that two cells have is said once, and the second cell gets another", async () => {
    const file = join(await temporaryFolder(), "a.ipynb");
    const text = formatNotebook(notebookOf("print('a')", "print('b')", "print('c')"));
    await writeFile(file, text.replaceAll(/"id": "c[23]"/g, '"id": "c1"'));
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const result = await run(newNotebook([]), { file, log, notebook: undefined } as Partial<RunOptions>);
    expect(lines).toEqual(["a.ipynb: cells 2, 3 had the id of a cell above and got a new one."]);
    expect(new Set(result.cells.map(({ id }) => id)).size).toBe(3);
    expect(result.cells[0]?.id).toBe("c1");
  });
});
