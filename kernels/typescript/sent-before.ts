import type { Header, Message } from "./wire.ts";

/** Tells which requests their client had sent before it could know that one of its cells failed, however late they arrive. */
export interface SentBefore {
  /** Notes when a request arrived. */
  arrived(request: Message): void;
  /** Notes that the request's cell failed just now. */
  failed(request: Message): void;
  /** Whether the request was on its way when a cell of the same client failed. */
  includes(request: Message): boolean;
}

/**
 * Compares a client's dates with each other only, never with this clock: a request that its client dates less after the
 * failed one than that was here cannot be an answer to the failure. `now` gives milliseconds.
 */
export const createSentBefore = (now: () => number = () => performance.now()): SentBefore => {
  const arrivals = new WeakMap<Message, number>();
  /** By client: the failure in the client's own time, and here. */
  const failures = new Map<string, { readonly theirs: number; readonly ours: number }>();
  return {
    arrived: (request) => void arrivals.set(request, now()),
    failed: (request) => {
      const here = (now() - (arrivals.get(request) ?? now())) * slowest;
      failures.set(request.header.session, { theirs: dateOf(request.header) + here, ours: now() });
    },
    includes: ({ header }) => {
      const failure = failures.get(header.session);
      if (failure === undefined || now() - failure.ours > longestWay) return false;
      return dateOf(header) + resolution <= failure.theirs;
    },
  };
};

/** Clocks do not go at quite the same pace. */
const slowest = 0.998;

/** Milliseconds that a request may take; a client whose dates make no sense is held up no longer. */
const longestWay = 2000;

/** Dates tell milliseconds, cut off. */
const resolution = 1;

const dateOf = ({ date }: Header): number => Date.parse(date);
