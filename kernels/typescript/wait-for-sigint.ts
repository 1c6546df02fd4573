// A thread that sleeps until SIGINT comes and says so, again and again: vm's breakOnSigint hears it in every thread.
import { createContext, Script } from "node:vm";
import { parentPort } from "node:worker_threads";

const never = new Int32Array(new SharedArrayBuffer(4));

/** Runs what does not end, and says so when SIGINT has ended it. */
const untilSigint = (endless: () => unknown): void => {
  try {
    script.runInContext(createContext({ endless }), { breakOnSigint: true });
  } catch {
    parentPort?.postMessage("SIGINT");
  }
};

const script = new Script("endless()");

const sleep = (): void => {
  for (;;) untilSigint(() => Atomics.wait(never, 0, 0));
};

// One wait within another: when the inner one has ended, Node's handler stays, and a SIGINT that comes then does not end the process.
for (;;) untilSigint(sleep);
