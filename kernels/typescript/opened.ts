import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { readConnection } from "./connection.ts";
import type { ChannelsData } from "./link.ts";
import { openSockets } from "./sockets.ts";

/** Not process.stderr: a worker's goes through the main thread, where it would be a cell's output. */
export const log = (line: string): void => void writeSync(2, `pinbook kernel: ${line}\n`);

/** What the channels' thread was started with, its connection file as it was read, and the sockets, which listen. */
export const data = workerData as ChannelsData;
export const connection = readConnection(data.connectionFile);
export const sockets = await openSockets(connection, log);
