import { performance } from "node:perf_hooks";
import { PinbookError } from "../errors.ts";
import { type CodeCell, hasTag } from "../notebook/index.ts";
import { type CellEnd, runCell } from "./cell.ts";
import { cellTitle } from "./cell-title.ts";
import type { Keeping } from "./keeping.ts";
import { openSteps } from "./open-steps.ts";
import { outputWeight } from "./output-weight.ts";
import type { RunJob } from "./prepare.ts";
import type { RunRecord } from "./record.ts";
import type { Spare } from "./spare-memory.ts";
import type { RestoreProblem, Steps } from "./steps.ts";
import type { CellStatus, RunEventBody, RunOptions, RunStatus, SessionOutput } from "./types.ts";
import { exitText, startWorker, type WorkerProcess } from "./worker-process.ts";

/** A run on its way. */
export interface Run {
  readonly job: RunJob;
  readonly record: RunRecord;
  steps: Steps;
  /** Hashes of snapshots that could not be restored. */
  readonly lost: Set<string>;
  readonly options: RunOptions;
  readonly keeping: Keeping;
  readonly spare: Spare;
  readonly emit: (event: RunEventBody) => void;
  /** Resolves once those who listen have caught up. */
  readonly room: () => Promise<void>;
  /** By performance.now(). */
  readonly begun: number;
  /** The cell that runs, or ran last: what the process writes is its output. */
  current: number | undefined;
  lastOutput: number;
  /** Whether what the cells put out is not read at present, because those who listen are behind. */
  paused: boolean;
  worker: WorkerProcess | undefined;
}

/** How the cells ended. */
export interface RunEnd {
  readonly status: RunStatus;
  readonly error?: string;
}

/** Runs the cells in a process that it starts and ends. */
export const runCells = async (run: Run): Promise<RunEnd> => {
  const { job, options } = run;
  const beforeFirst = async (): Promise<RunEnd> => {
    await run.steps.mark();
    return { status: "cancelled", error: "cancelled before the first cell" };
  };
  if (options.signal?.aborted) return beforeFirst();
  const { cwd, sessionModule, grace } = job;
  const onOutput = (output: SessionOutput, index?: number): void => take(run, output, index);
  for (;;) {
    const starting = startWorker({ cwd, sessionModule, env: options.env ?? {}, onOutput });
    run.steps.begin?.();
    const worker = await starting.catch((error: unknown) => {
      // Ctrl+C reaches the process too, which does not know it yet while it starts.
      if (options.signal?.aborted) return undefined;
      throw error;
    });
    if (!worker) return beforeFirst();
    run.worker = worker;
    try {
      const end = await runAll(run, worker);
      if ("status" in end) return end;
      await planAnew(run, end);
    } finally {
      await worker.close(options.killSignal?.aborted ? 0 : grace);
    }
  }
};

/** A value could not be restored: the cells that make it run too, in a new process. What ran already is remembered. */
const planAnew = async (run: Run, { what, lost }: RestoreProblem): Promise<void> => {
  const { job, record, options } = run;
  const isNew = lost.some((hash) => !run.lost.has(hash));
  if (!isNew) throw new PinbookError(`${what}.`);
  for (const hash of lost) run.lost.add(hash);
  options.log?.(`${job.name}: ${what}; the cells that make it run again`);
  run.steps.close(record.outputs);
  const { steps } = await openSteps(job, options, { lost: run.lost });
  run.steps = steps;
};

const runAll = async (run: Run, worker: WorkerProcess): Promise<RunEnd | RestoreProblem> => {
  const { job, record, steps, options } = run;
  let end: RunEnd = { status: "ok" };
  let executionCount = 0;
  for (const index of record.codeCells) {
    const cell = job.notebook.cells[index] as CodeCell;
    if (hasTag(cell, "skip-execution")) continue;
    if (steps.kept.has(index) || steps.left.has(index)) {
      executionCount += 1;
      continue;
    }
    await run.room();
    if (options.signal?.aborted) return { status: "cancelled", error: `cancelled before ${cellName(index)}` };
    if (isLate(run)) return { status: "timed-out", error: `${lateText(run)}, before ${cellName(index)}` };
    if (cell.source.trim() === "") {
      finish(run, index, { status: "ok", durationMs: 0 });
      continue;
    }
    const exit = worker.exited();
    if (exit) return { status: "died", error: `the session's process ended with ${exitText(exit)} between two cells` };
    executionCount += 1;
    const spared = steps.spared?.(index);
    if (spared) {
      record.keep(index, spared);
      finish(run, index, { status: "cached", durationMs: 0 });
      continue;
    }
    const problem = await steps.prepare(index, worker);
    if (problem !== undefined && !worker.exited()) return problem;
    const ended = await runOne(run, worker, cell, index, executionCount);
    if (ended.status === "ok") continue;
    const error = `${cellName(index)}: ${ended.error ?? ended.status}`;
    if (end.status === "ok") end = { status: ended.status, error };
    const mayFail = ended.status === "failed" || (ended.status === "timed-out" && !ended.endsRun);
    if (!(job.allowErrors && mayFail) || worker.exited()) return { status: ended.status, error };
  }
  return end;
};

const runOne = async (
  run: Run,
  worker: WorkerProcess,
  cell: CodeCell,
  index: number,
  executionCount: number,
): Promise<CellEnd> => {
  const { job, record, options } = run;
  run.current = index;
  record.start(index, executionCount);
  // One save tells of the end of the cell before and of the start of this one.
  await run.keeping.save();
  const title = cellTitle(cell.source);
  run.emit({ type: "cell-started", name: job.name, index, id: cell.id, executionCount, title });
  const ended = await runCell(worker, cell, {
    index,
    executionCount,
    keep: run.steps.orderOf(index),
    timeout: job.timeout,
    idleTimeout: job.idleTimeout,
    deadline: job.runTimeout === undefined ? undefined : { at: deadlineOf(run), seconds: job.runTimeout },
    lastOutput: () => (run.paused ? performance.now() : run.lastOutput),
    grace: job.grace,
    signal: options.signal,
    killSignal: options.killSignal,
  });
  for (const output of ended.notes) take(run, output, index);
  finish(run, index, ended);
  const { status, durationMs, kept } = ended;
  const outputs = record.outputs(index);
  const remembered = await run.steps.ended(index, { status, durationMs, kept, executionCount, outputs });
  if (remembered) record.remember(index, remembered);
  return ended;
};

const deadlineOf = ({ begun, job }: Run): number => begun + (job.runTimeout ?? Number.POSITIVE_INFINITY) * 1000;
const isLate = (run: Run): boolean => performance.now() >= deadlineOf(run);
const lateText = ({ job }: Run): string => `the run took longer than ${job.runTimeout} s`;

const finish = (
  run: Run,
  index: number,
  end: { readonly status: CellStatus; readonly durationMs: number; readonly error?: string },
): void => {
  const result = run.record.finish(index, end.status, end.durationMs, end.error);
  const title = cellTitle(run.job.notebook.cells[index]?.source ?? "");
  run.emit({ type: "cell-finished", name: run.job.name, title, ...result });
};

// Before the first cell only a session that starts badly writes something.
const take = (run: Run, output: SessionOutput, index = run.current): void => {
  const id = index === undefined ? undefined : run.job.notebook.cells[index]?.id;
  if (index === undefined || id === undefined) {
    if (output.output_type === "stream") run.options.log?.(`${run.job.name}: ${output.text.trimEnd()}`);
    return;
  }
  run.lastOutput = performance.now();
  run.record.output(index, output);
  run.spare.passed(outputWeight(output));
  run.emit({ type: "output", name: run.job.name, index, id, output });
};

const cellName = (index: number): string => `cell ${index + 1}`;
