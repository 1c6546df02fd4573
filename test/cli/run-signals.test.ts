import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { type Cell, type CodeCell, formatNotebook, newNotebook, parseNotebook } from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";
import { runPinbook } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary.ts";

const projectOf = async (notebooks: Readonly<Record<string, readonly string[]>>): Promise<string> => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "package.json"), "{}");
  for (const [name, sources] of Object.entries(notebooks)) {
    const cells = sources.map(
      (source, at): Cell => ({
        ...{ cell_type: "code", id: `c${at}`, metadata: {}, source, execution_count: null, outputs: [] },
      }),
    );
    await writeFile(join(cwd, name), formatNotebook(newNotebook(cells)));
  }
  return cwd;
};

const saved = async (path: string) => {
  const cells = parseNotebook(await readFile(path, "utf8"), path).cells as readonly CodeCell[];
  return {
    statuses: cells.map(({ metadata }) => (metadata.pinbook as { readonly status?: string } | undefined)?.status),
    text: JSON.stringify(cells.map(({ outputs }) => outputs)),
  };
};

/** Sends the signals once the cell has put out something. */
const signalled = async (signals: readonly NodeJS.Signals[], source: string) => {
  const cwd = await projectOf({ "a.ipynb": [source, "1"] });
  const left = [...signals];
  const { code } = await runPinbook(["run", "a.ipynb", "--json"], {
    cwd,
    onOutput: (text, kill) => {
      if (!text.includes('"type":"output"')) return;
      for (const signal of left.splice(0)) kill(signal);
    },
  });
  return { code, ...(await saved(join(cwd, "a.ipynb"))) };
};

const waiting = "console.log('ready'); await new Promise(() => {})";

test("SIGHUP ends a run at once, and the notebook says so", async () => {
  const { code, statuses, text } = await signalled(["SIGHUP"], waiting);
  expect(code).toBe(130);
  expect(statuses).toEqual(["cancelled", "never-ran"]);
  expect(text).toContain("it was asked for twice, or at once: signal SIGKILL");
});

test("one Ctrl+C interrupts the cell and leaves its process", async () => {
  const { code, statuses, text } = await signalled(["SIGINT"], waiting);
  expect([code, ...statuses]).toEqual([130, "cancelled", "never-ran"]);
  expect(text).toContain("Cancelled");
  expect(text).not.toContain("SIGKILL");
});

const hasScript = spawnSync("script", ["--version"]).status === 0;

(hasScript ? test : test.skip)(
  "on a terminal the output shows as it comes, under a heading for each cell",
  async () => {
    const cwd = await projectOf({ "a.ipynb": ["console.log('first'); console.log('second')", "6 * 7"] });
    const command = `"${process.execPath}" "${join(packageRoot, "src/launch.js")}" run a.ipynb`;
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
