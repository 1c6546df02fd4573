import { spaced } from "../spaced.ts";
import { appendStates, compactStates, type RunMark } from "./state-file.ts";
import type { CellState } from "./types.ts";

/** Where a run writes what is to be remembered. */
export interface StateLog {
  /** Writes soon; at once where `now`, as of what must not be done twice. */
  add(lines: readonly (CellState | RunMark)[], now?: boolean): void;
  /** Writes all that waits; throws what stands against it. */
  flush(): void;
  /** Nothing comes any more. */
  close(): void;
}

/** Milliseconds between two writes: a process that is killed loses no more, and what is lost runs again. */
const writeEvery = 100;

/**
 * The log of a notebook's file of states, in which there are `known` lines of at most `cells` cells. What a late write
 * meets is told by the next call.
 */
export const stateLog = (path: string, known: number, cells: number): StateLog => {
  let waiting: (CellState | RunMark)[] = [];
  let count = known;
  let failure: { readonly error: unknown } | undefined;
  const write = (): void => {
    if (failure) throw failure.error;
    const lines = waiting;
    waiting = [];
    if (lines.length === 0) return;
    try {
      appendStates(path, lines);
    } catch (error) {
      failure = { error };
      throw error;
    }
    count += lines.length;
  };
  const writes = spaced(write, writeEvery);
  return {
    add: (lines, now = false) => {
      waiting.push(...lines);
      writes.note(now);
    },
    flush: () => writes.note(true),
    close: () => {
      writes.note(true);
      writes.stop();
      // Reading all again costs more than to let it grow a while.
      if (count > 8 * cells + 16) compactStates(path);
    },
  };
};
