import { performance } from "node:perf_hooks";
import { type CodeCell, hasTag, type Output, pinbookOf } from "../notebook/index.ts";
import type { KeepOrder, KeptCell } from "./protocol.ts";
import type { WorkerExit } from "./spawn/index.ts";
import type { CellStatus, ExecuteReply } from "./types.ts";
import { exitText, type WorkerProcess } from "./worker-process.ts";

/** How a cell's execution ended. */
export interface CellEnd {
  readonly status: Extract<CellStatus, "ok" | "failed" | "timed-out" | "died" | "cancelled">;
  readonly durationMs: number;
  readonly error?: string;
  /** Error outputs that the session could not write itself. */
  readonly notes: readonly Output[];
  /** Whether it was the whole run that took too long. */
  readonly endsRun?: boolean;
  /** What is kept of it for later runs. */
  readonly kept?: KeptCell | undefined;
}

export interface CellLimits {
  readonly index: number;
  readonly executionCount: number;
  /** Seconds; the cell's `metadata.pinbook.timeout` goes before it. */
  readonly timeout: number | undefined;
  /** Seconds without output; the cell's `metadata.pinbook.idleTimeout` goes before it. */
  readonly idleTimeout: number | undefined;
  /** When the run has to end, by performance.now(), and the seconds that it was given. */
  readonly deadline: { readonly at: number; readonly seconds: number } | undefined;
  /** When something last came out of the cell, by performance.now(). */
  readonly lastOutput: () => number;
  /** Seconds between interrupt and kill. */
  readonly grace: number;
  /** Interrupts the cell. */
  readonly signal: AbortSignal | undefined;
  /** Kills its process. */
  readonly killSignal: AbortSignal | undefined;
  readonly keep?: KeepOrder | undefined;
}

/** Executes one cell: interrupts it at its time-out or when the signal aborts, and kills its process where that does not help. */
export const runCell = async (worker: WorkerProcess, cell: CodeCell, limits: CellLimits): Promise<CellEnd> => {
  const { index, executionCount, grace } = limits;
  const begun = performance.now();
  let stopped: Stop | undefined;
  let killer: NodeJS.Timeout | undefined;
  let again: NodeJS.Timeout | undefined;
  let ended: string | undefined;
  const stop = (why: Stop): void => {
    if (stopped) return;
    stopped = why;
    // A kill that comes together with it must not find that the cell obeyed.
    queueMicrotask(() => {
      if (ended === undefined) worker.interrupt();
    });
    // The first one is lost where the process has not begun the cell.
    again = setInterval(() => worker.interrupt(), interruptEvery);
    killer = setTimeout(() => end(`it did not stop within ${grace} s`), grace * 1000);
  };
  const end = (why: string): void => {
    ended ??= why;
    worker.kill();
  };
  const unwatch = watch(limits, cell, begun, stop, end);
  const cellName = `Cell [${executionCount}]`;
  const answer = await worker.execute({ code: cell.source, executionCount, cellName, index, keep: limits.keep });
  unwatch();
  clearTimeout(killer);
  clearInterval(again);
  const durationMs = performance.now() - begun;
  if (stopped) return { durationMs, ...stoppedEnd(stopped, "exit" in answer ? answer.exit : undefined, ended) };
  if ("exit" in answer) return { durationMs, ...diedEnd(answer.exit) };
  const { reply, kept } = answer;
  return { durationMs, kept, ...repliedEnd(reply, hasTag(cell, "raises-exception")) };
};

/** Milliseconds between two interrupts of a cell that goes on. */
const interruptEvery = 500;

interface Stop {
  readonly status: "timed-out" | "cancelled";
  /** After `the cell`. */
  readonly what: string;
  readonly endsRun?: boolean;
}
type End = Omit<CellEnd, "durationMs">;

const cancelled: Stop = { status: "cancelled", what: "was cancelled" };

// Sets all that may stop the cell; gives what takes it away again.
const watch = (
  limits: CellLimits,
  cell: CodeCell,
  begun: number,
  stop: (why: Stop) => void,
  end: (why: string) => void,
): (() => void) => {
  const { signal, killSignal, deadline } = limits;
  const timers = new Set<NodeJS.Timeout>();
  const after = (milliseconds: number, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, milliseconds);
    timers.add(timer);
  };
  const limit = secondsOf(cell, "timeout") ?? limits.timeout;
  if (limit !== undefined)
    after(limit * 1000, () => stop({ status: "timed-out", what: `took longer than ${limit} s and was stopped` }));
  if (deadline) {
    const what = `was stopped: the run took longer than ${deadline.seconds} s`;
    after(deadline.at - begun, () => stop({ status: "timed-out", what, endsRun: true }));
  }
  const idle = secondsOf(cell, "idleTimeout") ?? limits.idleTimeout;
  const lookIdle = (): void => {
    if (idle === undefined) return;
    const left = Math.max(begun, limits.lastOutput()) + idle * 1000 - performance.now();
    if (left > 0) after(Math.ceil(left), lookIdle);
    else stop({ status: "timed-out", what: `put out nothing for ${idle} s and was stopped` });
  };
  lookIdle();
  const onAbort = (): void => stop(cancelled);
  const onKill = (): void => {
    stop(cancelled);
    end("it was asked for twice, or at once");
  };
  signal?.addEventListener("abort", onAbort);
  killSignal?.addEventListener("abort", onKill);
  return () => {
    signal?.removeEventListener("abort", onAbort);
    killSignal?.removeEventListener("abort", onKill);
    for (const timer of timers) clearTimeout(timer);
  };
};

const secondsOf = (cell: CodeCell, name: "timeout" | "idleTimeout"): number | undefined => {
  const seconds = pinbookOf(cell)[name];
  return typeof seconds === "number" ? seconds : undefined;
};

const repliedEnd = (reply: ExecuteReply, mayRaise: boolean): End => {
  if (reply.status === "ok" || mayRaise) return { status: "ok", notes: [] };
  return { status: "failed", error: `${reply.ename}: ${reply.evalue.split("\n")[0]}`, notes: [] };
};

const stoppedEnd = ({ status, what, endsRun }: Stop, exit: WorkerExit | undefined, ended: string | undefined): End => {
  const process = exit ? `, and its process with it (${ended === undefined ? "" : `${ended}: `}${exitText(exit)})` : "";
  const error = `the cell ${what}${process}`;
  const notes = [errorOutput(status === "timed-out" ? "TimedOut" : "Cancelled", error)];
  return { status, error, notes, ...(endsRun ? { endsRun } : {}) };
};

const diedEnd = (exit: WorkerExit): End => {
  const remedy = remedyOf(exit);
  const error = `the session's process ended with ${exitText(exit)} while this cell ran`;
  return { status: "died", error, notes: [errorOutput("SessionDied", `${error}. ${remedy}`)] };
};

const remedyOf = ({ outOfMemory, signal }: WorkerExit): string => {
  if (outOfMemory) return "Hold less at once, or allow more megabytes with NODE_OPTIONS=--max-old-space-size=8192.";
  return signal === null ? "A cell must not call process.exit." : "Out of memory is a common cause.";
};

const errorOutput = (ename: string, evalue: string): Output => ({
  output_type: "error",
  ename,
  evalue,
  traceback: [`${ename}: ${evalue}`],
});
