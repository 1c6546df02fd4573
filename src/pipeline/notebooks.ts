// Running notebooks from a program: as the commands of the same names do, with the same keys, records and cache.
import { readConfig } from "../config.ts";
import type { CheckOptions, CheckResult } from "../run/check/index.ts";
import type { DiffOptions, NotebookDiff } from "../run/diff/index.ts";
import {
  type NotebookRun,
  planRerun as plan,
  type RerunOptions,
  type RerunPlan,
  type RunManyOptions,
  type RunOptions,
  type RunResult,
  rerunNotebook as rerun,
  runNotebook as run,
  runNotebooks as runMany,
  type WatchOptions,
  watchNotebooks as watch,
} from "../run/index.ts";
import { stateOptions } from "./state-options.ts";

/**
 * Runs a notebook's code cells in order, in a process of its own, and saves the notebook after each. What comes back is a
 * promise of the result and iterates over the events. A cell that fails, times out or takes its process down is a status,
 * not an error; a PinbookError is what keeps the notebook from being run or saved.
 */
export const runNotebook = (options: RunOptions): NotebookRun => run({ ...looking(), ...options });

/** Runs notebooks in the order in which they need each other, `jobs` at a time; gives the results in the order of the files. */
export const runNotebooks = (options: RunManyOptions): Promise<readonly RunResult[]> =>
  runMany({ ...looking(), ...options });

/**
 * Runs the stale cells of a notebook and those that they need; the others keep their outputs and end as `cached`. With
 * `resume` it goes on with a run that was cut short, with what its cells made. Iterates over events as runNotebook does.
 */
export const rerunNotebook = (options: RerunOptions): NotebookRun => rerun({ ...looking(), ...options });

/** Says which cells of a notebook are stale and why, and what a rerun would do; runs nothing. */
export const planRerun = (options: RerunOptions): Promise<RerunPlan> => plan({ ...looking(), ...options });

/** Reruns notebooks after each edit of their code or of a local module, until the signal aborts. */
export const watchNotebooks = (options: Omit<WatchOptions, "rerun"> & Partial<WatchOptions>): Promise<void> =>
  watch({ rerun: (file, signal) => rerunNotebook({ file, signal, ifRunning: "wait" }), ...options });

/** Runs a copy of a notebook and compares what its cells put out with what is saved; writes nothing. */
export const checkNotebook = async (options: CheckOptions): Promise<CheckResult> => {
  const { checkNotebook: check } = await import("../run/check/index.ts");
  return check(options);
};

/** What changed from one run to another, notebook by notebook: by default from the run before the last to the last. */
export const diffRuns = async (options: Partial<DiffOptions> = {}): Promise<readonly NotebookDiff[]> => {
  const { diffRuns: diff } = await import("../run/diff/index.ts");
  return diff({ home: readConfig().home, ...options });
};

// State stays in the project of each notebook's file.
const looking = (): Pick<RunOptions, "cacheSize" | "fingerprint"> => {
  const { cacheSize, fingerprint } = stateOptions();
  return { ...(cacheSize === undefined ? {} : { cacheSize }), ...(fingerprint === undefined ? {} : { fingerprint }) };
};
