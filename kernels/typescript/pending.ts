import { shared } from "./link.ts";

/** Most bytes of output on their way to the sockets. */
const most = 64 * 1024 * 1024;
/** What a message counts beside its content, so that a flood of small ones neither fills the memory nor keeps an interrupt waiting. */
const perMessage = most / 1024;
/** A thread that was held goes on once no more than this is on its way. */
const room = most / 2;

type Numbers = Int32Array<SharedArrayBuffer>;

/** Counts a message of so many bytes as on its way, and holds this thread before where the sockets' thread is behind. Gives what to release. `flush` sends what this thread still keeps. */
export const enter = (numbers: Numbers, bytes: number, flush: () => void): number => {
  let pending = Atomics.load(numbers, shared.pending);
  if (pending > most) {
    flush();
    for (; pending > room; pending = Atomics.load(numbers, shared.pending))
      Atomics.wait(numbers, shared.pending, pending, 50);
  }
  const size = bytes + perMessage;
  Atomics.add(numbers, shared.pending, size);
  return size;
};

/** Says, in the sockets' thread, that a message is out. */
export const release = (numbers: Numbers, size: number): void => {
  const before = Atomics.sub(numbers, shared.pending, size);
  if (before > room && before - size <= room) Atomics.notify(numbers, shared.pending);
};
