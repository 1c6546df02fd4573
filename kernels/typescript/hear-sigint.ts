import { Worker } from "node:worker_threads";
import { programFile } from "../../src/root.ts";

/**
 * Calls back on each SIGINT, in a thread other than the main one too: `process.on` works in the main thread alone, which a
 * cell may keep busy.
 */
export const hearSigint = (callback: () => void): void => {
  if (hearSignal(callback)) return;
  // Node 24 gives its signals to no other thread; there one of its own waits for them.
  const waiting = new Worker(programFile("kernels/typescript/wait-for-sigint"), {
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 },
  });
  waiting.unref();
  waiting.on("message", callback);
};

/** False in a Node that does not give its signals away. */
const hearSignal = (callback: () => void): boolean => {
  const { emitWarning } = process;
  // Node warns of `binding`, which is the only way.
  process.emitWarning = () => {};
  try {
    const { binding } = process as unknown as { binding(name: string): SignalWrap };
    const signal = new (binding.call(process, "signal_wrap").Signal)();
    signal.onsignal = callback;
    return signal.start(sigint) === 0;
  } catch {
    return false;
  } finally {
    process.emitWarning = emitWarning;
  }
};

const sigint = 2;

interface SignalWrap {
  readonly Signal: new () => { onsignal: () => void; start(signal: number): number };
}
