import { randomUUID } from "node:crypto";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { messageOf } from "../../errors.ts";
import { lockFolder } from "../../folder-lock.ts";
import { listen } from "../../http.ts";
import { serveConnection } from "./connection.ts";
import { createGroups } from "./groups.ts";
import type { BrokerContext } from "./handler.ts";
import { openOffsets } from "./offsets.ts";
import type { LogEffects } from "./partition-log.ts";
import { createProducerIds } from "./producer-ids.ts";
import { openState } from "./state.ts";
import { openTopics } from "./topics.ts";

export interface BrokerOptions {
  /** The folder of its logs; made where it is missing. One broker at a time may use it. */
  readonly dir: string;
  /** 127.0.0.1 unless told otherwise. */
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Largest request in bytes, 64 MiB unless told otherwise; a client that announces more is cut off. */
  readonly maxRequestBytes?: number;
  /** Off unless asked for: a topic whose name is mistyped is an error then, not a new topic. */
  readonly autoCreateTopics?: boolean;
  readonly log?: (line: string) => void;
  /** Writes to the logs' files; a test makes it fail as a full disk does. */
  readonly write?: LogEffects["write"];
}

/** A running broker. */
export interface Broker {
  /** `host:port`, as Kafka clients take it. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Starts the embedded Kafka broker: one node, its topics and committed offsets in files under `dir`.
 * A record is acknowledged when it is written to its file, so that killing the process loses none.
 * Throws where another broker uses the folder, the port is taken, or a log is damaged.
 */
export const startBroker = async (options: BrokerOptions): Promise<Broker> => {
  const { dir, host = "127.0.0.1", port = 0, maxRequestBytes = 64 * 1024 * 1024 } = options;
  const undo: (() => void | Promise<void>)[] = [await lockFolder(dir)];
  try {
    const server = createServer();
    await listen(server, host, port);
    undo.unshift(() => void server.close());
    const address = server.address() as AddressInfo;
    const closing = new AbortController();
    const context = openContext(options, { host, port: address.port }, closing.signal, undo);
    const sockets = accept(server, context, maxRequestBytes);
    return {
      address: `${host}:${address.port}`,
      close: async () => {
        closing.abort();
        await stop(server, sockets);
        for (const step of undo.splice(0)) await step();
      },
    };
  } catch (error) {
    for (const step of undo) await step();
    throw error;
  }
};

const openContext = (
  { dir, autoCreateTopics = false, log = () => {}, write }: BrokerOptions,
  listening: { readonly host: string; readonly port: number },
  closing: AbortSignal,
  undo: (() => void | Promise<void>)[],
): BrokerContext => {
  const state = openState(dir);
  const topics = openTopics(dir, state, write ? { log, write } : { log });
  undo.unshift(() => topics.close());
  const offsets = openOffsets(dir, (topic) => topics.get(topic) !== undefined);
  undo.unshift(() => offsets.close());
  const groups = createGroups({
    log,
    newMemberId: (clientId) => `${clientId}-${randomUUID()}`,
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  undo.unshift(() => groups.close());
  const { clusterId } = state.current();
  const newProducerId = createProducerIds(state);
  const node = { nodeId: 1, ...listening };
  return { node, clusterId, topics, groups, offsets, autoCreateTopics, newProducerId, closing, log };
};

const accept = (server: Server, context: BrokerContext, maxRequestBytes: number): ReadonlySet<Socket> => {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    serveConnection(socket, connections++, context, maxRequestBytes).catch((error: unknown) =>
      context.log(`kafka: ${messageOf(error)}`),
    );
  });
  return sockets;
};

const stop = (server: Server, sockets: ReadonlySet<Socket>): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
