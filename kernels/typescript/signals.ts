// The thread that hears SIGINT while the main thread is busy: Node lets the signal stop a script that asks for it.
import { Script } from "node:vm";
import { parentPort } from "node:worker_threads";

const never = new Int32Array(new SharedArrayBuffer(4));
Reflect.set(globalThis, "never", never);
const sleep = new Script("Atomics.wait(never, 0, 0)");

for (;;) {
  try {
    sleep.runInThisContext({ breakOnSigint: true });
  } catch {
    parentPort?.postMessage("SIGINT");
  }
}
