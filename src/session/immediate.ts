import { promisify } from "node:util";

/**
 * A setImmediate whose callback runs as a microtask right after the immediate: when V8 stops a callback half-way,
 * Node's queue of immediates then goes on with the next one, which it could not if the immediate itself were stopped.
 */
export const createSetImmediate = (native: typeof setImmediate): typeof setImmediate => {
  const set = (callback: (...args: unknown[]) => void, ...args: unknown[]): NodeJS.Immediate =>
    typeof callback === "function" ? native(() => queueMicrotask(() => callback(...args))) : native(callback);
  const { custom } = promisify;
  return Object.assign(set, { [custom]: Reflect.get(native, custom) }) as unknown as typeof setImmediate;
};
