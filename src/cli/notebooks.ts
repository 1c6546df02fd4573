import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { readConfig } from "../config.ts";
import { type ExitCode, usageError } from "../errors.ts";
import { exitCodeOf, type RunEvent, type RunOptions, type RunResult, runNotebook, savedAt } from "../run/index.ts";
import type { Terminal } from "./command.ts";

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

/** Runs notebooks one after another, the next only after one that ended ok, and says each one's end in a line. */
export const runNotebooks = async (
  files: readonly string[],
  options: Omit<RunOptions, "file" | "onEvent"> & { readonly outFolder?: string },
  terminal: Terminal,
  onEvent?: (event: RunEvent) => void,
): Promise<NotebookRuns> => {
  const { outFolder, ...rest } = options;
  const results: RunResult[] = [];
  for (const file of files) {
    const out = outFolder === undefined ? {} : { out: join(outFolder, basename(savedAt(file))) };
    const result = await runNotebook({ ...rest, ...out, file, ...(onEvent ? { onEvent } : {}) });
    results.push(result);
    const line = `${result.status === "ok" ? "✓" : "✗"} ${result.name}  ${seconds(result.durationMs)}`;
    if (result.status === "ok") terminal.progress(line);
    else terminal.warn(`${line}  ${result.status}: ${result.error ?? ""}`);
    if (result.status !== "ok" && !result.allowErrors) break;
  }
  return { results, exitCode: exitCodeOf(...results) };
};

/** `1.2 s`. */
export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
