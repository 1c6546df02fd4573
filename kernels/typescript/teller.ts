import type { Worker } from "node:worker_threads";
import type { ToChannels } from "./link.ts";

/** Tells the channels' thread in the order in which it is told to, in as few posts as can be: each of them wakes that thread. */
export interface Teller {
  /** Tells at once, with all that waits; `moved` are buffers that the other thread gets instead of this one. */
  tell(message: ToChannels, moved?: readonly ArrayBuffer[]): void;
  /** Tells with what is told next, at the latest when the running code lets go of this thread. */
  tellSoon(message: ToChannels, moved?: readonly ArrayBuffer[]): void;
  /** Tells what waits. */
  flush(): void;
}

export const createTeller = (channels: Pick<Worker, "postMessage">): Teller => {
  let waiting: ToChannels[] = [];
  let moving: ArrayBuffer[] = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    const [messages, moved] = [waiting, moving];
    waiting = [];
    moving = [];
    channels.postMessage(messages, moved);
  };
  const put = (message: ToChannels, moved: readonly ArrayBuffer[]): void => {
    waiting.push(message);
    moving.push(...moved);
  };
  return {
    tell: (message, moved = []) => {
      put(message, moved);
      flush();
    },
    tellSoon: (message, moved = []) => {
      // After the microtasks: they run to where a cell's code waits or its reply is made.
      if (waiting.length === 0) process.nextTick(flush);
      put(message, moved);
    },
    flush,
  };
};
