import { writeFileSync } from "node:fs";
import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { formatNotebook, newNotebook, parseNotebook } from "../../src/notebook/index.ts";
import { type RunResult, saveText, type WatchEvent, watchNotebooks } from "../../src/run/index.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

const result = (name: string): RunResult => ({
  ...{ name, status: "ok", allowErrors: false, notebook: newNotebook([]), cells: [], durationMs: 1 },
});

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve());
    if (signal.aborted) resolve();
  });

type Rerun = (file: string, signal: AbortSignal) => Promise<RunResult>;

/** A watch whose reruns save the notebook as a run does, with another output each time. */
const start = (files: readonly string[], rerun?: Rerun) => {
  const controller = new AbortController();
  const ran: string[] = [];
  const events: WatchEvent[] = [];
  let heard = (): void => {};
  const save: Rerun = async (file) => {
    ran.push(file);
    const notebook = parseNotebook(await readFile(file, "utf8"), file);
    const output = { output_type: "stream" as const, name: "stdout" as const, text: String(ran.length) };
    const cells = notebook.cells.map((cell) => (cell.cell_type === "code" ? { ...cell, outputs: [output] } : cell));
    await saveText(file, formatNotebook({ ...notebook, cells }));
    return result(file);
  };
  const ended = watchNotebooks({
    files,
    signal: controller.signal,
    quiet: 20,
    rerun: rerun ?? save,
    onEvent: (event) => {
      events.push(event);
      heard();
    },
  });
  const end = async () => {
    controller.abort();
    await ended;
  };
  ends.push(end);
  /** Resolves with the events from the last ones taken up to the next of this type. */
  const until = async (type: WatchEvent["type"]): Promise<readonly WatchEvent[]> => {
    for (;;) {
      const at = events.findIndex((event) => event.type === type);
      if (at >= 0) return events.splice(0, at + 1);
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
  };
  return { until, ran, end };
};

describe("watching notebooks", () => {
  test("brings them up to date at first, and takes what a run saves for no edit", async () => {
    const file = join(await temporaryFolder(), "a.ipynb");
    writeFileSync(file, codeNotebookText("1"));
    const { until, ran } = start([file]);
    expect((await until("waiting")).map(({ type }) => type)).toEqual(["reran", "waiting"]);
    writeFileSync(file, codeNotebookText("2"));
    await until("waiting");
    expect(ran).toEqual([file, file]);
  });

  test("sees editors that save by renaming, and modules that cells import, directly or not", async () => {
    const folder = await temporaryFolder();
    const file = join(folder, "a.ipynb");
    writeFileSync(join(folder, "deep.ts"), "export const one = 1;");
    writeFileSync(join(folder, "near.ts"), 'export * from "./deep.ts";');
    writeFileSync(file, codeNotebookText('import { one } from "./near.ts";', "one"));
    const { until, ran } = start([file]);
    await until("waiting");
    writeFileSync(join(folder, "swap"), "export const one = 2;");
    await rename(join(folder, "swap"), join(folder, "deep.ts"));
    await until("waiting");
    writeFileSync(join(folder, "other.ts"), "export {};");
    writeFileSync(join(folder, "swap"), codeNotebookText('import { one } from "./near.ts";', "one + 1"));
    await rename(join(folder, "swap"), file);
    await until("waiting");
    expect(ran).toHaveLength(3);
  });

  test("goes on to notebooks that read what an edited one writes, in order of need", async () => {
    const folder = await temporaryFolder();
    const [reader, writer, other] = ["a.ipynb", "b.ipynb", "c.ipynb"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(reader, codeNotebookText('import fs from "node:fs";', 'fs.readFileSync("/tmp/x.csv")'));
    writeFileSync(writer, codeNotebookText('import fs from "node:fs";', 'fs.writeFileSync("/tmp/x.csv", "")'));
    writeFileSync(other, codeNotebookText("1"));
    const { until, ran } = start([reader, writer, other]);
    await until("waiting");
    expect(ran.indexOf(writer)).toBeLessThan(ran.indexOf(reader));
    ran.length = 0;
    writeFileSync(writer, codeNotebookText('import fs from "node:fs";', 'fs.writeFileSync("/tmp/x.csv", "2")'));
    await until("waiting");
    expect(ran).toEqual([writer, reader]);
  });

  test("tells once of a notebook that cannot be read, and goes on when it can", async () => {
    const file = join(await temporaryFolder(), "a.ipynb");
    writeFileSync(file, "{");
    const { until, ran } = start([file]);
    const [problem] = await until("waiting");
    expect(problem).toMatchObject({ type: "problem", message: expect.stringContaining("a.ipynb") });
    writeFileSync(file, codeNotebookText("1"));
    await until("reran");
    expect(ran).toEqual([file]);
  });

  test("says nothing of a notebook that an editor has written half", async () => {
    const file = join(await temporaryFolder(), "a.ipynb");
    writeFileSync(file, codeNotebookText("old"));
    let runs = 0;
    const { until } = start([file], async () => {
      runs += 1;
      if (runs > 1) return result("a");
      writeFileSync(file, "");
      setImmediate(() => writeFileSync(file, codeNotebookText("new")));
      throw new Error("a.ipynb is not a notebook");
    });
    expect((await until("waiting")).map(({ type }) => type)).toEqual(["reran", "waiting"]);
    expect(runs).toBe(2);
  });

  test("keeps an edit that comes while the notebook runs: the run is cancelled, and what it saved gives way", async () => {
    const file = join(await temporaryFolder(), "a.ipynb");
    writeFileSync(file, codeNotebookText("old"));
    const edited = codeNotebookText("new");
    const sources: string[] = [];
    const { until } = start([file], async (_, signal) => {
      const before = await readFile(file, "utf8");
      sources.push(before);
      if (sources.length > 1) return result("a");
      writeFileSync(file, edited);
      await aborted(signal);
      await saveText(file, before);
      return { ...result("a"), status: "cancelled" };
    });
    expect((await until("waiting")).map(({ type }) => type)).toEqual(["reran", "waiting"]);
    expect(sources).toEqual([codeNotebookText("old"), edited]);
    expect(await readFile(file, "utf8")).toBe(edited);
  });

  test("ends at once where it waits, and cancels what runs", async () => {
    const file = join(await temporaryFolder(), "a.ipynb");
    writeFileSync(file, codeNotebookText("1"));
    let begun = (): void => {};
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const { end } = start([file], async (_, signal) => {
      begun();
      await aborted(signal);
      return { ...result("a"), status: "cancelled" };
    });
    await running;
    await end();
  });
});
