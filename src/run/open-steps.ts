import { join, resolve } from "node:path";
import type { RunJob } from "./prepare.ts";
import { stateFolder } from "./run-state.ts";
import type { CellPlan } from "./stale/plan.ts";
import { noSteps, type Steps } from "./steps.ts";
import type { RunOptions } from "./types.ts";

/** What a run remembers and passes over, and the plan where only a part of the cells is to run. */
export interface OpenSteps {
  readonly steps: Steps;
  readonly plan: CellPlan | undefined;
}

const defaultCacheSize = 2 * 1024 ** 3;

/** The steps of a run by its options; without a folder for its state a run remembers nothing. */
export const openSteps = async (job: RunJob, options: RunOptions): Promise<OpenSteps> => {
  const { file, home: given, rerun, fingerprint, cacheSize = defaultCacheSize, log } = options;
  const home = given ?? (file === undefined ? undefined : stateFolder(resolve(file)));
  if (home === undefined || home === false) return { steps: noSteps, plan: undefined };
  const { openStale, planStale, staleSteps } = await import("./stale/index.ts");
  const stale = openStale({
    notebook: job.notebook,
    file: resolve(file ?? join(job.cwd, job.name)),
    cwd: job.cwd,
    home: resolve(home),
  });
  const plan = rerun && (await planStale(stale, rerun, fingerprint));
  return {
    steps: staleSteps(stale, plan, { cacheSize, fingerprint, warn: (line) => log?.(`${job.name}: ${line}`) }),
    plan,
  };
};
