import type { Effects } from "./types.ts";

/** The given effects, and the real ones for the rest. */
export const effectsOf = (given: Partial<Effects>): Effects => ({
  now: () => Date.now(),
  randomUUID: () => globalThis.crypto.randomUUID(),
  ...given,
});
