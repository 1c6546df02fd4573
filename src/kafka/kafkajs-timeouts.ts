import { createRequire } from "node:module";

interface RequestQueue {
  throttledUntil: number;
  scheduleCheckPendingRequests(): void;
}

/**
 * Keeps kafkajs 2.2.4 from asking for a time-out in the past, of which Node 24 warns: a queue that no broker has throttled
 * counts as throttled until now. Its next look at the queue comes as soon as before.
 */
export const mendRequestQueue = (): void => {
  const require = createRequire(import.meta.url);
  const { prototype } = require("kafkajs/src/network/requestQueue") as { readonly prototype: RequestQueue };
  const schedule = prototype.scheduleCheckPendingRequests;
  if (mended.has(schedule)) return;
  const withoutPast = function (this: RequestQueue): void {
    const actual = this.throttledUntil;
    // Read at once and once, but the clock may tick in between.
    this.throttledUntil = Math.max(actual, Date.now() + 2);
    schedule.call(this);
    this.throttledUntil = actual;
  };
  mended.add(withoutPast);
  prototype.scheduleCheckPendingRequests = withoutPast;
};

const mended = new WeakSet<() => void>();
