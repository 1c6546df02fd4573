import { withCodeDiffs } from "./code-diffs.ts";
import { openSteps } from "./open-steps.ts";
import { prepareRun } from "./prepare.ts";
import { type NotebookRun, runNotebook } from "./run.ts";
import { stateFolder } from "./run-state.ts";
import type { PlannedCell, Selection } from "./stale/index.ts";
import type { RunOptions } from "./types.ts";

/** What to rerun of a notebook, and how to run it. */
export type RerunOptions = Omit<RunOptions, "rerun"> & Selection;

/** What a rerun of a notebook would do. */
export interface RerunPlan {
  readonly name: string;
  /** Parameters that are not as the notebook declares them, as texts in TypeScript. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Its code cells in order. */
  readonly cells: readonly PlannedCell[];
  /** Ids of the cells that would run. */
  readonly runs: readonly string[];
  /** Ids of cells that are stale but cannot run, as an effect of another stands in the way, with the reason. */
  readonly blocked: Readonly<Record<string, string>>;
}

/** Says which cells of a notebook are stale and why, and what a rerun would do; runs nothing. */
export const planRerun = async (options: RerunOptions): Promise<RerunPlan> => {
  const run = runOptions(options);
  const job = await prepareRun(run);
  const { plan } = await openSteps(job, run, { explains: true });
  const idOf = (index: number): string => job.notebook.cells[index]?.id ?? "";
  const home = run.home ?? (job.file === undefined ? false : stateFolder(job.file));
  const cells = plan?.cells ?? [];
  return {
    name: job.name,
    parameters: job.given,
    cells: home && job.file !== undefined ? withCodeDiffs(cells, job.notebook, home, job.file) : cells,
    runs: (plan?.runs ?? []).map(idOf),
    blocked: Object.fromEntries([...(plan?.blocked ?? [])].map(([index, why]) => [idOf(index), why])),
  };
};

/**
 * Runs the stale cells of a notebook and those that they need; the others keep their outputs and end as `cached`.
 * Where nothing is stale no session starts and the file stays as it is.
 */
export const rerunNotebook = (options: RerunOptions): NotebookRun => runNotebook(runOptions(options));

const runOptions = ({ cells, tags, from, to, force, effects, resume, ...options }: RerunOptions): RunOptions => {
  const rerun: Selection = {
    ...(cells ? { cells } : {}),
    ...(tags ? { tags } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(force === undefined ? {} : { force }),
    ...(effects === undefined ? {} : { effects }),
    ...(resume === undefined ? {} : { resume }),
  };
  return { ...options, rerun };
};
