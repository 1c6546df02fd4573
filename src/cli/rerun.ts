import type { ExitCode } from "../errors.ts";
import { stateOptions } from "../pipeline/state-options.ts";
import {
  parametersText,
  planRerun,
  type RerunOptions,
  type RerunPlan,
  type RunEvent,
  type RunResult,
} from "../run/index.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { findNotebooks, runAndShow } from "./notebooks.ts";
import { givenParameters, parameterOptions } from "./parameters.ts";
import { shownDiff } from "./show-diff.ts";
import { showRun } from "./show-run.ts";
import { textTable } from "./text-table.ts";

export const rerun: Command = {
  usage: "rerun [FILES…] [options]",
  help: "Runs the cells that are stale, and of the others only those whose values are needed and cannot be restored; what is\nup to date keeps its outputs and ends as cached. A cell is stale where its code, a cell, module or package that it needs,\na parameter, or data that it read changed. Without names: the notebooks of the notebooks folder.",
  options: {
    cell: { type: "string", multiple: true, value: "ID", help: "only this cell, by its id or its number" },
    tag: { type: "string", multiple: true, value: "TAG", help: "only cells with this tag" },
    from: { type: "string", value: "ID", help: "only cells from this one on" },
    to: { type: "string", value: "ID", help: "only cells up to this one" },
    force: { type: "boolean", help: "run these cells also where they are up to date" },
    ...parameterOptions,
    effects: { type: "boolean", help: "let cells with effects run again where a value of theirs is needed" },
    why: { type: "boolean", help: "say what is stale and why, and run nothing" },
    timeout: { type: "string", value: "SECONDS", help: "ends a cell that takes longer" },
    wait: { type: "boolean", help: "wait while another run has the notebook, instead of refusing" },
    json: { type: "boolean", help: "print the plan, or what happens as JSON lines" },
  },
  run: async (args, terminal) => {
    const selection = selectionOf(args);
    const given = givenParameters(args);
    if (args.flag("why"))
      return explain(findNotebooks(args.words), { ...selection, ...given }, args.flag("json"), terminal);
    return execute(args, selection, terminal, given);
  },
};

export const resume: Command = {
  usage: "resume [FILES…] [options]",
  help: "Goes on with a run that was cut short: from the first cell that did not end ok, with what the cells above it made, and\nwith the parameters and the --out of that run.\nWithout names: the notebooks of the notebooks folder.",
  options: {
    effects: { type: "boolean", help: "let cells with effects run again where a value of theirs is needed" },
    why: { type: "boolean", help: "say what would run and why, and run nothing" },
    timeout: { type: "string", value: "SECONDS", help: "ends a cell that takes longer" },
    wait: { type: "boolean", help: "wait while another run has the notebook, instead of refusing" },
    json: { type: "boolean", help: "print the plan, or what happens as JSON lines" },
  },
  run: async (args, terminal) => {
    const selection = { resume: true, effects: args.flag("effects") };
    if (args.flag("why")) return explain(findNotebooks(args.words), selection, args.flag("json"), terminal);
    return execute(args, selection, terminal);
  },
};

type Given = ReturnType<typeof givenParameters>;
type Selected = Pick<RerunOptions, "cells" | "tags" | "from" | "to" | "force" | "effects" | "resume">;

const selectionOf = (args: Arguments): Selected => {
  const [cells, tags] = [args.texts("cell"), args.texts("tag")];
  const [from, to] = [args.text("from"), args.text("to")];
  return {
    ...(cells.length > 0 ? { cells } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    force: args.flag("force"),
    effects: args.flag("effects"),
  };
};

const explain = async (
  files: readonly string[],
  selection: Selected & Partial<Given>,
  asJson: boolean,
  terminal: Terminal,
): Promise<ExitCode> => {
  for (const file of files) {
    const plan = await planRerun({ ...stateOptions(), ...selection, file });
    terminal.print(asJson ? JSON.stringify(plan) : planText(plan));
  }
  return 0;
};

/** One line a cell: its number, id, verdict and what it begins with; below it the reasons. */
const planText = ({ name, parameters, cells, runs }: RerunPlan): string => {
  const lines = cells.flatMap(({ index, id, title, verdict, reasons, codeDiff }) => [
    `  ${String(index + 1).padStart(3)}  ${verdict.padEnd(8)} ${id}  ${title}`,
    ...reasons.flatMap((reason, at) => [
      `                 ${reason}`,
      // That its code changed is said first.
      ...(at > 0 || codeDiff === undefined
        ? []
        : shownDiff(codeDiff)
            .split("\n")
            .map((line) => `                   ${line}`)),
    ]),
  ]);
  const count =
    runs.length === 0 ? "nothing to run" : runs.length === 1 ? "1 cell to run" : `${runs.length} cells to run`;
  const given = Object.keys(parameters).length === 0 ? "" : `, with ${parametersText(parameters)}`;
  return [`${name}: ${count}${given}`, ...lines].join("\n");
};

const execute = async (
  args: Arguments,
  selection: Selected,
  terminal: Terminal,
  given: Partial<Given> = {},
): Promise<ExitCode> => {
  const asJson = args.flag("json");
  const timeout = args.number("timeout", undefined, 1);
  const show = asJson ? (event: RunEvent) => terminal.print(JSON.stringify(event)) : showRun(terminal, 1);
  const { results, exitCode } = await runAndShow(
    {
      files: findNotebooks(args.words),
      order: "given",
      rerun: selection,
      ifRunning: args.flag("wait") ? "wait" : "refuse",
      log: terminal.warn,
      ...given,
      ...(timeout === undefined ? {} : { timeout }),
    },
    terminal,
    show,
  );
  if (!asJson) terminal.print(textTable(["notebook", "status", "ran", "cached", "stale", "time"], results.map(row)));
  return exitCode;
};

const row = ({ name, status, cells, durationMs, left = 0 }: RunResult): readonly unknown[] => {
  const cached = cells.filter((cell) => cell.status === "cached").length;
  const ran = cells.filter((cell) => cell.durationMs > 0).length;
  return [name, status, ran, cached, left, `${(durationMs / 1000).toFixed(1)} s`];
};
