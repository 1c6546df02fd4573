import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parseNotebook, pinbookOf } from "../../src/notebook/index.ts";
import { runPinbook } from "../support/cli.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

// Cells call here, and are answered when the test says so.
let callers: ServerResponse[] = [];
let onCall = (): void => {};
const server = createServer((_, response) => {
  callers.push(response);
  onCall();
});
const answerAll = (): void => {
  for (const response of callers.splice(0)) response.end();
};
let call: string;
let cwd: string;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  call = `void (await fetch("http://127.0.0.1:${(server.address() as AddressInfo).port}/"));`;
  cwd = await temporaryFolder();
  await writeFile(join(cwd, "package.json"), "{}");
});
afterAll(() => void server.close());

const save = (name: string, ...sources: readonly string[]): Promise<void> =>
  writeFile(join(cwd, name), codeNotebookText(...sources));
const read = async (name: string) => {
  const { cells } = parseNotebook(await readFile(join(cwd, name), "utf8"), name);
  return cells.map((cell) => [
    pinbookOf(cell).status,
    ...(cell.cell_type === "code" ? cell.outputs : []).map((output) => ("text" in output ? output.text : output)),
  ]);
};

const fs = 'import { readFileSync, writeFileSync } from "node:fs";\n';

test("--jobs runs notebooks at the same time but after those that they need; one that fails stops those that need it, and no others", async () => {
  await save("a.ipynb", call, `${fs}writeFileSync("a.csv", "1")`);
  await save("b.ipynb", call, `${fs}writeFileSync("b.csv", "2"); throw new Error("no pins")`);
  await save("needs-a.ipynb", `${fs}console.log(readFileSync("a.csv", "utf8"))`);
  await save("needs-b.ipynb", `${fs}readFileSync("b.csv", "utf8"); writeFileSync("c.csv", "3")`);
  await save("needs-c.ipynb", `${fs}readFileSync("c.csv", "utf8")`, "console.log('read')");
  await writeFile(join(cwd, "c.csv"), "0");
  expect((await runPinbook(["run", "needs-c.ipynb"], { cwd })).code).toBe(0);
  expect(await read("needs-c.ipynb")).toEqual([
    ["ok", expect.anything()],
    ["ok", "read\n"],
  ]);
  const many = `for (let i = 0; i < 300; i++) console.log("line", i);`;
  await save("d.ipynb", ...Array.from({ length: 20 }, () => many));
  callers = [];
  // Both have to be there at once.
  onCall = () => callers.length === 2 && answerAll();
  const names = ["needs-c", "needs-b", "needs-a", "d", "b", "a"].map((name) => `${name}.ipynb`);
  const { code, stdout, stderr } = await runPinbook(["run", ...names, "-j", "3"], { cwd });
  expect(code).toBe(1);
  const lines = stderr.trimEnd().split("\n");
  expect(lines.filter((line) => !/^[✓✗] [a-z-]+\.ipynb(?: cell \d+)? {2}\S.* s(?: {2}\S.*)?$/.test(line))).toEqual([]);
  expect(lines.filter((line) => line.startsWith("✓ d.ipynb cell"))).toHaveLength(20);
  const at = (text: string): number => lines.findIndex((line) => line.startsWith(text));
  expect(at("✓ needs-a.ipynb cell 1")).toBeGreaterThan(at("✓ a.ipynb cell 2"));
  expect(lines.filter((line) => line.startsWith("✗"))).toEqual([
    expect.stringMatching(/^✗ b\.ipynb cell 2 .* failed: Error: no pins$/),
    expect.stringMatching(/^✗ b\.ipynb .* failed: cell 2: Error: no pins$/),
    expect.stringMatching(/^✗ needs-b\.ipynb {2}\S+ s {2}never-ran: it needs b\.ipynb, which ended failed$/),
    expect.stringMatching(/^✗ needs-c\.ipynb {2}\S+ s {2}never-ran: it needs needs-b\.ipynb, which never ran$/),
  ]);
  const rows = stdout.trimEnd().split("\n").slice(2);
  expect(rows.map((row) => row.split(/ +/).slice(0, 2))).toEqual(
    names.map((name) => [name, name === "b.ipynb" ? "failed" : /-[bc]/.test(name) ? "never-ran" : "ok"]),
  );
  expect(await read("needs-a.ipynb")).toEqual([["ok", "1\n"]]);
  expect(await read("needs-b.ipynb")).toEqual([["never-ran"]]);
  // What it held of an earlier run is not of this one.
  expect(await read("needs-c.ipynb")).toEqual([["never-ran"], ["never-ran"]]);
  expect(rows.find((row) => row.startsWith("needs-c"))).toContain("2 never-ran");
  // It was to run all cells, so resume does, though an earlier run had.
  const resumed = await runPinbook(["resume", "needs-c.ipynb"], { cwd });
  expect(resumed.stdout).toMatch(/needs-c\.ipynb +ok +2 +0 /);
  expect(await read("needs-c.ipynb")).toEqual([
    ["ok", expect.anything()],
    ["ok", "read\n"],
  ]);
});

test.each(["run", "rerun"])(
  "a notebook that another run has is left to it by %s: the others run, but those that need it",
  async (command) => {
    await save("held.ipynb", call, `${fs}writeFileSync("held.csv", "1")`);
    await save("needs-held.ipynb", `${fs}readFileSync("held.csv", "utf8")`);
    await save("free.ipynb", `console.log("ran", ${JSON.stringify(command)})`);
    callers = [];
    const called = new Promise<void>((resolve) => {
      onCall = resolve;
    });
    const first = runPinbook(["run", "held.ipynb"], { cwd });
    await called;
    const { code, stdout, stderr } = await runPinbook([command, "held.ipynb", "needs-held.ipynb", "free.ipynb"], {
      cwd,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /✗ held\.ipynb {2}\S+ s {2}never-ran: .*held\.ipynb is being run by process \d+\. Wait .* --wait/,
    );
    expect(stderr).toMatch(
      /✗ needs-held\.ipynb {2}\S+ s {2}never-ran: it needs held\.ipynb, which is being run by process \d+\n/,
    );
    expect(stdout).toMatch(/held\.ipynb +never-ran[\s\S]*needs-held\.ipynb +never-ran[\s\S]*free\.ipynb +ok/);
    expect(await read("free.ipynb")).toEqual([["ok", `ran ${command}\n`]]);
    expect(await read("needs-held.ipynb")).toEqual([["never-ran"]]);
    answerAll();
    expect((await first).code).toBe(0);
    expect(await read("held.ipynb")).toEqual([["ok"], ["ok"]]);
  },
);

test("a second run of a notebook refuses, or waits with --wait, and runs what the file then is", async () => {
  await save("a.ipynb", call, "console.log('ran')");
  callers = [];
  const called = new Promise<void>((resolve) => {
    onCall = resolve;
  });
  const first = runPinbook(["run", "a.ipynb"], { cwd });
  await called;
  onCall = answerAll;
  const refused = await runPinbook(["run", "a.ipynb"], { cwd });
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toMatch(/^pinbook: .*a\.ipynb is being run by process \d+\. Wait until .* --wait .*\n$/);
  let released = false;
  const second = runPinbook(["rerun", "a.ipynb", "--force", "--wait"], {
    cwd,
    onOutput: (text) => {
      if (released || !text.includes("waits until")) return;
      released = true;
      answerAll();
    },
  });
  expect((await first).code).toBe(0);
  const waited = await second;
  expect([waited.code, released]).toEqual([0, true]);
  expect(waited.stderr).toMatch(/^a\.ipynb: waits until process \d+ has run it\n/);
  expect(await read("a.ipynb")).toEqual([["ok"], ["ok", "ran\n"]]);
});

test("Ctrl+C ends a run that waits for another one, and leaves the file alone", async () => {
  await save("a.ipynb", call);
  callers = [];
  const called = new Promise<void>((resolve) => {
    onCall = resolve;
  });
  const first = runPinbook(["run", "a.ipynb"], { cwd });
  await called;
  const { code, stderr } = await runPinbook(["run", "a.ipynb", "--wait"], {
    cwd,
    onOutput: (text, kill) => {
      if (text.includes("waits until")) kill("SIGINT");
    },
  });
  expect([code, stderr.trimEnd().split("\n").at(-1)]).toEqual([130, expect.stringMatching(/a\.ipynb was waited for/)]);
  answerAll();
  expect((await first).code).toBe(0);
  expect(await read("a.ipynb")).toEqual([["ok"]]);
});
