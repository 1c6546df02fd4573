import type { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate } from "node:timers/promises";
import { positionAt, UnsupportedSyntax } from "../syntax/index.ts";
import type { ChildOutput } from "./child-output.ts";
import type { Evaluation, Evaluator } from "./evaluate.ts";
import { interruption } from "./interruption.ts";
import type { MagicRunner } from "./magics/index.ts";
import { bundleOf } from "./mime-bundle.ts";
import type { Outputs } from "./outputs.ts";
import { type PreparedCell, prepareCell } from "./prepare-cell.ts";
import type { Scope } from "./scope.ts";
import type { CellSources, Place } from "./trace.ts";
import { tsConfigOf } from "./tsconfig.ts";
import type { ExecuteReply, ExecuteRequest, ExpressionReply, SessionOutput } from "./types.ts";
import type { Typing } from "./typing.ts";

/** A cell on its way. */
export interface Run {
  readonly request: ExecuteRequest;
  readonly interrupted: Promise<Evaluation>;
  readonly signal: AbortSignal;
  interrupt(): void;
}

/** What the cells of a session share. */
export interface Parts {
  /** The notebook's folder. */
  readonly folder: string;
  readonly evaluator: Evaluator;
  readonly sources: CellSources;
  readonly outputs: Outputs;
  readonly context: AsyncLocalStorage<{ readonly tag: unknown }>;
  readonly children: ChildOutput;
  readonly magics: MagicRunner;
  readonly scope: Scope;
  readonly typing: Typing;
}

/** `onInterrupt` is called once, when the cell is interrupted. */
export const createRun = (request: ExecuteRequest, onInterrupt: () => void = () => {}): Run => {
  // Made for those that ask for it: to make one takes longer than a small cell.
  let controller: AbortController | undefined;
  let isInterrupted = false;
  let stop = (_: Evaluation) => {};
  const interrupted = new Promise<Evaluation>((resolve) => {
    stop = resolve;
  });
  return {
    request,
    interrupted,
    get signal() {
      controller ??= new AbortController();
      if (isInterrupted) controller.abort(interruption());
      return controller.signal;
    },
    interrupt: () => {
      if (isInterrupted) return;
      isInterrupted = true;
      onInterrupt();
      stop({ kind: "terminated" });
      controller?.abort(interruption());
    },
  };
};

/** Runs a cell to its end; `url` is the name that V8 knows it by. Never rejects. */
export const runCell = async (parts: Parts, run: Run, url: string): Promise<ExecuteReply> => {
  const { request } = run;
  const name = request.cellName ?? `Cell [${request.executionCount}]`;
  parts.sources.add(url, { name, source: request.code });
  const fail = async (error: unknown, place?: Place): Promise<ExecuteReply> => {
    const trace = parts.sources.trace(error, place);
    parts.outputs.push({ output_type: "error", ...trace }, request.tag);
    await parts.outputs.settled();
    return { status: "error", ...trace };
  };
  const place = (line: number, column: number) => ({ name, source: request.code, line, column });
  const typed = { code: request.code, name, tag: request.tag, silent: request.silent === true };
  const blocking = parts.typing.blocks();
  let cell: PreparedCell;
  try {
    cell = prepareCell(request.code, parts.scope, () => tsConfigOf(parts.folder).jsx);
    const refusal =
      blocking && (await Promise.race([parts.typing.refusal(typed, cell), run.interrupted.then(interruption)]));
    if (refusal) return fail(refusal);
    parts.scope.add(cell);
    parts.sources.add(url, { name, source: request.code, shifts: cell.shifts });
  } catch (error) {
    if (!(error instanceof UnsupportedSyntax)) return fail(error);
    const { line, column } = positionAt(request.code, error.offset);
    return fail(new SyntaxError(error.message), place(line, column));
  }
  // Before it runs: it may not let this thread go.
  if (!blocking) parts.typing.started(typed, cell);
  const evaluation = await evaluate(parts, run, cell, url);
  // V8 may have stopped it before this thread hears of the interrupt.
  if (evaluation.kind === "terminated") run.interrupt();
  parts.context.run({ tag: request.tag }, parts.magics.stopTimer);
  // One turn of the loop: then Node has told of the rejections that nothing handles.
  await Promise.race([setImmediate(), run.interrupted]);
  await Promise.race([parts.children.settled(request.tag), run.interrupted]);
  if (request.code.includes("group")) endGroups();
  if (evaluation.kind === "terminated") return fail(interruption());
  if (evaluation.kind === "thrown") {
    // V8 tells the place of what it could not compile; other errors carry theirs in their stack.
    const uncompiled = evaluation.thrown instanceof SyntaxError && evaluation.compiling;
    const line = evaluation.line + 1;
    const column = evaluation.column + 1 - (cell.shifts.get(line) ?? 0);
    return fail(evaluation.thrown, uncompiled ? place(line, column) : undefined);
  }
  try {
    if (cell.showsValue && !request.silent) parts.outputs.push(await result(run, evaluation.value), request.tag);
    await Promise.race([parts.outputs.settled(), run.interrupted]);
    if (!request.userExpressions) return { status: "ok" };
    return { status: "ok", userExpressions: await evaluateAll(parts, run, request.userExpressions) };
  } catch (error) {
    return fail(error);
  }
};

/** A group that a cell leaves open would indent what later cells print. */
const endGroups = (): void => {
  for (let depth = 0; depth < 100; depth++) console.groupEnd();
};

const evaluate = (parts: Parts, run: Run, cell: PreparedCell, url: string): Promise<Evaluation> =>
  parts.context.run({ tag: run.request.tag }, () =>
    Promise.race([parts.evaluator.evaluate(cell.code, url), run.interrupted]),
  );

const evaluateAll = async (
  parts: Parts,
  run: Run,
  expressions: Readonly<Record<string, string>>,
): Promise<Record<string, ExpressionReply>> => {
  const replies: Record<string, ExpressionReply> = {};
  for (const [key, expression] of Object.entries(expressions)) replies[key] = await evaluateOne(parts, run, expression);
  return replies;
};

const evaluateOne = async (parts: Parts, run: Run, expression: string): Promise<ExpressionReply> => {
  try {
    const evaluation = await evaluate(parts, run, prepareCell(expression), "pinbook:expression");
    if (evaluation.kind === "terminated") throw interruption();
    if (evaluation.kind === "thrown") throw evaluation.thrown;
    return { status: "ok", ...(await bundleOf(evaluation.value)) };
  } catch (error) {
    return { status: "error", ...parts.sources.trace(error) };
  }
};

const result = async (run: Run, value: unknown): Promise<SessionOutput | undefined> => {
  if (value === undefined) return undefined;
  const stop = run.interrupted.then(() => {
    throw interruption();
  });
  const { data, metadata } = await Promise.race([bundleOf(value), stop]);
  if (Object.keys(data).length === 0) return undefined;
  return { output_type: "execute_result", data, metadata, execution_count: run.request.executionCount };
};
