/** Lets acts of one group run side by side, and those of another only once all before them are done; in the order in which they are asked for. */
export const groupByGroup = () => {
  let group: unknown;
  let before: Promise<unknown> = Promise.resolve();
  let running = new Set<Promise<unknown>>();
  return <T>(of: unknown, act: () => Promise<T>): Promise<T> => {
    if (of !== group) {
      group = of;
      before = Promise.allSettled([before, ...running]);
      running = new Set();
    }
    const own = running;
    const done = before.then(act).finally(() => own.delete(done));
    own.add(done);
    return done;
  };
};
