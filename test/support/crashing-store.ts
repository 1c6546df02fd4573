import type { ObjectStore } from "../../src/storage/index.ts";

/** A store that ends with an error at its n-th write or delete, and at every call after it, as a process that was killed there. */
export interface CrashingStore extends ObjectStore {
  /** How many writes and deletes were asked for. */
  readonly writes: () => number;
}

/** Crashes at write number `at` (1 is the first): `before` it happened, or `after`, so that only the reply is lost. */
export const crashingStore = (store: ObjectStore, at: number, when: "before" | "after"): CrashingStore => {
  let writes = 0;
  let dead = false;
  const die = (): never => {
    dead = true;
    throw new Error(`killed ${when} write ${at}`);
  };
  const alive = () => {
    if (dead) die();
  };
  const write = async <T>(task: () => Promise<T>): Promise<T> => {
    alive();
    writes++;
    if (writes === at && when === "before") die();
    const result = await task();
    if (writes === at) die();
    return result;
  };
  const read = <T>(task: () => T): T => {
    alive();
    return task();
  };
  return {
    url: store.url,
    put: (key, body) => write(() => store.put(key, body)),
    putIfAbsent: (key, body) => write(() => store.putIfAbsent(key, body)),
    stage: async (key, pieces) => {
      const staged = await read(() => store.stage(key, pieces));
      return { ...staged, publish: (mode) => write(() => staged.publish(mode)) };
    },
    delete: (key) => write(() => store.delete(key)),
    get: async (key, range) => read(() => store.get(key, range)),
    head: async (key) => read(() => store.head(key)),
    list: (prefix, options) => read(() => store.list(prefix, options)),
    writes: () => writes,
  };
};
