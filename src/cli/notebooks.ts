import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { readConfig } from "../config.ts";
import { type ExitCode, usageError } from "../errors.ts";
import { stateOptions } from "../pipeline/state-options.ts";
import { exitCodeOf, type RunManyOptions, type RunResult, runNotebooks } from "../run/index.ts";
import type { Terminal } from "./command.ts";
import { type ShowEvent, seconds } from "./show-run.ts";

/** The notebooks that were named; without names those of the project's notebooks folder, in the order of their numbers. */
export const findNotebooks = (names: readonly string[]): readonly string[] => {
  if (names.length > 0) return names.map((name) => resolve(name));
  const folder = join(readConfig().project, "notebooks");
  const found = list(folder).filter((name) => name.endsWith(".ipynb"));
  if (found.length === 0) throw usageError(`${folder} holds no notebooks: name the .ipynb files to use`);
  return found
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1))
    .map((name) => join(folder, name));
};

const list = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** What the notebooks' runs came to. */
export interface NotebookRuns {
  readonly results: readonly RunResult[];
  readonly exitCode: ExitCode;
}

/** Runs notebooks in order of need and shows what happens; says each one's end in a line. Ctrl+C interrupts, a second one kills. */
export const runAndShow = async (
  options: Omit<RunManyOptions, "onEvent" | "signal" | "killSignal">,
  terminal: Terminal,
  show: ShowEvent = () => {},
): Promise<NotebookRuns> => {
  const onEvent: ShowEvent = (event) => {
    show(event);
    if (event.type !== "run-finished") return;
    const line = `${event.status === "ok" ? "✓" : "✗"} ${event.name}  ${seconds(event.durationMs)}`;
    if (event.status === "ok") terminal.progress(line);
    else terminal.warn(`${line}  ${event.status}: ${event.error ?? ""}`);
  };
  const { signal } = terminal;
  const results = await runNotebooks({
    ...stateOptions(),
    ...options,
    onEvent,
    signal,
    killSignal: terminal.killSignal(),
  });
  return { results, exitCode: exitCodeOf(...results) };
};
