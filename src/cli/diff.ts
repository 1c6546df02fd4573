import { isAbsolute, relative } from "node:path";
import { readConfig } from "../config.ts";
import { usageError } from "../errors.ts";
import {
  type CellChange,
  type Change,
  diffRuns,
  type InputChange,
  isSameRun,
  listingChangeText,
  type NotebookDiff,
  type RunName,
} from "../run/diff/index.ts";
import type { Command } from "./command.ts";
import { shownDiff } from "./show-diff.ts";
import { seconds } from "./show-run.ts";

export const diff: Command = {
  usage: "diff [A B]",
  help: "Shows what changed from run A to run B: parameters, inputs, cells, outputs, durations. Without names: the last\nrun and, of each of its notebooks, the run before it. A run is named last, last~1 (the one before it), by its id in\n.pinbook/runs, or by a notebook's file with its saved outputs.",
  options: { json: { type: "boolean", help: "print it as JSON lines, one a notebook" } },
  run: async (args, terminal) => {
    const [a, b] = args.words;
    if (args.words.length === 1 || args.words.length > 2) throw usageError("pinbook diff: name two runs, or none");
    const { home } = readConfig();
    const found = await diffRuns({ home, ...(a === undefined ? {} : { a }), ...(b === undefined ? {} : { b }) });
    for (const one of found) terminal.print(args.flag("json") ? JSON.stringify(one) : textOf(one));
    return 0;
  },
};

const textOf = (found: NotebookDiff): string => {
  if ("only" in found) return `${found.name}: only in ${found.only}`;
  const { name, runs, status, durationMs, parameters, inputs, cells, durations } = found;
  const times = durationMs.every((time) => time === null)
    ? ""
    : `  ${durationMs.map((time) => (time === null ? "?" : seconds(time))).join(" → ")}`;
  const state = status[0] === status[1] ? status[0] : `${status[0]} → ${status[1]}`;
  return [
    `${name}: ${isSameRun(found) ? `nothing changed, ${state}` : state}${times}`,
    ...(runs.some((run) => run !== null) ? [`  ${runs.map(runText).join(" → ")}`] : []),
    ...parameters.map((change) => `  parameter ${changeText(change)}`),
    ...inputs.map((change) => `  input ${inputName(change.name)}: ${inputText(change)}`),
    ...cells.flatMap(cellText),
    ...durations.map(
      ({ index, title, before, after }) => `  cell ${index + 1}  ${title}  ${seconds(before)} → ${seconds(after)}`,
    ),
  ].join("\n");
};

/** `20261123T…-c28bf8 (2026-11-23 10:15:09)`, the time in that of this machine. */
const runText = (run: RunName | null): string => {
  if (run === null) return "file";
  const time = new Date(run.startedAt);
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return `${run.id} (${local.toISOString().slice(0, 19).replace("T", " ")})`;
};

const cellText = ({
  index,
  title,
  change,
  movedFrom,
  code,
  codeDiff,
  status,
  outputs,
}: CellChange): readonly string[] => {
  const what = [
    ...(change === "added" || change === "removed" ? [change] : []),
    ...(movedFrom === undefined ? [] : [`moved, it was cell ${movedFrom + 1}`]),
    ...(change === "changed" && code ? ["code changed"] : []),
    ...(status ? [`${status.before} → ${status.after}`] : []),
    ...(outputs === undefined ? [] : ["output changed"]),
  ];
  const lines = (diff: string | undefined) => (diff === undefined ? [] : shownDiff(diff).split("\n"));
  const both = codeDiff !== undefined && outputs !== undefined;
  return [
    `  cell ${index + 1}  ${title}  ${what.join(", ")}`,
    ...(both ? ["    code:"] : []),
    // The title of a short cell is all of it.
    ...lines(codeDiff?.slice(1) === title ? undefined : codeDiff).map((line) => `    ${line}`),
    ...(both ? ["    output:"] : []),
    ...lines(outputs).map((line) => `    ${line}`),
  ];
};

// Files below the folder that one is in as one names them there.
const inputName = (recorded: string): string => {
  const [name = ""] = recorded.split("\n");
  const [, kind = "", path = ""] = /^(file|folder) (.*)$/s.exec(name) ?? [];
  const near = path === "" ? "" : relative(process.cwd(), path);
  return near === "" || near.startsWith("..") || isAbsolute(near) ? name : `${kind} ${near}`;
};

const changeText = ({ name, before, after }: Change): string => {
  if (before === undefined) return `${name} = ${after}  added`;
  return after === undefined ? `${name} = ${before}  removed` : `${name}: ${before} → ${after}`;
};

const inputText = ({ name, before, after, listing }: InputChange): string => {
  if (before === undefined) return "read now, not before";
  if (after === undefined) return "read before, not now";
  return `changed${listing ? `: ${listingChangeText(listing, name, 10)}` : ""}`;
};
