// The thread in a worker process that stays awake while a cell loops: it passes interrupts on, and ends the process
// when the runner is gone.
import { Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { type ChildNews, controlDescriptor } from "./protocol.ts";

/** Milliseconds in which a main thread that is not busy answers. */
const patience = 10;
/** The child processes that no cell waits for. */
const known = new Set<number>();

// The main thread answers by setting the flag, and ends what its cell awaits; a loop has to be stopped before it can.
const interrupt = async (): Promise<void> => {
  const answered = new SharedArrayBuffer(4);
  parentPort?.postMessage(answered);
  const isAnswered = () => Atomics.load(new Int32Array(answered), 0) === 1;
  // Loaded late: few runs need it.
  const { endAwaitedChildren, interruptMainThread } = await import("../session/interrupt/index.ts");
  await setTimeout(patience);
  if (!isAnswered()) await endAwaitedChildren(known, isAnswered);
  await interruptMainThread(isAnswered);
};

parentPort?.on("message", ({ pid, alive }: ChildNews) => void (alive ? known.add(pid) : known.delete(pid)));

const socket = new Socket({ fd: controlDescriptor, readable: true, writable: false });
socket.on("data", () => {
  // Where it fails the runner kills the process.
  interrupt().catch(() => {});
});
socket.on("error", () => {});
socket.on("close", () => process.kill(process.pid, "SIGKILL"));
