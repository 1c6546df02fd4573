import type { JsonObject } from "../../src/notebook/index.ts";
import { askInterrupt, type InterruptSignal, interruptMainThread } from "../../src/session/interrupt/index.ts";
import type { ToCells } from "./link.ts";

/** Stops what the main thread does, from the channels' thread. */
export interface Interrupter {
  /** Resolves with the content of interrupt_reply. */
  interrupt(): Promise<JsonObject>;
  /** Told of each child process that no cell waits for. */
  child(pid: number, alive: boolean): void;
}

interface InterrupterParts {
  readonly signal: InterruptSignal;
  readonly tell: (message: ToCells) => void;
  /** Ends the wait for input, if there is one. */
  readonly release: () => void;
}

export const createInterrupter = ({ signal, tell, release }: InterrupterParts): Interrupter => {
  const known = new Set<number>();
  let last: Promise<unknown> = Promise.resolve();
  const stop = async (number: number): Promise<JsonObject> => {
    if (await interruptMainThread(signal, number, known)) return { status: "ok" };
    const evalue = "the cell runs native code that cannot be stopped; restart the kernel";
    return { status: "error", ename: "NotInterrupted", evalue, traceback: [] };
  };
  return {
    // Also where no cell runs: a timer of an earlier one may loop.
    interrupt: () => {
      const number = askInterrupt(signal);
      release();
      tell({ kind: "interrupt", number });
      // One after another: a second stop at once would hit what the main thread does after the first.
      const done = last.then(() => stop(number));
      last = done.catch(() => {});
      return done;
    },
    child: (pid, alive) => void (alive ? known.add(pid) : known.delete(pid)),
  };
};
