import { performance } from "node:perf_hooks";
import { type CodeCell, formatNotebook, hasTag } from "../notebook/index.ts";
import { type CellEnd, runCell } from "./cell.ts";
import { cellTitle } from "./cell-title.ts";
import { prepareRun, type RunJob } from "./prepare.ts";
import { type RunRecord, startRecord } from "./record.ts";
import { saveText } from "./save.ts";
import type { CellStatus, RunEventBody, RunOptions, RunResult, RunStatus, SessionOutput } from "./types.ts";
import { exitText, startWorker, type WorkerProcess } from "./worker-process.ts";

/**
 * Runs a notebook's code cells in order, in a process of its own, and saves the notebook after each.
 * A cell that fails, times out or takes the process down is a status, not an error; a run ends at the first of these.
 * Throws a PinbookError where the notebook cannot be read or saved, or no session starts.
 */
export const runNotebook = async (options: RunOptions): Promise<RunResult> => {
  const begun = performance.now();
  const job = await prepareRun(options);
  const record = startRecord(job.notebook, job.maxOutput);
  const run: Run = { job, record, options, emit: emitter(options), current: undefined };
  run.emit({ type: "run-started", name: job.name, cells: record.codeCells.length });
  await save(run);
  const { status, error } = await runCells(run);
  await save(run);
  const durationMs = performance.now() - begun;
  const why = error === undefined ? {} : { error };
  run.emit({ type: "run-finished", name: job.name, status, durationMs, ...why });
  const notebook = record.notebook();
  const { name, allowErrors, out } = job;
  const cells = record.results();
  return { name, status, allowErrors, notebook, cells, durationMs, ...why, ...(out === undefined ? {} : { out }) };
};

interface Run {
  readonly job: RunJob;
  readonly record: RunRecord;
  readonly options: RunOptions;
  readonly emit: (event: RunEventBody) => void;
  /** The cell that runs, or ran last: what the process writes is its output. */
  current: number | undefined;
}

interface RunEnd {
  readonly status: RunStatus;
  readonly error?: string;
}

const runCells = async (run: Run): Promise<RunEnd> => {
  const { job, options } = run;
  if (options.signal?.aborted) return { status: "cancelled", error: "cancelled before the first cell" };
  const { cwd, sessionModule, grace } = job;
  const onOutput = (output: SessionOutput, index?: number): void => take(run, output, index);
  const started = await startWorker({ cwd, sessionModule, env: options.env ?? {}, onOutput }).catch(
    (error: unknown) => {
      // Ctrl+C reaches the process too, which does not know it yet while it starts.
      if (options.signal?.aborted) return undefined;
      throw error;
    },
  );
  if (!started) return { status: "cancelled", error: "cancelled before the first cell" };
  const worker = started;
  options.log?.(`${job.name}: session started, process ${worker.pid}`);
  try {
    return await runAll(run, worker);
  } finally {
    await worker.close(grace);
  }
};

const runAll = async (run: Run, worker: WorkerProcess): Promise<RunEnd> => {
  const { job, record, options } = run;
  let end: RunEnd = { status: "ok" };
  let executionCount = 0;
  for (const index of record.codeCells) {
    const cell = job.notebook.cells[index] as CodeCell;
    if (hasTag(cell, "skip-execution")) continue;
    if (options.signal?.aborted) return { status: "cancelled", error: `cancelled before ${cellName(index)}` };
    if (cell.source.trim() === "") {
      finish(run, index, { status: "ok", durationMs: 0 });
      continue;
    }
    const exit = worker.exited();
    if (exit) return { status: "died", error: `the session's process ended with ${exitText(exit)} between two cells` };
    executionCount += 1;
    const ended = await runOne(run, worker, cell, index, executionCount);
    await save(run);
    if (ended.status === "ok") continue;
    const error = `${cellName(index)}: ${ended.error ?? ended.status}`;
    if (end.status === "ok") end = { status: ended.status as RunStatus, error };
    const goesOn = job.allowErrors && (ended.status === "failed" || ended.status === "timed-out") && !worker.exited();
    if (!goesOn) return { status: ended.status as RunStatus, error };
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
  run.emit({ type: "cell-started", name: job.name, index, id: cell.id, executionCount, title: cellTitle(cell.source) });
  const ended = await runCell(worker, cell, {
    index,
    executionCount,
    timeout: job.timeout,
    grace: job.grace,
    signal: options.signal,
  });
  for (const output of ended.notes) take(run, output, index);
  finish(run, index, ended);
  return ended;
};

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
  run.record.output(index, output);
  run.emit({ type: "output", name: run.job.name, index, id, output });
};

const emitter =
  ({ onEvent }: RunOptions) =>
  (event: RunEventBody): void =>
    onEvent?.({ ...event, time: performance.timeOrigin + performance.now() });

const save = async ({ job, record }: Run): Promise<void> => {
  if (job.out !== undefined) await saveText(job.out, formatNotebook(record.notebook()));
};

const cellName = (index: number): string => `cell ${index + 1}`;
