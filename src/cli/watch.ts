import { relative } from "node:path";
import { readConfig } from "../config.ts";
import type { ExitCode } from "../errors.ts";
import { stateOptions } from "../pipeline/state-options.ts";
import { type RunResult, rerunNotebook, type WatchEvent, watchNotebooks } from "../run/index.ts";
import type { Command, Terminal } from "./command.ts";
import { findNotebooks } from "./notebooks.ts";
import { seconds } from "./show-run.ts";

export const watch: Command = {
  usage: "watch [FILES…] [options]",
  help: "Brings notebooks up to date, then reruns what each edit of a notebook or of a local module made stale, and says in a\nline what it did. Notebooks that read data which others write follow those. Ctrl+C ends it.\nWithout names: the notebooks of the notebooks folder.",
  options: {
    timeout: { type: "string", value: "SECONDS", help: "ends a cell that takes longer" },
    effects: { type: "boolean", help: "let cells with effects run again where a value of theirs is needed" },
    json: { type: "boolean", help: "print what it does as JSON lines" },
  },
  run: async (args, terminal) => {
    const config = readConfig();
    const timeout = args.number("timeout", undefined, 1);
    const effects = args.flag("effects");
    let wasCut = false;
    await watchNotebooks({
      files: findNotebooks(args.words),
      signal: terminal.signal,
      rerun: (file, signal) =>
        rerunNotebook({
          // Anew for each, as what cells read is looked at once.
          ...stateOptions(config),
          ...{ file, signal, effects, ifRunning: "wait", log: terminal.warn },
          ...(timeout === undefined ? {} : { timeout }),
        }),
      onEvent: (event) => {
        wasCut ||= event.type === "reran" && event.result.status === "cancelled";
        tell(event, args.flag("json"), terminal);
      },
    });
    return (wasCut && terminal.signal.aborted ? 130 : 0) satisfies ExitCode;
  },
};

const tell = (event: WatchEvent, asJson: boolean, terminal: Terminal): void => {
  if (asJson) terminal.print(JSON.stringify(forJson(event)));
  else if (event.type === "waiting") terminal.progress("waiting for edits; Ctrl+C ends it");
  else if (event.type === "problem") terminal.warn(`✗ ${nameOf(event.file)}  ${event.message}`);
  else terminal.print(resultText(nameOf(event.file), event.result));
};

const nameOf = (file: string): string => relative(process.cwd(), file);

/** `✓ clean.ipynb  reran cells 3, 4; 5 up to date  1.2 s`. */
const resultText = (name: string, { status, cells, durationMs, error, left = 0 }: RunResult): string => {
  const places = ran(cells).map(({ index }) => index + 1);
  const cached = cells.filter((cell) => cell.status === "cached").length;
  const what =
    places.length === 0 ? "nothing was stale" : `reran ${places.length === 1 ? "cell" : "cells"} ${places.join(", ")}`;
  const others = cached > 0 && places.length > 0 ? `; ${cached} up to date` : "";
  const open = left > 0 ? `; ${left} left stale, see pinbook rerun --why` : "";
  const why = status === "ok" ? "" : `  ${status}: ${error ?? ""}`;
  return `${status === "ok" ? "✓" : "✗"} ${name}  ${what}${others}${open}  ${seconds(durationMs)}${why}`;
};

const ran = (cells: RunResult["cells"]): RunResult["cells"] =>
  cells.filter(({ status }) => !["cached", "skipped", "never-ran"].includes(status));

// Without the notebook itself, which is in its file.
const forJson = (event: WatchEvent): object => {
  if (event.type !== "reran") return event;
  const { status, cells, durationMs, error } = event.result;
  return { type: event.type, file: event.file, status, cells, durationMs, ...(error === undefined ? {} : { error }) };
};
