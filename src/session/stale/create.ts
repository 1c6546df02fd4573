import type { Staleness, StalenessOptions } from "./staleness.ts";

/** Loads what it needs with the first cell that a front end names: people wait for a kernel to start. */
export const createStaleness = (options: StalenessOptions): Staleness => {
  let opened: Promise<Omit<Staleness, "knows">> | undefined;
  const open = () => {
    opened ??= import("./staleness.ts").then(({ openStaleness }) => openStaleness(options));
    return opened;
  };
  return {
    knows: ({ cellId, silent }) => cellId !== undefined && !silent,
    begin: async (request) => (await open()).begin(request),
    knowsCells: async () => opened !== undefined && (await opened).knowsCells(),
    judge: async () => (await open()).judge(),
  };
};
