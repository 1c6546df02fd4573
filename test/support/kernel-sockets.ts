import { once } from "node:events";
import { createServer } from "node:net";
import { Dealer } from "zeromq";
import { decodeMessage, encodeMessage, type Message, type signer } from "../../kernels/typescript/index.ts";

/** A DEALER socket whose replies can be waited for. */
export interface Channel {
  ask(request: Message): Promise<Message>;
  send(frames: readonly Uint8Array[]): Promise<void>;
  readonly received: Listeners;
  close(): void;
}

export const channel = (address: string, routingId: string, sign: ReturnType<typeof signer>): Channel => {
  const socket = new Dealer({ routingId });
  socket.connect(address);
  const received = listeners();
  void forEach(socket, (frames) => received.tell(decodeMessage(frames, sign)));
  let last: Promise<void> = Promise.resolve();
  const send = (frames: readonly Uint8Array[]): Promise<void> => {
    last = last.then(() => socket.send(frames as Buffer[]));
    return last;
  };
  return {
    ask: async (request) => {
      const reply = received.next((message) => message.parentHeader.msg_id === request.header.msg_id);
      await send(encodeMessage(request, sign));
      return reply;
    },
    send,
    received,
    close: () => socket.close(),
  };
};

/** Those who hear of messages. */
export interface Listeners {
  tell(message: Message): void;
  /** Returns what ends it. */
  on(listener: (message: Message) => void): () => void;
  next(matches: (message: Message) => boolean): Promise<Message>;
}

export const listeners = (): Listeners => {
  const all = new Set<(message: Message) => void>();
  const on = (listener: (message: Message) => void) => {
    all.add(listener);
    return () => void all.delete(listener);
  };
  return {
    tell: (message) => {
      for (const listener of [...all]) listener(message);
    },
    on,
    next: (matches) =>
      new Promise((resolve) => {
        const stop = on((message) => {
          if (!matches(message)) return;
          stop();
          resolve(message);
        });
      }),
  };
};

/** Hands each message of a socket over until it is closed. */
export const forEach = async (socket: AsyncIterable<Buffer[]>, handle: (frames: Buffer[]) => void): Promise<void> => {
  for await (const frames of socket) handle(frames);
};

/** Ports that were free a moment ago: a connection file has to name them before the kernel takes them. */
export const freePorts = async (count: number): Promise<number[]> => {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
};
