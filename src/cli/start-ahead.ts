import { startChannelsAhead } from "../../kernels/typescript/channels-worker.ts";
import { spawnWorkerAhead } from "../run/spawn/index.ts";

/**
 * Starts what takes as long to start as the rest of the command to load, before it is loaded: the thread of `pinbook
 * kernel start` that holds the sockets, the process of `pinbook run` in which cells run. What is wrong with the words or
 * a file is for the command itself to say.
 */
export const startAhead = (words: readonly string[]): void => {
  if (words[0] === "kernel" && words[1] === "start") startChannelsThread(words);
  else if (words[0] === "run" && !words.some((word) => /^(-h|--help|--show-parameters|--graph.*)$/.test(word)))
    spawnWorkerAhead();
};

const startChannelsThread = (words: readonly string[]): void => {
  const file = words[words.indexOf("--connection-file") + 1];
  if (!words.includes("--connection-file") || file === undefined) return;
  try {
    startChannelsAhead(file);
  } catch {}
};
