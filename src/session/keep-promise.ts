import { promiseHooks } from "node:v8";

/** Keeps the first promise that is made during an act from being collected. */
export interface KeptPromise {
  during(act: () => void): void;
  release(): void;
}

const kept = new Set<object>();

// V8 12 tells who waits for a promise that it was collected in the midst of collecting, which ends the process: a cell that
// waits for ever, as an interrupted one does, is what nothing else holds.
const isNeeded = /^12\./.test(process.versions.v8);

/** The promise of a cell that is evaluated is the first one that its evaluation makes. */
export const keepFirstPromise = (): KeptPromise => {
  let first: object | undefined;
  return {
    during: (act) => {
      if (!isNeeded) return act();
      const stop = promiseHooks.onInit((promise) => {
        first = promise;
        kept.add(promise);
        stop();
      }) as () => void;
      try {
        act();
      } finally {
        stop();
      }
    },
    release: () => {
      if (first) kept.delete(first);
    },
  };
};
