import { readConfig } from "../config.ts";
import { usageError } from "../errors.ts";
import { type Change, compareRuns, findRun, isSameRun, type RunDiff, type RunSide } from "../run/diff/index.ts";
import type { Command } from "./command.ts";
import { seconds } from "./show-run.ts";

export const diff: Command = {
  usage: "diff [A B]",
  help: "Shows what changed from run A to run B: parameters, inputs, cells, outputs, durations. A run is named last (the\ndefault for B), last~1 (for A), by its id in .pinbook/runs, or by a notebook's file with its saved outputs.",
  options: { json: { type: "boolean", help: "print it as JSON lines, one a notebook" } },
  run: async (args, terminal) => {
    const [a = "last~1", b = "last", more] = args.words;
    if (more !== undefined || args.words.length === 1) throw usageError("pinbook diff: name two runs, or none");
    const { home } = readConfig();
    const pairs = paired(await findRun(home, a), await findRun(home, b));
    for (const [before, after] of pairs) {
      if (before && after) {
        const found = compareRuns(before, after);
        terminal.print(args.flag("json") ? JSON.stringify(found) : textOf(found));
      } else {
        const name = (before ?? after)?.name;
        const only = before ? "A" : "B";
        terminal.print(args.flag("json") ? JSON.stringify({ name, only }) : `${name}: only in ${only}`);
      }
    }
    return 0;
  },
};

type Pair = readonly [RunSide | undefined, RunSide | undefined];

// Of two notebooks that are named the names need not agree.
const paired = (a: readonly RunSide[], b: readonly RunSide[]): readonly Pair[] => {
  if (a.length === 1 && b.length === 1) return [[a[0], b[0]]];
  const names = [...new Set([...b, ...a].map(({ name }) => name))];
  return names.map((name) => [a.find((side) => side.name === name), b.find((side) => side.name === name)]);
};

const textOf = (found: RunDiff): string => {
  const { name, status, durationMs, parameters, inputs, cells, durations } = found;
  const times = durationMs.every((time) => time === null)
    ? ""
    : `  ${durationMs.map((time) => (time === null ? "?" : seconds(time))).join(" → ")}`;
  const state = status[0] === status[1] ? status[0] : `${status[0]} → ${status[1]}`;
  return [
    `${name}: ${isSameRun(found) ? `nothing changed, ${state}` : state}${times}`,
    ...parameters.map((change) => `  parameter ${changeText(change)}`),
    ...inputs.map((change) => `  input ${change.name}: ${inputText(change)}`),
    ...cells.flatMap(({ index, title, change, code, status: ended, outputs }) => [
      `  cell ${index + 1}  ${title}  ${[
        ...(change === "changed" ? (code ? ["code changed"] : []) : [change]),
        ...(ended ? [`${ended.before} → ${ended.after}`] : []),
        ...(outputs === undefined ? [] : ["output changed"]),
      ].join(", ")}`,
      ...(outputs === undefined ? [] : outputs.split("\n").map((line) => `    ${line}`)),
    ]),
    ...durations.map(
      ({ index, title, before, after }) => `  cell ${index + 1}  ${title}  ${seconds(before)} → ${seconds(after)}`,
    ),
  ].join("\n");
};

const changeText = ({ name, before, after }: Change): string => {
  if (before === undefined) return `${name} = ${after}  added`;
  return after === undefined ? `${name} = ${before}  removed` : `${name}: ${before} → ${after}`;
};

const inputText = ({ before, after }: Change): string =>
  before === undefined ? "read now, not before" : after === undefined ? "read before, not now" : "changed";
