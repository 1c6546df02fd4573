import { basename } from "node:path";
import { messageOf } from "../errors.ts";
import type { Notebook } from "../notebook/index.ts";
import type { NotebookNeeds } from "./notebook-needs.ts";
import { passNotebook, runNotebook } from "./run.ts";
import { NotebookInUse } from "./run-state.ts";
import type { RunOptions, RunResult } from "./types.ts";

/** Notebooks to run, and in which order. */
export interface NotebookWork {
  readonly each: readonly RunOptions[];
  readonly notebooks: readonly Notebook[];
  readonly needs: NotebookNeeds;
  /** How many run at the same time. */
  readonly jobs: number;
}

/**
 * Runs notebooks, each once those that it needs ended ok. One that cannot run any more, as one that it needs did not end ok
 * or the run was cancelled, is `never-ran` in its file too; one that another run has at present is left to that run. Rejects
 * with the first error of a run, after the others ended.
 */
export const runInTurn = async ({ each, notebooks, needs, jobs }: NotebookWork): Promise<readonly RunResult[]> => {
  const stop = new AbortController();
  const results = new Map<number, RunResult>();
  const running = new Map<number, Promise<void>>();
  const taken = new Map<number, string>();
  let failure: { readonly error: unknown } | undefined;
  const waiting = new Set(needs.order);

  const run = async (at: number, options: RunOptions): Promise<void> => {
    try {
      const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])]);
      results.set(at, await runNotebook({ ...options, signal }));
    } catch (error) {
      if (error instanceof NotebookInUse) {
        taken.set(at, error.holder);
        results.set(at, neverRan(options, notebooks[at], error.message));
        return;
      }
      failure ??= { error };
      stop.abort();
    }
  };
  const pass = async (at: number, options: RunOptions, reason: string): Promise<void> => {
    try {
      results.set(at, await passNotebook({ ...options, ifRunning: "refuse" }, reason));
    } catch (error) {
      if (!(error instanceof NotebookInUse)) options.log?.(`${basename(options.file ?? "")}: ${messageOf(error)}`);
      results.set(at, neverRan(options, notebooks[at], reason));
    }
  };
  // Why a notebook will not run any more.
  const whyNot = async (at: number): Promise<string | undefined> => {
    const bad = [...results].filter(([, result]) => !isDone(result));
    for (const need of bad.length === 0 ? [] : await needs.of(at)) {
      const [, result] = bad.find(([other]) => other === need) ?? [];
      const holder = taken.get(need);
      if (result) return `it needs ${result.name}, which ${holder ? `is being run by ${holder}` : endOf(result)}`;
    }
    if (failure) return `the run ended before it: ${messageOf(failure.error)}`;
    return each[at]?.signal?.aborted ? "the run was cancelled before it" : undefined;
  };
  const isReady = (at: number): boolean => running.size < jobs && needs.after(at).every((one) => results.has(one));

  for (;;) {
    for (const at of needs.order) {
      const options = each[at];
      if (!options || !waiting.has(at)) continue;
      const reason = await whyNot(at);
      if (reason === undefined && !isReady(at)) continue;
      waiting.delete(at);
      const begun = reason === undefined ? run(at, options) : pass(at, options, reason);
      running.set(
        at,
        begun.finally(() => running.delete(at)),
      );
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (failure) throw failure.error;
  return each.flatMap((_, at) => results.get(at) ?? []);
};

const endOf = ({ status }: RunResult): string => (status === "never-ran" ? "never ran" : `ended ${status}`);

const isDone = ({ allowErrors, status }: RunResult): boolean =>
  status === "ok" || (allowErrors && (status === "failed" || status === "timed-out"));

// As told of a notebook whose file is not ours to write.
const neverRan = (options: RunOptions, notebook: Notebook | undefined, error: string): RunResult => {
  const name = basename(options.file ?? "");
  const cells = (notebook?.cells ?? []).flatMap(({ cell_type, id }, index) =>
    cell_type === "code" ? [{ id, index, status: "never-ran", durationMs: 0 } as const] : [],
  );
  const time = performance.timeOrigin + performance.now();
  options.onEvent?.({ type: "run-finished", name, status: "never-ran", durationMs: 0, error, time });
  return {
    name,
    status: "never-ran",
    allowErrors: options.allowErrors ?? false,
    notebook: notebook ?? { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 },
    cells,
    durationMs: 0,
    error,
  };
};
