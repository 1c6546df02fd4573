import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test } from "@jest/globals";
import { type Cell, formatNotebook, newNotebook, parseNotebook } from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";
import { type RunOptions, type RunRecordFile, runNotebook } from "../../src/run/index.ts";
import { paced } from "../../src/run/paced.ts";
import { savedNotebook } from "../../src/run/saved-notebook.ts";
import { codeCell, codeNotebookText } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

const printed = (id: string, source: string, text: string): Cell =>
  codeCell(id, source, { outputs: [{ output_type: "stream", name: "stdout", text }] });
const fileOf = async (...sources: readonly string[]): Promise<string> => {
  const file = join(await temporaryFolder(), "a.ipynb");
  await writeFile(file, codeNotebookText(...sources));
  return file;
};
const run = (file: string, options: Partial<RunOptions> = {}) =>
  runNotebook({ file, sessionModule: join(packageRoot, "test/run/fake-session.js"), ...options });
const records = async (file: string): Promise<readonly RunRecordFile[]> => {
  const folder = join(file, "../.pinbook/runs");
  // Beside the records are the outputs, compressed.
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as RunRecordFile),
  );
};

describe("a notebook's file", () => {
  test("with large cells is the same bytes as formatted whole, also where somebody wrote into it meanwhile", async () => {
    const path = join(await temporaryFolder(), "a.ipynb");
    const large = [..."abcde"].map((id) => printed(id, "1", `${id}é😀\n`.repeat(20_000)));
    const small = printed("s", "2", "small");
    const file = savedNotebook(path);
    const states = [
      [...large.slice(0, 2), small],
      [...large.slice(0, 3), small],
      [small, ...large.slice(1, 4), small],
      [large[3]!, small, large[0]!],
      [],
      large,
    ].map((cells) => newNotebook(cells));
    for (const [index, notebook] of states.entries()) {
      await file.write(notebook);
      expect((await readFile(path, "utf8")) === formatNotebook(notebook)).toBe(true);
      if (index === 2) await writeFile(path, "x".repeat(100_000));
    }
    file.close();
  });

  test("that cannot be replaced stays as it was, and no other is left", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "a.ipynb");
    await writeFile(path, "old");
    const file = savedNotebook(path);
    const bad = newNotebook([codeCell("a", "1"), { ...codeCell("b", "2"), outputs: null } as unknown as Cell]);
    await expect(file.write(bad)).rejects.toThrow(/a\.ipynb could not be saved/);
    file.close();
    expect([await readFile(path, "utf8"), await readdir(folder)]).toEqual(["old", ["a.ipynb"]]);
  });
});

describe("an action that is paced", () => {
  test("is done at once where it is cheap", async () => {
    let done = 0;
    const action = paced(async () => ++done > 0);
    for (let i = 0; i < 5; i++) await action.ask();
    expect(done).toBe(5);
    await action.finish();
    expect(done).toBe(6);
  });

  test("is put together where it takes long, never done twice at once, and done at the end", async () => {
    let [running, most, done] = [0, 0, 0];
    const action = paced(async () => {
      most = Math.max(most, ++running);
      await new Promise((next) => setTimeout(next, 30));
      running--;
      done++;
      return false;
    });
    for (let i = 0; i < 200; i++) {
      await action.ask();
      await new Promise((next) => setImmediate(next));
    }
    const before = done;
    await action.finish();
    expect(most).toBe(1);
    expect(before).toBeLessThan(100);
    expect(done).toBeGreaterThan(before);
  });

  test("throws at the next asking what went wrong meanwhile", async () => {
    let fails = false;
    let failed = (): void => {};
    const failure = new Promise<void>((resolve) => {
      failed = resolve;
    });
    const action = paced(async () => {
      await new Promise((next) => setTimeout(next, 10));
      if (!fails) return false;
      failed();
      throw new Error("disk full");
    });
    await action.ask();
    fails = true;
    await action.ask();
    await failure;
    await new Promise((next) => setImmediate(next));
    await expect(action.ask()).rejects.toThrow("disk full");
  });
});

describe("two runs of one notebook", () => {
  /** Goes on until there is a file `go` in its folder. */
  const slow = `print("on");
const { existsSync } = process.getBuiltinModule("node:fs");
while (!existsSync("go")) await new Promise((next) => setTimeout(next, 10));`;
  const letGo = (file: string) => writeFile(join(file, "../go"), "");

  test("the second is refused with who has it", async () => {
    const file = await fileOf(slow);
    const first = run(file);
    for await (const event of first) {
      if (event.type !== "output") continue;
      await expect(run(file)).rejects.toThrow(/a\.ipynb is being run by this process\. Wait .* --wait/);
      await letGo(file);
    }
    expect((await first).status).toBe("ok");
    expect((await run(file)).status).toBe("ok");
  });

  test("or waits, where it is told to, and neither corrupts", async () => {
    const file = await fileOf(slow, "print('two')");
    const log: string[] = [];
    const heard = (line: string): void => {
      log.push(line);
      if (waiting().length === 2) void letGo(file);
    };
    const waiting = () => log.filter((line) => line.includes("waits until this process has run it"));
    const results = await Promise.all([1, 2, 3].map(() => run(file, { ifRunning: "wait", log: heard })));
    expect(results.map(({ status }) => status)).toEqual(["ok", "ok", "ok"]);
    expect(waiting().length).toBeGreaterThanOrEqual(2);
    parseNotebook(await readFile(file, "utf8"), file);
    const times = (await records(file)).map(
      ({ startedAt, durationMs }) => [Date.parse(startedAt), durationMs] as const,
    );
    for (const [index, [began]] of times.entries()) {
      const [before, took] = times[index - 1] ?? [0, 0];
      expect(began).toBeGreaterThanOrEqual(Math.floor(before + took) - 5);
    }
  });

  test("a lock that a killed run left is taken over, and its record says what ran", async () => {
    const file = await fileOf("1", "console.log('looping'); while (true);", "3");
    const runner = spawn(process.execPath, [join(packageRoot, "test/run/runner-process.js"), file], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: runner.stdout })) if (line.includes("looping")) break;
    await expect(run(file)).rejects.toThrow(`is being run by process ${runner.pid}`);
    // The record is a moment behind.
    while ((await records(file))[0]?.cells[1]?.status !== "running");
    const ended = once(runner, "exit");
    runner.kill("SIGKILL");
    await ended;
    const [record] = await records(file);
    expect(record).toMatchObject({ status: "running", pid: runner.pid });
    expect(record?.cells.map(({ status }) => status)).toEqual(["ok", "running", "never-ran"]);
    expect((await run(file, { timeout: 0.3 })).status).toBe("timed-out");
  });
});

test("A run's record keeps its parameters, statuses, durations and what it put out", async () => {
  const file = await fileOf("let n = 1", "print('a'.repeat(5000)); print('b')", "throw new Error('boom')", "4");
  const { cells, ...rest } = parseNotebook(await readFile(file, "utf8"), file);
  const tagged = cells.map((one, index) => (index === 0 ? { ...one, metadata: { tags: ["parameters"] } } : one));
  await writeFile(file, formatNotebook({ ...rest, cells: tagged }));
  const result = await run(file, { parameters: { n: 5 }, batch: "x" });
  const [record] = await records(file);
  expect(record).toMatchObject({
    version: 1,
    id: result.id,
    batch: "x",
    file,
    out: file,
    status: "failed",
    parameters: { n: "5" },
    node: process.versions.node,
    error: expect.stringContaining("boom"),
  });
  expect(record?.cells.map(({ status }) => status)).toEqual(["ok", "ok", "ok", "failed", "never-ran"]);
  expect(record?.cells[2]).toMatchObject({
    title: expect.stringContaining("print"),
    outputs: [{ type: "stream", size: 5008 }],
  });
  expect(record?.cells[3]?.outputs[0]?.text).toContain("boom");
  expect(await run(file, { home: false })).not.toHaveProperty("id");
  expect(await records(file)).toHaveLength(1);
});
