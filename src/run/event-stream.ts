import { outputWeight } from "./output-weight.ts";
import type { RunEvent } from "./types.ts";

/** Events on their way to those who iterate over them. */
export interface EventStream {
  push(event: RunEvent): void;
  /** No more events: those who iterate end, or fail with the error. */
  end(failure?: { readonly error: unknown }): void;
  /** Whether somebody is so far behind that no more should be made. */
  isFull(): boolean;
  /** Resolves once nobody is far behind. */
  room(): Promise<void>;
  readonly events: AsyncIterable<RunEvent>;
}

/** How much may wait for one who iterates, about in characters, and how little has to be left before more comes. */
const most = 4_000_000;
const least = 1_000_000;

/**
 * A stream of events for any number of iterations. Each gets what happens after it began. `onRoom` is called when the
 * slowest has caught up after the stream was full.
 */
export const createEventStream = (onRoom: () => void): EventStream => {
  const readers = new Set<Reader>();
  let ended: { readonly failure?: { readonly error: unknown } | undefined } | undefined;
  let full = false;
  let waiting: (() => void)[] = [];

  const look = (): void => {
    const behind = Math.max(0, ...[...readers].map((reader) => reader.weight));
    if (behind > most) full = true;
    else if (full && behind <= least) {
      full = false;
      for (const resolve of waiting) resolve();
      waiting = [];
      onRoom();
    }
  };

  const next = async (reader: Reader): Promise<IteratorResult<RunEvent>> => {
    for (;;) {
      const event = reader.queue.shift();
      if (event) {
        reader.weight -= weightOf(event);
        look();
        return { done: false, value: event };
      }
      if (ended || !readers.has(reader)) {
        readers.delete(reader);
        if (ended?.failure && !reader.failed) {
          reader.failed = true;
          throw ended.failure.error;
        }
        return { done: true, value: undefined };
      }
      await new Promise<void>((resolve) => reader.wake.push(resolve));
    }
  };

  const wakeAll = (reader: Reader): void => {
    for (const wake of reader.wake.splice(0)) wake();
  };

  const iterate = (): AsyncIterator<RunEvent> & AsyncIterable<RunEvent> => {
    const reader: Reader = { queue: [], weight: 0, wake: [], failed: false };
    readers.add(reader);
    const iterator = {
      next: () => next(reader),
      return: async () => {
        readers.delete(reader);
        reader.queue.length = 0;
        wakeAll(reader);
        look();
        return { done: true as const, value: undefined };
      },
      [Symbol.asyncIterator]: () => iterator,
    };
    return iterator;
  };

  return {
    push: (event) => {
      for (const reader of readers) {
        reader.queue.push(event);
        reader.weight += weightOf(event);
        wakeAll(reader);
      }
      look();
    },
    end: (failure) => {
      ended = { failure };
      for (const reader of readers) wakeAll(reader);
      full = false;
      for (const resolve of waiting.splice(0)) resolve();
    },
    isFull: () => full,
    room: () => (full ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    events: { [Symbol.asyncIterator]: iterate },
  };
};

interface Reader {
  readonly queue: RunEvent[];
  readonly wake: (() => void)[];
  weight: number;
  failed: boolean;
}

const weights = new WeakMap<RunEvent, number>();

const weightOf = (event: RunEvent): number => {
  const known = weights.get(event);
  if (known !== undefined) return known;
  const weight = 500 + (event.type === "output" ? outputWeight(event.output) : 0);
  weights.set(event, weight);
  return weight;
};
