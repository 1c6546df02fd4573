import { resolve } from "node:path";
import type { RunEvent, RunResult } from "../run/index.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { findNotebooks, runAndShow } from "./notebooks.ts";
import { givenParameters, parameterOptions } from "./parameters.ts";
import { seconds, showRun } from "./show-run.ts";
import { textTable } from "./text-table.ts";

export const run: Command = {
  usage: "run [FILES…] [options]",
  help: "Runs notebooks headless, each in a process of its own, in the order in which they need each other, and\nsaves their outputs after every cell. Without names: those of the notebooks folder. Each cell ends as ok, failed,\ntimed-out, died, cancelled, skipped, cached or never-ran; what needs a notebook that failed never runs. On a terminal\nthe output shows as it comes, else one line a cell. Ctrl+C interrupts the cell, a second one ends the run at once.",
  options: {
    ...parameterOptions,
    "show-parameters": { type: "boolean", help: "print the notebooks' parameters and run nothing" },
    timeout: { type: "string", value: "SECONDS", help: "ends a cell that takes longer" },
    "timeout-idle": { type: "string", value: "SECONDS", help: "ends a cell that puts out nothing for so long" },
    "timeout-run": { type: "string", value: "SECONDS", help: "ends a notebook's run that takes longer" },
    jobs: { type: "string", short: "j", value: "N", help: "how many notebooks run at the same time (1)" },
    wait: { type: "boolean", help: "wait while another run has the notebook, instead of refusing" },
    quiet: { type: "boolean", short: "q", help: "show nothing of the cells, only how each notebook ended" },
    "allow-errors": { type: "boolean", help: "go on after a cell that fails" },
    out: { type: "string", value: "DIR", help: "save the executed notebooks there instead of in place" },
    graph: {
      type: "string",
      alone: "text",
      value: "text|mermaid",
      help: "print which cells and notebooks need which, and run nothing",
    },
    json: { type: "boolean", help: "print what happens as JSON lines" },
  },
  run: async (args, terminal) => {
    const graph = args.text("graph");
    if (graph !== undefined) return (await import("./graph.ts")).printGraph(findNotebooks(args.words), graph, terminal);
    const options = runOptions(args, terminal);
    const files = findNotebooks(args.words);
    if (args.flag("show-parameters")) return (await import("./show-parameters.ts")).showParameters(files, terminal);
    const asJson = args.flag("json");
    const jobs = args.number("jobs", 1, 1);
    const show = asJson
      ? (event: RunEvent) => terminal.print(JSON.stringify(event))
      : args.flag("quiet")
        ? undefined
        : showRun(terminal, jobs);
    const { results, exitCode } = await runAndShow({ files, jobs, ...options }, terminal, show);
    if (!asJson) {
      const rows = results.map(({ name, status, cells, durationMs }) => [
        name,
        status,
        countText(cells),
        seconds(durationMs),
      ]);
      terminal.print(textTable(["notebook", "status", "cells", "time"], rows));
    }
    return exitCode;
  },
};

/** `7`, or where not all are ok `5 ok, 1 failed, 1 never-ran`. */
const countText = (cells: RunResult["cells"]): number | string => {
  const counts = new Map<string, number>();
  for (const { status } of cells) counts.set(status, (counts.get(status) ?? 0) + 1);
  if (cells.length === (counts.get("ok") ?? 0)) return cells.length;
  return [...counts].map(([status, count]) => `${count} ${status}`).join(", ");
};

const runOptions = (args: Arguments, terminal: Terminal) => {
  const seconds = (name: string, option: string) => {
    const value = args.number(name, undefined, 1);
    return value === undefined ? {} : { [option]: value };
  };
  const out = args.text("out");
  return {
    ...givenParameters(args),
    allowErrors: args.flag("allow-errors"),
    ifRunning: args.flag("wait") ? "wait" : "refuse",
    log: terminal.warn,
    ...seconds("timeout", "timeout"),
    ...seconds("timeout-idle", "idleTimeout"),
    ...seconds("timeout-run", "runTimeout"),
    ...(out === undefined ? {} : { outFolder: resolve(out) }),
  } as const;
};
