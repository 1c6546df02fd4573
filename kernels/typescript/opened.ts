import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { readConnection } from "./connection.ts";
import type { ChannelsData } from "./link.ts";
import { openSockets, type Sockets } from "./sockets.ts";

/** Not process.stderr: a worker's goes through the main thread, where it would be a cell's output. */
export const log = (line: string): void => void writeSync(2, `pinbook kernel: ${line}\n`);

/** What the channels' thread was started with, and its connection file as it was read. */
export const data = workerData as ChannelsData;
export const connection = readConnection(data.connectionFile);

let opened: Sockets | undefined;

/** Opens the sockets; when it resolves they listen. */
export const open = async (): Promise<void> => {
  opened = await openSockets(connection, log);
};

/** The sockets that `open` has opened. */
export const openedSockets = (): Sockets => {
  if (!opened) throw new Error("the sockets are not open");
  return opened;
};
