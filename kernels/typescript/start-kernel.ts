import { pathToFileURL } from "node:url";
import { getHeapStatistics } from "node:v8";
import { MessageChannel, Worker } from "node:worker_threads";
import { entryPoint } from "../../src/root.ts";
import type { Outside } from "../../src/session/index.ts";
import { createInterruptSignal } from "../../src/session/interrupt/index.ts";
import { readConnection } from "./connection.ts";
import { type ChannelsData, sharedNumbers } from "./link.ts";
import { openMailbox } from "./mailbox.ts";

export interface KernelOptions {
  /** The process that started the kernel, as Jupyter tells in JPY_PARENT_PID: the kernel ends when it is gone. */
  readonly parentPid?: number | undefined;
  /** The notebook that it was started for, where that is a file. */
  readonly notebookFile?: string | undefined;
  /** What `%stale` knows of the world outside the cells; loaded when it is first needed. */
  readonly outside?: (() => Promise<Outside>) | undefined;
}

/**
 * Runs a Jupyter kernel in this process by its connection file, with the working folder as the notebook's folder.
 * Resolves when it listens; the process ends on shutdown_request.
 */
export const startKernel = async (connectionFile: string, options: KernelOptions = {}): Promise<void> => {
  const { parentPid, notebookFile, outside } = options;
  readConnection(connectionFile);
  const numbers = sharedNumbers();
  const interrupts = createInterruptSignal();
  const { port1: inputs, port2: theirs } = new MessageChannel();
  const data: ChannelsData = {
    connectionFile,
    numbers,
    interrupts,
    inputs: theirs,
    parentPid,
    heapLimit: getHeapStatistics().heap_size_limit,
  };
  const file = pathToFileURL(entryPoint("kernels/typescript/channels-thread"));
  const channels = new Worker(file, { workerData: data, transferList: [theirs] });
  const messages = openMailbox(channels);
  // Loaded only now: the sockets open meanwhile.
  const { serveCells } = await import("./serve-cells.ts");
  await serveCells({ channels, messages, numbers, interrupts, inputs, notebookFile, outside });
};
