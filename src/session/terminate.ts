import { Session as Inspector } from "node:inspector";
import { setTimeout } from "node:timers/promises";
import { quietly } from "./quietly.ts";

/** What the main thread has to do just before it is stopped. */
const beforeTermination = "pinbook.beforeTermination";

/** Stops what the main thread is running, be it a busy loop; call it from a worker. Resolves once V8 has stopped it, or has not because `isAnswered`. */
export const terminateMainThread = async (isAnswered: () => boolean = () => false): Promise<void> => {
  const inspector = new Inspector();
  inspector.connectToMainThread();
  const post = (method: string, params: object): Promise<void> =>
    new Promise((resolve, reject) => {
      inspector.post(method, params, (error) => (error ? reject(error) : resolve()));
    });
  try {
    const expression = `globalThis[Symbol.for(${JSON.stringify(beforeTermination)})]?.()`;
    await post("Runtime.evaluate", { expression, silent: true });
    // What would be stopped now is no longer the cell.
    if (isAnswered()) return;
    await post("Runtime.terminateExecution", {});
  } finally {
    inspector.disconnect();
  }
};

/**
 * Stops the main thread, again and again (a stopped tick or timer may run anew), until it answers; a thread that
 * answers within `patience` milliseconds is left alone. Call it from a worker. False where it gives up: the thread is in native code.
 */
export const interruptMainThread = async (
  isAnswered: () => boolean,
  { patience = 20, attempts = 100 }: { readonly patience?: number; readonly attempts?: number } = {},
): Promise<boolean> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (isAnswered()) return true;
    await setTimeout(patience);
    if (isAnswered()) return true;
    // A stop that comes late may hit the next one's preparation, which then fails; the attempt after it counts.
    await Promise.race([terminateMainThread(isAnswered).catch(() => {}), setTimeout(1000)]);
  }
  return isAnswered();
};

interface AsyncWrap {
  readonly async_hook_fields: Uint32Array;
  readonly constants: { readonly kCheck: number; readonly kTotals: number };
  clearAsyncIdStack(): void;
}

/**
 * Lets this process survive that callbacks are stopped half-way: Node would end it, because they leave their async
 * context behind. Returns what drops that context, to be called once something was stopped.
 */
export const surviveTermination = (): (() => void) => {
  const wrap = asyncWrap();
  if (!wrap) return () => {};
  const { async_hook_fields: fields, constants } = wrap;
  Reflect.set(globalThis, Symbol.for(beforeTermination), () => {
    fields[constants.kCheck] = 0;
    fields[constants.kTotals] = 0;
  });
  return () => wrap.clearAsyncIdStack();
};

/** Node's own record of async contexts; undefined in a Node that does not show it. */
const asyncWrap = (): AsyncWrap | undefined => {
  try {
    const { binding } = process as unknown as { binding(name: string): AsyncWrap };
    return quietly(() => binding.call(process, "async_wrap"));
  } catch {
    return undefined;
  }
};
