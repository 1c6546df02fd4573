import { performance } from "node:perf_hooks";
import { type CodeCell, hasTag, type Output, pinbookOf } from "../notebook/index.ts";
import type { CellStatus, ExecuteReply } from "./types.ts";
import { exitText, type WorkerExit, type WorkerProcess } from "./worker-process.ts";

/** How a cell's execution ended. */
export interface CellEnd {
  readonly status: Extract<CellStatus, "ok" | "failed" | "timed-out" | "died" | "cancelled">;
  readonly durationMs: number;
  readonly error?: string;
  /** Error outputs that the session could not write itself. */
  readonly notes: readonly Output[];
}

export interface CellLimits {
  readonly index: number;
  readonly executionCount: number;
  /** Seconds; the cell's `metadata.pinbook.timeout` goes before it. */
  readonly timeout: number | undefined;
  /** Seconds between interrupt and kill. */
  readonly grace: number;
  readonly signal: AbortSignal | undefined;
}

/** Executes one cell: interrupts it at its time-out or when the signal aborts, and kills its process where that does not help. */
export const runCell = async (worker: WorkerProcess, cell: CodeCell, limits: CellLimits): Promise<CellEnd> => {
  const { index, executionCount, grace, signal } = limits;
  const limit = timeoutOf(cell) ?? limits.timeout;
  const begun = performance.now();
  let stopped: Stop | undefined;
  const timers: NodeJS.Timeout[] = [];
  const stop = (why: Stop): void => {
    if (stopped) return;
    stopped = why;
    worker.interrupt();
    timers.push(setTimeout(() => worker.kill(), grace * 1000));
  };
  const onAbort = (): void => stop("cancelled");
  signal?.addEventListener("abort", onAbort);
  if (limit !== undefined) timers.push(setTimeout(() => stop("timed-out"), limit * 1000));
  const cellName = `Cell [${executionCount}]`;
  const answer = await worker.execute({ code: cell.source, executionCount, cellName, index });
  signal?.removeEventListener("abort", onAbort);
  for (const timer of timers) clearTimeout(timer);
  const durationMs = performance.now() - begun;
  if (stopped) return { durationMs, ...stoppedEnd(stopped, limit, "exit" in answer ? answer.exit : undefined) };
  if ("exit" in answer) return { durationMs, ...diedEnd(answer.exit) };
  return { durationMs, ...repliedEnd(answer.reply, hasTag(cell, "raises-exception")) };
};

type Stop = "timed-out" | "cancelled";
type End = Omit<CellEnd, "durationMs">;

const timeoutOf = (cell: CodeCell): number | undefined => {
  const { timeout } = pinbookOf(cell);
  return typeof timeout === "number" && timeout > 0 ? Math.min(timeout, 2_000_000) : undefined;
};

const repliedEnd = (reply: ExecuteReply, mayRaise: boolean): End => {
  if (reply.status === "ok" || mayRaise) return { status: "ok", notes: [] };
  return { status: "failed", error: `${reply.ename}: ${reply.evalue.split("\n")[0]}`, notes: [] };
};

const stoppedEnd = (status: Stop, limit: number | undefined, exit: WorkerExit | undefined): End => {
  const what = status === "timed-out" ? `took longer than ${limit} s and was stopped` : "was cancelled";
  const error = `the cell ${what}${exit ? `, and its process with it (${exitText(exit)})` : ""}`;
  return { status, error, notes: [errorOutput(status === "timed-out" ? "TimedOut" : "Cancelled", error)] };
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
