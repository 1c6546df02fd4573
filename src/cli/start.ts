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
  help: "Runs the notebooks of the project, milestone by milestone, on the embedded stack or on what is configured, writes the\nDelta tables and reports/index.html, and shows what there is at each stop. Run again, it posts and stores nothing twice.\nThe executed notebooks are kept under .pinbook/notebooks/; those in notebooks/ stay as they are.",
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
      if (counts.length > 0) terminal.print(["", stopsTable(counts), ...notThere(counts)].join("\n"));
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
    stops.map(([label, stop]) => [label, ...counts.map((count) => count[stop] ?? "–")]),
  );

/** What each stop that may not be there is made by. */
const makers: readonly (readonly [keyof Tally, string])[] = [
  ["inTopic", "topics: no notebook made them and posted to them"],
  ["streamed", "streams: no notebook made them and put records into them"],
  ["inDelta", "Delta tables: no notebook wrote them"],
];

const notThere = (counts: readonly Tally[]): readonly string[] =>
  makers.flatMap(([stop, what]) => {
    const kinds = counts.filter((count) => count[stop] === null).map(({ kind }) => kind);
    return kinds.length === 0 ? [] : [`– there are no ${what} (${kinds.join(", ")})`];
  });

const headlines = (counts: readonly Tally[]) =>
  stops.flatMap(([label, stop]) => {
    const found = counts.flatMap((count) => count[stop] ?? []);
    const total = found.reduce<number>((sum, count) => sum + Number(count), 0);
    return found.length === 0 ? [] : [{ label, value: total.toLocaleString("en") }];
  });

const countStops = async (terminal: Terminal): Promise<readonly Tally[]> => {
  const pipeline = await openPipeline({ log: terminal.warn });
  try {
    return await tally(pipeline);
  } finally {
    await pipeline.close();
  }
};
