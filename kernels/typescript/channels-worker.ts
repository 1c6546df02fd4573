import { pathToFileURL } from "node:url";
import { getHeapStatistics } from "node:v8";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { programFile } from "../../src/root.ts";
import { createInterruptSignal, type InterruptSignal } from "../../src/session/interrupt/index.ts";
import { readConnection } from "./connection.ts";
import { type ChannelsData, sharedNumbers } from "./link.ts";
import { type Mailbox, openMailbox } from "./mailbox.ts";

/** The thread that holds the kernel's sockets, and what is shared with it. */
export interface ChannelsWorker {
  readonly channels: Worker;
  readonly messages: Mailbox;
  readonly numbers: Int32Array<SharedArrayBuffer>;
  readonly interrupts: InterruptSignal;
  readonly inputs: MessagePort;
}

const ahead = new Map<string, ChannelsWorker>();

/** Starts the thread, which listens as the connection file says; throws a PinbookError where that file is wrong. */
export const startChannels = (connectionFile: string): ChannelsWorker => {
  const early = ahead.get(connectionFile);
  if (early) return early;
  readConnection(connectionFile);
  const numbers = sharedNumbers();
  const interrupts = createInterruptSignal();
  const { port1: inputs, port2: theirs } = new MessageChannel();
  const heapLimit = getHeapStatistics().heap_size_limit;
  const data: ChannelsData = { connectionFile, numbers, interrupts, inputs: theirs, heapLimit };
  const file = pathToFileURL(programFile("kernels/typescript/channels-thread"));
  const channels = new Worker(file, { workerData: data, transferList: [theirs] });
  return { channels, messages: openMailbox(channels), numbers, interrupts, inputs };
};

/** Starts the thread for a `startChannels` to come. Gives what ends it again. */
export const startChannelsAhead = (connectionFile: string): (() => Promise<void>) => {
  const started = startChannels(connectionFile);
  ahead.set(connectionFile, started);
  return async () => {
    ahead.delete(connectionFile);
    await started.channels.terminate();
  };
};
