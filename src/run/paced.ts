import { performance } from "node:perf_hooks";

/** An action that is asked for again and again, and done as often as its cost allows. */
export interface Paced {
  /** Does it, and resolves when it is done; where it costs much, resolves at once and does it a little later. Throws what an earlier one threw. */
  ask(): Promise<void>;
  /** Does it now, for the last time. */
  finish(): Promise<void>;
}

/** How many times its cost has to pass before an expensive action is done again. */
const rest = 16;

/** Paces an action, which tells whether it is cheap and so is always done at once. At most one runs at a time, and one that is not cheap takes a small share of the time. */
export const paced = (action: () => Promise<boolean>): Paced => {
  let cheap = true;
  let cost = 0;
  let ended = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failure: { readonly error: unknown } | undefined;
  let again = false;

  const act = async (): Promise<void> => {
    const begun = performance.now();
    cheap = await action();
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
      else if (!cheap) later();
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
