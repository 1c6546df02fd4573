/** Gives a function that runs tasks, at most `most` of them at once; the others wait in the order they came. */
export const limit = (most: number): (<T>(task: () => Promise<T>) => Promise<T>) => {
  let running = 0;
  let waiting: (() => void)[] = [];
  let first = 0;
  const takeFirst = (): (() => void) | undefined => {
    const next = waiting[first++];
    if (next) return next;
    waiting = [];
    first = 0;
    return undefined;
  };
  return async (task) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      // A waiting task takes over this one's place, so that nobody who comes now gets ahead of it.
      const next = takeFirst();
      if (next) next();
      else running--;
    }
  };
};
