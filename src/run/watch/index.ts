import type { WatchOptions } from "./watch-notebooks.ts";

export type { WatchEvent, WatchOptions } from "./watch-notebooks.ts";

/**
 * Brings notebooks up to date, then again after each edit of their code or of a local module that they import, and with
 * each those that read the data it writes. What a run saves is no edit. An edit while its notebook runs cancels the run
 * and is kept. Resolves once the signal aborts.
 */
export const watchNotebooks = async (options: WatchOptions): Promise<void> => {
  // Loaded late: a run needs none of it.
  const { watchAll } = await import("./watch-notebooks.ts");
  return watchAll(options);
};
