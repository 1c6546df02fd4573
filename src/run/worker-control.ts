// The thread in a worker process that stays awake while a cell loops: it passes interrupts on, and ends the process
// when the runner is gone.
import { Socket } from "node:net";
import { parentPort } from "node:worker_threads";
import { controlDescriptor } from "./protocol.ts";

// The main thread answers by setting the flag, and ends what its cell awaits; a loop has to be stopped before it can.
const interrupt = async (): Promise<void> => {
  const answered = new SharedArrayBuffer(4);
  parentPort?.postMessage(answered);
  // Loaded late: few runs need it, and it is as large as the session.
  const { interruptMainThread } = await import("../session/index.ts");
  await interruptMainThread(() => Atomics.load(new Int32Array(answered), 0) === 1);
};

const socket = new Socket({ fd: controlDescriptor, readable: true, writable: false });
socket.on("data", () => {
  // Where it fails the runner kills the process.
  interrupt().catch(() => {});
});
socket.on("error", () => {});
socket.on("close", () => process.kill(process.pid, "SIGKILL"));
