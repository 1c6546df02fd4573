// The thread in a worker process that stays awake while a cell loops: it passes interrupts on, and ends the process
// when the runner is gone.
import { Session } from "node:inspector";
import { Socket } from "node:net";
import { parentPort } from "node:worker_threads";
import { controlDescriptor } from "./protocol.ts";

// How long the main thread may take to answer before it counts as looping.
const patience = 100;

const interrupt = (): void => {
  const answered = new SharedArrayBuffer(4);
  parentPort?.postMessage(answered);
  setTimeout(() => {
    if (Atomics.load(new Int32Array(answered), 0) === 0) terminate();
  }, patience);
};

// Connected no longer than needed: a process that ends meanwhile would wait for its debugger.
const terminate = (): void => {
  const inspector = new Session();
  inspector.connectToMainThread();
  inspector.post("Runtime.terminateExecution", () => inspector.disconnect());
};

const socket = new Socket({ fd: controlDescriptor, readable: true, writable: false });
socket.on("data", interrupt);
socket.on("error", () => {});
socket.on("close", () => process.kill(process.pid, "SIGKILL"));
