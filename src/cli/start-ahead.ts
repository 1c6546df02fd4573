import { startChannelsAhead } from "../../kernels/typescript/channels-worker.ts";
import { spawnWorkerAhead } from "../run/spawn/index.ts";

/**
 * Starts what takes as long to start as the rest of the command to load, before it is loaded: the thread of `pinbook
 * kernel start` that holds the sockets, the process of `pinbook run` in which cells run. What is wrong with the words or
 * a file is for the command itself to say. Gives what ends it again.
 */
export const startAhead = (words: readonly string[]): (() => Promise<void>) | undefined => {
  if (words[0] === "kernel" && words[1] === "start") return startChannelsThread(words);
  if (words[0] !== "run" || words.some((word) => /^(-h|--help|--show-parameters|--graph.*)$/.test(word)))
    return undefined;
  return spawnWorkerAhead().end;
};

const startChannelsThread = (words: readonly string[]): (() => Promise<void>) | undefined => {
  const file = words[words.indexOf("--connection-file") + 1];
  if (!words.includes("--connection-file") || file === undefined) return undefined;
  try {
    return startChannelsAhead(file);
  } catch {
    return undefined;
  }
};
