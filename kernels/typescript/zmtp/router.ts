import { encodeFrames } from "./frame.ts";
import type { Peer } from "./peer.ts";
import { type ServeOptions, serve } from "./serve.ts";

export type RouterOptions = Pick<ServeOptions, "log" | "handshake" | "connections"> &
  Partial<Pick<ServeOptions, "largest">>;

/** A ROUTER socket (ZeroMQ RFC 28): each message that comes or goes begins with the identity of its peer. */
export interface Router {
  /** Hands over what has come and whatever comes. */
  receive(handle: (frames: readonly Buffer[]) => void): void;
  /** False where no peer has that identity. */
  send(frames: readonly Uint8Array[]): boolean;
  close(linger: number): Promise<void>;
}

const largestMessage = 1 << 30;

/** A peer keeps its own identity; one that connects anew under it takes over from the connection before. */
export const openRouter = async (
  endpoint: string,
  { largest = largestMessage, ...options }: RouterOptions,
): Promise<Router> => {
  const routes = new Map<string, Peer>();
  const identities = new WeakMap<Peer, Buffer>();
  const early: Buffer[][] = [];
  let handle = (frames: Buffer[]): void => void early.push(frames);
  let count = 0;
  const served = await serve(
    endpoint,
    { type: "ROUTER", peers: ["DEALER", "REQ", "ROUTER"], largest, ...options },
    {
      opened: (peer) => {
        const identity = peer.identity().length > 0 ? peer.identity() : numbered(++count);
        identities.set(peer, identity);
        const before = routes.get(keyOf(identity));
        routes.set(keyOf(identity), peer);
        before?.destroy();
      },
      message: (peer, frames) => {
        const identity = identities.get(peer);
        if (identity) handle([identity, ...frames]);
      },
      command: () => {},
      moved: () => {},
      closed: (peer) => {
        const key = keyOf(identities.get(peer) ?? Buffer.alloc(0));
        if (routes.get(key) === peer) routes.delete(key);
      },
    },
  );
  return {
    receive: (take) => {
      handle = take;
      for (const frames of early.splice(0)) take(frames);
    },
    send: ([identity, ...frames]) => {
      const peer = routes.get(keyOf(identity ?? Buffer.alloc(0)));
      peer?.put(encodeFrames(frames));
      return peer !== undefined;
    },
    close: served.close,
  };
};

/** The identity of a peer that has none: the byte 0, with which no peer's own begins, and a number. */
const numbered = (count: number): Buffer => {
  const identity = Buffer.alloc(5);
  identity.writeUInt32BE(count, 1);
  return identity;
};

const keyOf = (identity: Uint8Array): string =>
  Buffer.from(identity.buffer, identity.byteOffset, identity.length).toString("latin1");
