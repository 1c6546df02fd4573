import { performance } from "node:perf_hooks";
import { createEventStream } from "./event-stream.ts";
import { type Held, holdOut, type Keeping, startKeeping } from "./keeping.ts";
import { openSteps } from "./open-steps.ts";
import { parametersText } from "./parameters-text.ts";
import { prepareRun, type RunJob } from "./prepare.ts";
import { startRecord } from "./record.ts";
import { type Run, type RunEnd, runCells } from "./run-cells.ts";
import { spareMemory } from "./spare-memory.ts";
import type { RunEvent, RunEventBody, RunOptions, RunResult } from "./types.ts";

/**
 * A run on its way: a promise of its result, and its events to iterate over: `for await (const event of run)`. An
 * iteration gets what happens after it began; one that begins where the run does gets all. A run goes no further ahead
 * of an iteration than some megabytes of output: its cells then wait. To stop iterating does not stop the run.
 */
export interface NotebookRun extends Promise<RunResult>, AsyncIterable<RunEvent> {
  readonly events: AsyncIterable<RunEvent>;
  /** Interrupts the running cell; those after it never run. */
  cancel(): void;
  /** Ends the run at once: the cell's process is killed. */
  kill(): void;
}

/**
 * Runs a notebook's code cells in order, in a process of its own, and saves the notebook after each.
 * A cell that fails, times out or takes the process down is a status, not an error; a run ends at the first of these.
 * Rejects with a PinbookError where the notebook cannot be read or saved, another run has it, or no session starts.
 *
 * ```ts
 * const run = runNotebook({ file: "clean.ipynb", parameters: { count: 100 } });
 * for await (const event of run) if (event.type === "cell-finished") console.log(event.title, event.status);
 * const { status, cells } = await run;
 * ```
 */
export const runNotebook = (options: RunOptions): NotebookRun =>
  begin(options, async (run) => {
    const { job, record, steps, keeping, emit } = run;
    emit({ type: "run-started", name: job.name, cells: record.codeCells.length, ...namesOf(job, keeping) });
    return steps.isIdle ? { status: "ok" } : runCells(run);
  });

/**
 * Says of a notebook that was to run that it never did, and why, in its file and in a record, as of one that is cancelled
 * before its first cell; runs nothing. Of its events there is only the end. Rejects as runNotebook does.
 */
export const passNotebook = (options: RunOptions, reason: string): Promise<RunResult> =>
  begin(options, async ({ steps }) => {
    await steps.mark();
    return { status: "never-ran", error: reason };
  });

/** What is done with the cells of a run that has been prepared. */
type Act = (run: Run) => Promise<RunEnd>;

const begin = (options: RunOptions, act: Act): NotebookRun => {
  const cancel = new AbortController();
  const kill = new AbortController();
  const signal = AbortSignal.any([cancel.signal, kill.signal, ...given(options.signal), ...given(options.killSignal)]);
  const killSignal = AbortSignal.any([kill.signal, ...given(options.killSignal)]);
  const stream = createEventStream(() => pause(false));
  let run: Run | undefined;
  const pause = (paused: boolean): void => {
    if (!run) return;
    run.paused = paused;
    run.worker?.[paused ? "pause" : "resume"]();
  };
  const emit = (body: RunEventBody): void => {
    const event = { ...body, time: performance.timeOrigin + performance.now() };
    options.onEvent?.(event);
    stream.push(event);
    if (stream.isFull()) pause(true);
  };
  const open = (started: Run): void => {
    run = started;
  };
  // Begins after whoever called has had the chance to iterate.
  const result = Promise.resolve().then(() =>
    perform({ options: { ...options, signal, killSignal }, emit, room: () => stream.room(), open, act }),
  );
  result.then(
    () => stream.end(),
    (error: unknown) => stream.end({ error }),
  );
  const events: AsyncIterable<RunEvent> = {
    [Symbol.asyncIterator]: () => {
      // Who iterates gets the error there.
      result.catch(() => {});
      return stream.events[Symbol.asyncIterator]();
    },
  };
  return Object.assign(result, {
    events,
    [Symbol.asyncIterator]: () => events[Symbol.asyncIterator](),
    cancel: () => cancel.abort(),
    kill: () => kill.abort(),
  });
};

const given = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

interface Performance {
  readonly options: RunOptions;
  readonly emit: (event: RunEventBody) => void;
  readonly room: () => Promise<void>;
  readonly open: (run: Run) => void;
  readonly act: Act;
}

const perform = async (performance: Performance): Promise<RunResult> => {
  const { options } = performance;
  const job = await prepareRun(options);
  const held = await holdOut(job, options);
  try {
    const now = held.waited ? await prepareRun(options) : job;
    return await performHeld(now, held, performance);
  } finally {
    await held.release();
  }
};

const performHeld = async (
  job: RunJob,
  held: Held,
  { options, emit, room, open, act }: Performance,
): Promise<RunResult> => {
  const begun = performance.now();
  if (options.rerun && Object.keys(job.given).length > 0)
    options.log?.(`${job.name}: with the parameters ${parametersText(job.given)}`);
  const { steps } = await openSteps(job, options);
  const record = startRecord(job.notebook, job.maxOutput, steps);
  // Where nothing runs, the file stays as it is.
  const keeping = steps.isIdle && !steps.isUnsaved ? idle : await startKeeping(job, record, options, held);
  const { name, allowErrors } = job;
  const still = { current: undefined, lastOutput: begun, paused: false, worker: undefined };
  const own = { lost: new Set<string>(), spare: spareMemory(), begun };
  const run: Run = { job, record, steps, options, keeping, emit, room, ...own, ...still };
  open(run);
  const finish = async ({ status, error }: RunEnd) => {
    const end = { status, durationMs: performance.now() - begun, ...(error === undefined ? {} : { error }) };
    await keeping.finish(end);
    emit({ type: "run-finished", name, ...end });
    return end;
  };
  try {
    const end = await finish(await act(run).catch((error: unknown) => endWith(error, finish)));
    const made = { notebook: record.notebook(), cells: record.results(), left: run.steps.left.size };
    return { name, allowErrors, ...made, ...end, ...namesOf(job, keeping) };
  } finally {
    if (!steps.isIdle) run.steps.close(record.outputs);
    keeping.close();
  }
};

const namesOf = ({ out }: RunJob, { id }: Keeping) => ({
  ...(id === undefined ? {} : { id }),
  ...(out === undefined ? {} : { out }),
});

const idle: Keeping = { id: undefined, save: async () => {}, finish: async () => {}, close: () => {} };

// What goes wrong around the cells is thrown, after what they did is saved where that can be.
const endWith = async (error: unknown, finish: (end: RunEnd) => Promise<unknown>): Promise<never> => {
  const message = error instanceof Error ? error.message : String(error);
  await finish({ status: "died", error: message }).catch(() => {});
  throw error;
};
