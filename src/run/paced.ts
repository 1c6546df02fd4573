import { performance } from "node:perf_hooks";

/** An action that is asked for again and again, and done as often as its cost allows. */
export interface Paced {
  /** Does it, and resolves when it is done; where it costs much, resolves at once and does it a little later. Throws what an earlier one threw. */
  ask(): Promise<void>;
  /** Does it now, for the last time. */
  finish(): Promise<void>;
}

/** Milliseconds up to which the action is always done at once. */
const cheap = 5;
/** How many times its cost has to pass before an expensive action is done again. */
const rest = 8;

/** Paces an action: at most one runs at a time, and one that took longer than some milliseconds takes a small share of the time at most. */
export const paced = (action: () => Promise<void>): Paced => {
  let cost = 0;
  let ended = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failure: { readonly error: unknown } | undefined;
  let again = false;

  const act = async (): Promise<void> => {
    const begun = performance.now();
    await action();
    ended = performance.now();
    cost = ended - begun;
  };
  const later = (): void => {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        background();
      },
      Math.max(0, ended + cost * rest - performance.now()),
    );
  };
  const background = (): void => {
    running = act()
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        running = undefined;
        if (again && !failure) later();
        again = false;
      });
  };

  return {
    ask: async () => {
      if (failure) throw failure.error;
      if (running) again = true;
      else if (cost > cheap) later();
      else await act();
    },
    finish: async () => {
      clearTimeout(timer);
      timer = undefined;
      await running;
      clearTimeout(timer);
      if (failure) throw failure.error;
      await act();
    },
  };
};
