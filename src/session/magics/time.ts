import { formatDuration } from "./duration.ts";
import type { Magic } from "./types.ts";

/** `%time CODE`: runs it and tells how long it took. */
export const time: Magic = {
  usage: "%time CODE, %%time",
  summary: "runs the code, or the cell, and tells how long it took",
  run: async ({ action }, { print }) => {
    const start = performance.now();
    try {
      return await action();
    } finally {
      print(`${formatDuration(performance.now() - start)}\n`);
    }
  },
};
