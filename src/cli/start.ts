import { join } from "node:path";
import { readConfig } from "../config.ts";
import { lockFolder } from "../folder-lock.ts";
import { openPipeline, type Tally, tally } from "../pipeline.ts";
import type { RunResult } from "../run/index.ts";
import { ensureStack, stackStatus, stopStack } from "../stack.ts";
import type { Command, Terminal } from "./command.ts";
import { findNotebooks, runAndShow } from "./notebooks.ts";
import { writeSite } from "./report.ts";
import { seconds } from "./show-run.ts";
import { textTable } from "./text-table.ts";

export const start: Command = {
  usage: "start",
  help: "Runs the nine milestone notebooks, one after another, on the embedded stack or on what is configured, writes the\nDelta tables and reports/index.html, and shows what there is at each stop. Run again, it posts and stores nothing twice.\nThe executed notebooks are kept under .pinbook/notebooks/; those in notebooks/ stay as they are.",
  options: {},
  run: async (_args, terminal) => {
    const config = readConfig();
    const unlock = await lockStart(config.home);
    const wasUp = (await stackStatus(config)) !== undefined;
    try {
      await ensureStack(config);
      const outFolder = join(config.home, "notebooks");
      const { results, exitCode } = await runAndShow({ files: findNotebooks([]), outFolder, order: "chain" }, terminal);
      const counts = exitCode === 0 ? await countStops(terminal) : [];
      const report = await writeSite(join(config.project, "reports"), results, headlines(counts));
      terminal.print(textTable(["milestone", "status", "time"], results.map(resultRow)));
      if (counts.length > 0) terminal.print(`\n${stopsTable(counts)}`);
      terminal.print(`\nreport: ${report}`);
      return exitCode;
    } finally {
      if (!wasUp) await stopStack(config);
      await unlock();
    }
  },
};

const lockStart = (home: string): Promise<() => Promise<void>> =>
  lockFolder(join(home, "start"), "wait until that start has ended");

const resultRow = ({ name, status, durationMs }: RunResult): readonly unknown[] => [name, status, seconds(durationMs)];

const stops: readonly (readonly [string, keyof Tally])[] = [
  ["drawn", "drawn"],
  ["posted", "posted"],
  ["in the topics", "inTopic"],
  ["in objects", "objects"],
  ["after cleaning", "cleaned"],
  ["in the streams", "streamed"],
  ["in Delta", "inDelta"],
];

const stopsTable = (counts: readonly Tally[]): string =>
  textTable(
    ["rows", ...counts.map(({ kind }) => kind)],
    stops.map(([label, stop]) => [label, ...counts.map((count) => count[stop])]),
  );

const headlines = (counts: readonly Tally[]) =>
  stops.flatMap(([label, stop]) => {
    const total = counts.reduce((sum, count) => sum + Number(count[stop]), 0);
    return counts.length === 0 ? [] : [{ label, value: total.toLocaleString("en") }];
  });

const countStops = async (terminal: Terminal): Promise<readonly Tally[]> => {
  const pipeline = await openPipeline({ log: terminal.warn });
  try {
    return await tally(pipeline);
  } finally {
    await pipeline.close();
  }
};
