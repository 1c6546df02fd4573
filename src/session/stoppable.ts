import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../root.ts";
import {
  changeStop,
  holdWhile,
  type InterruptSignal,
  isInterruptSeen,
  type StopState,
  setStop,
  stopName,
  stopState,
} from "./interrupt-signal.ts";
import { quietly } from "./quietly.ts";

interface Stoppable {
  /** Drops what stopped callbacks left behind; to be called once something was stopped. */
  repair(): void;
  close(): void;
}

/**
 * Lets another thread stop what this one runs, wherever that is user code: V8 drops all that is on the stack, which would
 * be an answer on its way if it hit the session's own work.
 */
export const becomeStoppable = (signal: InterruptSignal): Stoppable => {
  const wrap = asyncWrap();
  const key = Symbol.for(stopName);
  let idleTurn = -1;
  const stop = (refused: number): string => {
    const found = isInterruptSeen(signal) ? stopState.idle : decide(framesOnStack(stop), refused);
    const turn = loopTurn();
    // Between two callbacks of a promise there is nothing on the stack either; but the loop does not turn.
    const decision =
      found === stopState.idle && !isInterruptSeen(signal) && turn === idleTurn ? stopState.agreed : found;
    idleTurn = decision === stopState.idle ? turn : -1;
    if (decision === stopState.agreed) wrap?.prepare();
    setStop(signal, decision);
    if (decision === stopState.agreed) holdStill(signal);
    return "known";
  };
  Reflect.set(globalThis, key, stop);
  return { repair: () => wrap?.repair(), close: () => void Reflect.deleteProperty(globalThis, key) };
};

/** How often the event loop of this thread has turned. */
const loopTurn = (): number => performance.nodeTiming.uvMetricsInfo.loopCount;

/** Milliseconds that this thread holds still for the other one. */
const patience = 200;

/** Holds still until V8 has been told to stop this thread, or the other one takes too long. */
const holdStill = (signal: InterruptSignal): void => {
  holdWhile(signal, stopState.agreed, patience);
  if (!changeStop(signal, stopState.agreed, stopState.refused)) holdWhile(signal, stopState.telling, patience);
};

/** After so many milliseconds the session's own work is stopped where user code has called it: it may be what takes so long. */
const ownWork = 15;

/** Frames have the innermost first. */
const decide = (frames: readonly NodeJS.CallSite[], refused: number): StopState => {
  const scripts = frames.map(scriptOf).filter((script) => script !== "" && !script.startsWith("node:"));
  if (frames.some(isReport) || scripts.some(isStart)) return stopState.refused;
  if (scripts.length === 0) return stopState.idle;
  const own = scripts.map(isOwn);
  const user = own.indexOf(false);
  if (user < 0) return stopState.refused;
  return own.indexOf(true) === -1 || own.indexOf(true) > user || refused >= ownWork
    ? stopState.agreed
    : stopState.refused;
};

const root = pathToFileURL(packageRoot).href.slice("file://".length);
const ownFolders = ["dist/src/session", "dist/src/run", "dist/kernels", "src/session", "kernels"].map(
  (folder) => `${root}/${folder}/`,
);

const isOwn = (script: string): boolean => {
  const path = script.replace(/^file:\/\//, "");
  return ownFolders.some((folder) => path.startsWith(folder));
};

const scriptOf = (site: NodeJS.CallSite): string => site.getScriptNameOrSourceURL() ?? "";

/** Node learns of a rejection: it takes no notice of a stop there, or ends the process. */
const isReport = (site: NodeJS.CallSite): boolean => scriptOf(site) === "node:internal/process/promises";

/** A child process starts: stopped half-way it would live on, and nobody would know of it. src/build-bundle.js keeps these files apart. */
const isStart = (script: string): boolean =>
  /\/session\/(child(ren|-output)|magics\/shell)(-[\w-]+)?\.(cjs|ts)$/.test(script);

const framesOnStack = (below: (refused: number) => string): readonly NodeJS.CallSite[] => {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder: { stack?: unknown } = {};
  Error.prepareStackTrace = (_, sites) => sites;
  Error.stackTraceLimit = 200;
  Error.captureStackTrace(holder, below);
  const sites = holder.stack as NodeJS.CallSite[];
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return sites.filter((site) => !isAwaiting(site));
};

/** A frame that is not on the stack but waits for one that is. */
const isAwaiting = (site: NodeJS.CallSite): boolean =>
  (site as NodeJS.CallSite & { isAsync?(): boolean }).isAsync?.() === true;

interface AsyncWrap {
  readonly async_hook_fields: Uint32Array;
  readonly constants: { readonly kCheck: number; readonly kTotals: number };
  clearAsyncIdStack(): void;
}

/** Node's own record of async contexts: it would end the process because stopped callbacks leave theirs behind. Undefined in a Node that does not show it. */
const asyncWrap = (): { prepare(): void; repair(): void } | undefined => {
  try {
    const { binding } = process as unknown as { binding(name: string): AsyncWrap };
    const wrap = quietly(() => binding.call(process, "async_wrap"));
    const { async_hook_fields: fields, constants } = wrap;
    return {
      prepare: () => {
        fields[constants.kCheck] = 0;
        fields[constants.kTotals] = 0;
      },
      repair: () => wrap.clearAsyncIdStack(),
    };
  } catch {
    return undefined;
  }
};
