// The thread in a worker process that stays awake while a cell loops: it passes interrupts on, and ends the process
// when the runner is gone.
import { Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import {
  askInterrupt,
  endAwaitedChildren,
  type InterruptSignal,
  interruptMainThread,
  isInterruptSeen,
} from "../session/interrupt/index.ts";
import { type ChildNews, controlDescriptor } from "./protocol.ts";

const signal = workerData as InterruptSignal;
/** Milliseconds in which a main thread that is not busy answers. */
const patience = 10;
/** The child processes that no cell waits for. */
const known = new Set<number>();

// The main thread says that it has seen it, and ends what its cell awaits; a loop has to be stopped before it can.
const interrupt = async (): Promise<void> => {
  const number = askInterrupt(signal);
  parentPort?.postMessage("interrupt");
  const isAnswered = () => isInterruptSeen(signal, number);
  await setTimeout(patience);
  if (!isAnswered()) await endAwaitedChildren(known, isAnswered);
  await interruptMainThread(signal, number);
};

parentPort?.on("message", ({ pid, alive }: ChildNews) => void (alive ? known.add(pid) : known.delete(pid)));

const socket = new Socket({ fd: controlDescriptor, readable: true, writable: false });
socket.on("data", () => {
  // Where it fails the runner kills the process.
  interrupt().catch(() => {});
});
socket.on("error", () => {});
socket.on("close", () => process.kill(process.pid, "SIGKILL"));
