import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { type CodeCell, parseNotebook } from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";
import { readRecords } from "../../src/run/diff/index.ts";
import type { RunEvent } from "../../src/run/index.ts";
import { runPinbook } from "../support/cli.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

const projectOf = async (notebooks: Readonly<Record<string, readonly string[]>>): Promise<string> => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "package.json"), "{}");
  for (const [name, sources] of Object.entries(notebooks))
    await writeFile(join(cwd, name), codeNotebookText(...sources));
  return cwd;
};

const saved = async (path: string) => {
  const cells = parseNotebook(await readFile(path, "utf8"), path).cells as readonly CodeCell[];
  return {
    statuses: cells.map(({ metadata }) => (metadata.pinbook as { readonly status?: string } | undefined)?.status),
    text: JSON.stringify(cells.map(({ outputs }) => outputs)),
  };
};

/** What a run with these arguments comes to that gets the next signal each time that its events show one of these texts. */
const signalled = async (
  notebooks: Readonly<Record<string, readonly string[]>>,
  signals: readonly (readonly [after: RegExp, signal: NodeJS.Signals])[],
  ...args: readonly string[]
) => {
  const cwd = await projectOf(notebooks);
  const left = [...signals];
  let events = "";
  const { code, stdout } = await runPinbook(["run", ...Object.keys(notebooks), "--json", ...args], {
    cwd,
    group: true,
    onOutput: (text, kill) => {
      events += text;
      const [next] = left;
      if (!next?.[0].test(events)) return;
      left.shift();
      kill(next[1]);
    },
  });
  const ends = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as RunEvent)
    .flatMap((event) => (event.type === "run-finished" ? [[event.name, event.status] as const] : []));
  const [{ pid } = { pid: 0 }] = readRecords(join(cwd, ".pinbook"));
  expect(pid).toBeGreaterThan(0);
  expect(() => process.kill(-pid, 0)).toThrow("ESRCH");
  return { code, ends: Object.fromEntries(ends), read: (name: string) => saved(join(cwd, name)) };
};

const waiting = "console.log('ready'); await new Promise(() => {})";
// Waits where no interrupt reaches it.
const stuck = `import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
execFileSync("mkfifo", ["pipe"]);
console.log('stuck');
readFileSync("pipe");`;

test("one Ctrl+C on a terminal interrupts the cell, leaves its process, and no other", async () => {
  const { code, read } = await signalled({ "a.ipynb": [waiting, "1"] }, [[/"text":"ready/, "SIGINT"]]);
  const { statuses, text } = await read("a.ipynb");
  expect([code, ...statuses]).toEqual([130, "cancelled", "never-ran"]);
  expect(text).toContain("Cancelled");
  expect(text).not.toContain("SIGKILL");
});

test("a second Ctrl+C ends a run of several notebooks at once, and each says truly what it did", async () => {
  const notebooks = { "a.ipynb": ["2", waiting, "1"], "b.ipynb": [stuck, "1"], "c.ipynb": ["1"] };
  const signals = [
    [/^(?=[\s\S]*"text":"ready)[\s\S]*"text":"stuck/, "SIGINT"],
    [/"cell-finished".*"cancelled"/, "SIGINT"],
  ] as const;
  const { code, ends, read } = await signalled(notebooks, signals, "--jobs", "2");
  expect(code).toBe(130);
  expect(ends).toEqual({ "a.ipynb": "cancelled", "b.ipynb": "cancelled", "c.ipynb": "never-ran" });
  expect((await read("a.ipynb")).statuses).toEqual(["ok", "cancelled", "never-ran"]);
  const stuckOne = await read("b.ipynb");
  expect(stuckOne.statuses).toEqual(["cancelled", "never-ran"]);
  expect(stuckOne.text).toMatch(/stuck.*and its process with it .*SIGKILL/);
  expect(await read("c.ipynb")).toEqual({ statuses: ["never-ran"], text: "[[]]" });
});

test.each(["SIGTERM", "SIGHUP"] as const)("%s ends a run at once, and the notebook says so", async (signal) => {
  const { code, read } = await signalled({ "a.ipynb": [stuck, "1"] }, [[/"text":"stuck/, signal]]);
  const { statuses, text } = await read("a.ipynb");
  expect([code, ...statuses]).toEqual([130, "cancelled", "never-ran"]);
  expect(text).toContain("it was asked for twice, or at once: signal SIGKILL");
});

const hasScript = spawnSync("script", ["--version"]).status === 0;

(hasScript ? test : test.skip)(
  "on a terminal the output shows as it comes, under a heading for each cell",
  async () => {
    const cwd = await projectOf({ "a.ipynb": ["console.log('first'); console.log('second')", "6 * 7"] });
    const command = `"${process.execPath}" "${join(packageRoot, "src/launch.cjs")}" run a.ipynb`;
    const child = spawn("script", ["-qec", command, "/dev/null"], { cwd, stdio: ["ignore", "pipe", "inherit"] });
    let shown = "";
    child.stdout.on("data", (chunk: Buffer) => {
      shown += chunk;
    });
    const [code] = await once(child, "close");
    expect(code).toBe(0);
    expect(shown.replaceAll("\r", "")).toMatch(
      /── a\.ipynb \[1\] console\.log.*\nfirst\nsecond\n── a\.ipynb \[2\] 6 \* 7\n42\n/,
    );
  },
);
