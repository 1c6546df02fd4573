import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { JsonObject } from "../../src/notebook/index.ts";
import { entryPoint } from "../../src/root.ts";
import { awaitedChildren, interruptMainThread, signalTree } from "../../src/session/interrupt/index.ts";
import { shared, type ToCells } from "./link.ts";

/** Stops what the main thread does, from the channels' thread. */
export interface Interrupter {
  /** Resolves with the content of interrupt_reply. */
  interrupt(): Promise<JsonObject>;
  /** Told of each child process that no cell waits for. */
  child(pid: number, alive: boolean): void;
}

interface InterrupterParts {
  readonly numbers: Int32Array<SharedArrayBuffer>;
  readonly tell: (message: ToCells) => void;
  /** Ends the wait for input, if there is one. */
  readonly release: () => void;
  readonly isBusy: () => boolean;
  readonly log: (line: string) => void;
}

export const createInterrupter = ({ numbers, tell, release, isBusy, log }: InterrupterParts): Interrupter => {
  const known = new Set<number>();
  let interrupts = 0;
  // Also where no cell runs: a timer of an earlier one may loop.
  const interrupt = async (): Promise<JsonObject> => {
    const number = ++interrupts;
    const isAnswered = () => Atomics.load(numbers, shared.interrupted) >= number;
    release();
    tell({ kind: "interrupt", number });
    void stopAwaited(known, isAnswered);
    if (await interruptMainThread(isAnswered)) return { status: "ok" };
    const evalue = "the cell runs native code that cannot be stopped; restart the kernel";
    return { status: "error", ename: "NotInterrupted", evalue, traceback: [] };
  };
  watchBusy(isBusy, () => watchSignals(() => void interrupt(), log));
  return {
    interrupt,
    child: (pid, alive) => void (alive ? known.add(pid) : known.delete(pid)),
  };
};

/** Each signal goes out so many milliseconds after the one before, to processes that the main thread still waits for. */
const escalation = [
  ["SIGINT", 25],
  ["SIGTERM", 400],
  ["SIGKILL", 600],
] as const;

/** Ends the processes for which the main thread sleeps in execSync or spawnSync. */
const stopAwaited = async (known: ReadonlySet<number>, isAnswered: () => boolean): Promise<void> => {
  for (const [signal, delay] of escalation) {
    await pause(delay);
    if (isAnswered()) return;
    for (const pid of awaitedChildren(known)) signalTree(pid, signal);
  }
};

/** Calls back once when the main thread has been busy at two looks in a row: most kernels never need what is started then. */
const watchBusy = (isBusy: () => boolean, then: () => void): void => {
  let wasBusy = false;
  const timer = setInterval(() => {
    const busy = isBusy();
    if (busy && wasBusy) {
      clearInterval(timer);
      then();
    }
    wasBusy = busy;
  }, 200);
  timer.unref();
};

/** Hears SIGINT in a thread of its own: Node's handlers run in the main thread, which may be busy. */
const watchSignals = (then: () => void, log: (line: string) => void): void => {
  const worker = new Worker(entryPoint("kernels/typescript/signals"), {
    resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 8 },
  });
  worker.on("message", then);
  worker.on("error", (error) => log(`SIGINT reaches only cells that wait: ${error.message}`));
  worker.unref();
};
