import { join, resolve } from "node:path";
import { envFingerprint } from "../env-fingerprint.ts";
import { messageOf } from "../errors.ts";
import type { RunJob } from "./prepare.ts";
import { stateFolder } from "./run-state.ts";
import type { CellPlan } from "./stale/plan.ts";
import type { Fingerprint } from "./stale/world.ts";
import { noSteps, type Steps } from "./steps.ts";
import type { RunOptions } from "./types.ts";

/** What a run remembers and passes over, and the plan where only a part of the cells is to run. */
export interface OpenSteps {
  readonly steps: Steps;
  readonly plan: CellPlan | undefined;
}

/**
 * The steps of a run by its options; without a folder for its state a run remembers nothing. `lost` are hashes of
 * snapshots that could not be restored; `explains`: all is found out that says why a cell is stale. A run of all cells loads what it remembers with only once it has begun.
 */
export const openSteps = async (
  job: RunJob,
  options: RunOptions,
  how: { readonly lost?: ReadonlySet<string>; readonly explains?: boolean } = {},
): Promise<OpenSteps> => {
  const { file, home: given, rerun, cacheSize = defaultCacheSize, log } = options;
  const home = given ?? (file === undefined ? undefined : stateFolder(resolve(file)));
  if (home === undefined || home === false) return { steps: noSteps, plan: undefined };
  const fingerprint = withEnv(options);
  const warn = (line: string): void => log?.(`${job.name}: ${line}`);
  const open = async (): Promise<OpenSteps> => {
    const { openStale, planStale, staleSteps } = await import("./stale/index.ts");
    const stale = openStale({
      notebook: job.notebook,
      file: resolve(file ?? join(job.cwd, job.name)),
      cwd: job.cwd,
      home: resolve(home),
    });
    const plan = rerun && (await planStale(stale, rerun, fingerprint, how));
    const cutsOff = rerun !== undefined && !rerun.force && !rerun.resume;
    return { steps: staleSteps(stale, plan, { cacheSize, fingerprint, warn, cutsOff, lost: how.lost }), plan };
  };
  if (rerun) return open();
  return { steps: lateSteps(async () => (await open()).steps, warn), plan: undefined };
};

// The cells have variables of their own beside those of this process.
const withEnv = ({ fingerprint, env = {} }: RunOptions): Fingerprint | undefined => {
  if (Object.keys(env).length === 0) return fingerprint;
  const look: Fingerprint = async (access) =>
    access.kind === "env" && Object.hasOwn(env, access.name)
      ? envFingerprint(access.name, env[access.name])
      : fingerprint?.(access);
  const { forget, listing } = fingerprint ?? {};
  return Object.assign(look, { ...(forget ? { forget } : {}), ...(listing ? { listing } : {}) });
};

const defaultCacheSize = 2 * 1024 ** 3;

/** Steps of a run of all cells that are opened when it begins; where they cannot be, the run goes on without and says so. */
const lateSteps = (open: () => Promise<Steps>, warn: (line: string) => void): Steps => {
  let opening: Promise<Steps> | undefined;
  let steps: Steps = noSteps;
  const opened = (): Promise<Steps> => {
    opening ??= open().then(
      (found) => {
        steps = found;
        return found;
      },
      (error: unknown) => {
        warn(`what this run makes is not remembered: ${messageOf(error)}`);
        return noSteps;
      },
    );
    return opening;
  };
  return {
    ...noSteps,
    begin: () => void opened(),
    mark: async () => (await opened()).mark(),
    prepare: async (index, worker) => (await opened()).prepare(index, worker),
    orderOf: (index) => steps.orderOf(index),
    ended: (index, end) => steps.ended(index, end),
    close: (outputsOf) => steps.close(outputsOf),
  };
};
