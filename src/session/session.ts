import { AsyncLocalStorage } from "node:async_hooks";
import { onNotice } from "../notice.ts";
import { captureStreams } from "./capture.ts";
import { captureDescriptors } from "./capture-descriptors.ts";
import { forwardChildOutput } from "./child-output.ts";
import { trackChildren } from "./children.ts";
import { completeValues } from "./complete.ts";
import { publishTo, showNotice } from "./display.ts";
import { createEvaluator } from "./evaluate.ts";
import { connectFrontEnd } from "./front-end.ts";
import { installGlobals } from "./globals.ts";
import { inspectAt } from "./inspect.ts";
import { createInterruptSignal, isInterruptSeen } from "./interrupt-signal.ts";
import { completeness } from "./is-complete.ts";
import { magicContext } from "./magic-context.ts";
import { createMagicRunner } from "./magics/index.ts";
import { createOutputs } from "./outputs.ts";
import { createRun, type Parts, type Run, runCell } from "./run-cell.ts";
import { createScope } from "./scope.ts";
import { createStaleness, type StaleCell } from "./stale/index.ts";
import { becomeStoppable } from "./stoppable.ts";
import { createCellSources } from "./trace.ts";
import type { ExecuteReply, ExecuteRequest, Session, SessionOptions, SessionSettings } from "./types.ts";
import { createTyping } from "./typing.ts";
import { createVariables } from "./variables.ts";

/** Starts running cells in this thread, which from then on sends stdout, stderr and uncaught errors to `onOutput`. One session a process. */
export const createSession = async (options: SessionOptions): Promise<Session> => {
  const context = new AsyncLocalStorage<{ readonly tag: unknown }>();
  const sources = createCellSources();
  const outputs = createOutputs(options.onOutput, (error) => ({ output_type: "error", ...sources.trace(error) }));
  const evaluator = await createEvaluator();
  const settings: SessionSettings = { check: "warn" };
  const scope = createScope(evaluator, () => typing.clear());
  const warn = (text: string, to: unknown) => outputs.write("stderr", text, to);
  const isKnown = (name: string) => name in globalThis || scope.names.has(name);
  const typing = createTyping({ options, settings, evaluator, isKnown, warn });
  const staleness = createStaleness({
    ...{ folder: options.cwd, file: options.notebookFile, outside: options.outside },
  });
  const magics = createMagicRunner(
    magicContext(options.cwd, settings, scope, () => (current() ?? createRun({ code: "", executionCount: 0 })).signal, {
      staleness,
      runAgain: (cell) => runAgain(cell),
    }),
  );
  const runAgain = async ({ id, source }: StaleCell): Promise<boolean> => {
    const { executionCount = 0 } = current()?.request ?? {};
    const reply = await start({ code: source, cellId: id, tag: tag(), executionCount, cellName: `Cell ${id}` });
    return reply.status === "ok";
  };
  const running = new Set<Run>();
  const current = () => [...running].find(({ request }) => request.tag === tag());
  let last: unknown;
  const tag = () => (context.getStore() ?? { tag: last }).tag;
  const { interrupts = createInterruptSignal() } = options;
  const stoppable = becomeStoppable(interrupts);
  const children = forwardChildOutput(tag, () => !isInterruptSeen(interrupts));
  const parts: Parts = { folder: options.cwd, evaluator, sources, outputs, context, children, magics, scope, typing };
  const report = (error: unknown, to: unknown) =>
    outputs.write("stderr", `Uncaught ${sources.trace(error).traceback.join("\n")}\n`, to);
  process.on("exit", outputs.flush);
  const restore = [
    () => process.off("exit", outputs.flush),
    captureStreams((name, text) => outputs.write(name, text, tag())),
    captureDescriptors(() => context.getStore() !== undefined),
    children.close,
    installGlobals(options.cwd, magics),
    catchUncaught((error) => report(error, tag())),
  ];
  const frontEnd = connectFrontEnd(options, { context, tag, flush: outputs.flush, report });
  const processes = trackChildren(() => context.getStore()?.tag, options.onChild);
  publishTo((output) => outputs.push(output, tag()));
  restore.push(onNotice(showNotice));
  let queue: Promise<unknown> = Promise.resolve();
  let count = 0;
  const start = async (request: ExecuteRequest): Promise<ExecuteReply> => {
    last = request.tag;
    const run = createRun(request, () => processes.interrupt(request.tag));
    running.add(run);
    const note = staleness.knows(request) ? await staleness.begin(request) : undefined;
    const reply = await runCell(parts, run, `pinbook:cell/${++count}`);
    running.delete(run);
    await note?.(reply.status === "ok");
    return reply;
  };
  return {
    settings,
    execute: (request) => {
      if (request.beside) return start(request);
      const reply = after(queue, () => start(request));
      const done = () => {};
      queue = reply.then(done, done);
      return reply;
    },
    variables: createVariables(evaluator, scope),
    complete: typing.complete,
    inspect: typing.inspect,
    completeValues: (code, cursor) => completeValues(evaluator, code, cursor),
    inspectValues: (code, cursor, detail) => inspectAt(evaluator, code, cursor, detail),
    isKnown,
    isComplete: completeness,
    interrupt: () => {
      stoppable.repair();
      for (const run of running) run.interrupt();
      frontEnd.abandon();
      outputs.abandon();
    },
    receiveComm: frontEnd.receiveComm,
    comms: frontEnd.comms,
    close: async () => {
      await outputs.settled();
      frontEnd.close();
      processes.close();
      typing.close();
      for (const give of restore) give();
      publishTo(undefined);
      sources.close();
      evaluator.close();
      stoppable.close();
    },
  };
};

/**
 * Acts once `previous` is done. Awaits rather than chains by then(), which would leave a job in V8's queue of microtasks
 * while the cell runs: V8 drops that queue when it stops a cell, and the reply would never come.
 */
const after = async <T>(previous: Promise<unknown>, action: () => Promise<T>): Promise<T> => {
  await previous;
  return await action();
};

/** Keeps the process alive on errors that no cell awaits. */
const catchUncaught = (show: (error: unknown) => void): (() => void) => {
  process.on("uncaughtException", show);
  process.on("unhandledRejection", show);
  return () => {
    process.off("uncaughtException", show);
    process.off("unhandledRejection", show);
  };
};
