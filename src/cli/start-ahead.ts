import { startChannelsAhead } from "../../kernels/typescript/channels-worker.ts";

/**
 * Starts the thread of `pinbook kernel start` that holds the sockets, before the rest of the command is loaded: it takes
 * as long to start. What is wrong with the words or the file is for the command itself to say.
 */
export const startAhead = (words: readonly string[]): void => {
  const file = words[words.indexOf("--connection-file") + 1];
  if (!words.includes("--connection-file") || file === undefined) return;
  try {
    startChannelsAhead(file);
  } catch {}
};
