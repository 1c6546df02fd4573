import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { packageRoot } from "../../src/root.ts";
import { exitCodeOf, type RunEvent, type RunManyOptions, runNotebooks } from "../../src/run/index.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

const sessionModule = join(packageRoot, "test/run/fake-session.js");

const parameters = "/*parameters*/";

/** Writes notebooks, each of one code cell or of a parameters cell and one. */
const write = async (notebooks: Readonly<Record<string, readonly string[]>>): Promise<readonly string[]> => {
  const folder = await temporaryFolder();
  const files = Object.entries(notebooks).map(([name, sources]) => {
    const text = codeNotebookText(...sources.map((source, at) => (at + 1 < sources.length ? parameters : "") + source));
    return { file: join(folder, `${name}.ipynb`), text };
  });
  for (const { file, text } of files) await writeFile(file, text);
  return files.map(({ file }) => file);
};
const run = async (files: readonly string[], options: Partial<RunManyOptions> = {}) => {
  const events: RunEvent[] = [];
  const results = await runNotebooks({ files, sessionModule, onEvent: (event) => events.push(event), ...options });
  return { results, events, statuses: Object.fromEntries(results.map(({ name, status }) => [name, status])) };
};
const reads = (name: string) => `const text_${name} = readFileSync("${name}.txt", "utf8");\n`;
const writes = (name: string) => `writeFileSync("${name}.txt", "x")`;
// The graph knows what a call does by the import of its name.
const fs = `import { readFileSync, writeFileSync } from "node:fs";\n`;

describe("several notebooks", () => {
  test("run in the order in which they need each other; the results come in the order given", async () => {
    const files = await write({
      last: [fs + reads("b")],
      middle: [fs + reads("a") + writes("b")],
      first: [fs + writes("a")],
    });
    const { results, events } = await run(files, { sessionModule: undefined } as object);
    expect(results.map(({ name, status }) => [name, status])).toEqual([
      ["last.ipynb", "ok"],
      ["middle.ipynb", "ok"],
      ["first.ipynb", "ok"],
    ]);
    const began = events.filter(({ type }) => type === "run-started").map(({ name }) => name);
    expect(began).toEqual(["first.ipynb", "middle.ipynb", "last.ipynb"]);
  });

  test("never run where one that they need failed, with the reason; others do", async () => {
    const files = await write({
      a: [`${fs}${writes("a")}; throw new Error("boom")`],
      b: [fs + reads("a") + writes("b")],
      c: [fs + reads("b")],
      d: ["1"],
    });
    const { results, events, statuses } = await run(files, { sessionModule: undefined, jobs: 2 } as object);
    expect(statuses).toEqual({ "a.ipynb": "failed", "b.ipynb": "never-ran", "c.ipynb": "never-ran", "d.ipynb": "ok" });
    expect(results[1]).toMatchObject({
      error: "it needs a.ipynb, which ended failed",
      cells: [{ status: "never-ran" }],
    });
    expect(results[2]?.error).toBe("it needs b.ipynb, which never ran");
    expect(events.filter((event) => event.type === "run-finished")).toHaveLength(4);
    expect(exitCodeOf(...results)).toBe(1);
  });

  test("run at the same time with jobs, and no more than so many", async () => {
    // Each ends once three have begun: where fewer run at the same time, none does.
    const meet = `const { readdirSync, writeFileSync } = process.getBuiltinModule("node:fs");
writeFileSync("here-" + process.pid, "");
while (readdirSync(".").filter((name) => name.startsWith("here-")).length < 3)
  await new Promise((next) => setTimeout(next, 10));`;
    const files = await write({ a: [meet], b: [meet], c: [meet], d: [meet] });
    let [now, most] = [0, 0];
    const onEvent = (event: RunEvent): void => {
      if (event.type === "run-started") most = Math.max(most, ++now);
      if (event.type === "run-finished") now--;
    };
    const { statuses } = await run(files, { jobs: 3, onEvent });
    expect(Object.values(statuses)).toEqual(["ok", "ok", "ok", "ok"]);
    expect(most).toBe(3);
  });

  test("get those of the parameters that they declare; one that none declares is refused before anything runs", async () => {
    const files = await write({ a: ["let n = 1", "print(String(n))"], b: ["let m = 1", "print(String(m))"], c: ["1"] });
    const { results } = await run(files, { parameterTexts: { n: "5", m: "6" } });
    expect(JSON.stringify(results[0]?.notebook)).toContain('"text":"5"');
    expect(JSON.stringify(results[1]?.notebook)).toContain('"text":"6"');
    expect(results[2]?.notebook.cells).toHaveLength(1);
    await expect(run(files, { parameterTexts: { x: "1" } })).rejects.toThrow(
      'none of the notebooks has a parameter "x". Their parameters are: a.ipynb: n: number = 1; b.ipynb: m: number = 1; c.ipynb: none.',
    );
    await expect(run(files, { parameterTexts: { m: "six" } })).rejects.toThrow("b.ipynb: the parameter m");
  });

  test("that are cancelled end, and the others never run", async () => {
    const files = await write({ a: ["print('on'); await new Promise(() => {})"], b: ["1"] });
    const cancel = new AbortController();
    const onEvent = (event: RunEvent): void => {
      if (event.type === "output") cancel.abort();
    };
    const { results, statuses } = await run(files, { signal: cancel.signal, onEvent });
    expect(statuses).toEqual({ "a.ipynb": "cancelled", "b.ipynb": "never-ran" });
    expect(results[1]?.error).toBe("the run was cancelled before it");
    expect(exitCodeOf(...results)).toBe(130);
  });

  test("of which one cannot run are ended before the error is thrown", async () => {
    const files = await write({ a: ["print('on'); await new Promise(() => {})"], b: ["1"] });
    await mkdir(join(files[0] ?? "", "../out/b.ipynb"), { recursive: true });
    const out = join(files[0] ?? "", "../out");
    await expect(run(files, { jobs: 2, outFolder: out })).rejects.toThrow(/b\.ipynb/);
    expect((await readdir(out)).sort()).toEqual(["a.ipynb", "b.ipynb"]);
  });

  test("of one name in one folder are refused, and so are files that are not there", async () => {
    const [a] = await write({ a: ["1"] });
    const [b] = await write({ a: ["1"] });
    await expect(run([a ?? "", b ?? ""], { outFolder: "/tmp/out" })).rejects.toThrow(
      /two of the notebooks would be saved as/,
    );
    await expect(run([a ?? "", "/no/such.ipynb"])).rejects.toThrow("/no/such.ipynb cannot be read");
    await expect(run([a ?? ""], { jobs: 0 })).rejects.toThrow("jobs is 0");
  });
});
