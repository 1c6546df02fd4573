// The thread in a worker process that stays awake while a cell loops: it passes interrupts on, and ends the process
// when the runner is gone.
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { askInterrupt, type InterruptSignal, interruptMainThread, seeInterrupt } from "../session/interrupt/index.ts";
import { readLines } from "./lines.ts";
import { type ChildNews, controlDescriptor } from "./protocol.ts";

const { signal, turns } = workerData as { readonly signal: InterruptSignal; readonly turns: Int32Array };
/** The child processes that no cell waits for. */
const known = new Set<number>();

// The main thread says that it has seen it, and ends what its cell awaits; a loop has to be stopped before it can.
const interrupt = async (turn: number): Promise<void> => {
  const isOver = () => Atomics.load(turns, 0) !== turn;
  // One that comes before its cell has begun is told again.
  if (isOver()) return;
  const number = askInterrupt(signal);
  // The main thread sees to all that were asked for as a turn ends, so no later one is hit.
  if (isOver()) return seeInterrupt(signal, number);
  parentPort?.postMessage(turn);
  await interruptMainThread(signal, number, known);
};

parentPort?.on("message", ({ pid, alive }: ChildNews) => void (alive ? known.add(pid) : known.delete(pid)));

const socket = new Socket({ fd: controlDescriptor, readable: true, writable: false });
// Where it fails the runner kills the process.
readLines(socket, (line) => void interrupt(Number(line)).catch(() => {}));
socket.on("error", () => {});
socket.on("close", () => process.kill(process.pid, "SIGKILL"));
