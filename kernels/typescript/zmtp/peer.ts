import type { Socket } from "node:net";
import { messageOf } from "../../../src/errors.ts";
import { type Command, encodeError } from "./command.ts";
import { ZmtpFault } from "./fault.ts";
import { createOutlet } from "./outlet.ts";
import { createProtocol, type ProtocolOptions } from "./protocol.ts";

/** A connection and who is at its other end. */
export interface Peer {
  /** Empty where the peer told none. */
  identity(): Buffer;
  isOpen(): boolean;
  put(pieces: readonly Uint8Array[]): void;
  /** Whether so much waits to be read by it that no more should come. */
  isBehind(): boolean;
  /** When it last read, in milliseconds by performance.now(). */
  movedAt(): number;
  /** Ends the connection once what was put is written, or after so many milliseconds. */
  close(linger: number): Promise<void>;
  /** Ends the connection at once. */
  destroy(): void;
}

export interface PeerEvents {
  opened(peer: Peer): void;
  message(peer: Peer, frames: readonly Buffer[]): void;
  command(peer: Peer, command: Command): void;
  /** It has read something. */
  moved(peer: Peer): void;
  closed(peer: Peer): void;
  /** It is ended because of this. */
  fault(peer: Peer, reason: string): void;
}

/** Milliseconds in which a peer is to say who it is. */
const handshakePatience = 30_000;
/** Bytes that wait for a peer before it counts as behind. */
const mostPending = 1 << 25;
/** Milliseconds after which the system asks whether a silent peer is still there. */
const keepAliveAfter = 60_000;

/** Speaks ZMTP with who has connected. While a peer does not read what it is sent, nothing is read from it either. */
export const acceptPeer = (
  socket: Socket,
  options: ProtocolOptions & { readonly handshake?: number },
  events: PeerEvents,
): Peer => {
  let identity: Buffer | undefined;
  const patience = options.handshake ?? handshakePatience;
  let timer: NodeJS.Timeout | undefined = setTimeout(() => fail(`no handshake within ${patience / 1000} s`), patience);
  const still = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const expect = (milliseconds: number): void => {
    still();
    timer = setTimeout(() => fail(`nothing came for the ${milliseconds} ms that it allowed itself`), milliseconds);
  };
  const fail = (reason: string): void => {
    if (socket.destroyed) return;
    events.fault(peer, reason);
    socket.destroy();
  };
  const onFault = (error: unknown): void => {
    if (error instanceof ZmtpFault && error.told) socket.write(encodeError(error.message));
    socket.destroySoon();
    socket.removeAllListeners("data").resume();
    events.fault(peer, messageOf(error));
  };
  const outlet = createOutlet(socket, () => {
    if (!peer.isBehind()) socket.resume();
    events.moved(peer);
  });
  const peer: Peer = {
    identity: () => identity ?? Buffer.alloc(0),
    isOpen: () => identity !== undefined && !socket.destroyed,
    put: (pieces) => {
      outlet.put(pieces);
      if (peer.isBehind()) socket.pause();
    },
    isBehind: () => outlet.pending() > mostPending,
    movedAt: outlet.movedAt,
    close: async (linger) => {
      const late = setTimeout(() => socket.destroy(), linger);
      await outlet.drained();
      clearTimeout(late);
      socket.destroySoon();
    },
    destroy: () => socket.destroy(),
  };
  const protocol = createProtocol(options, {
    write: (bytes) => peer.put([bytes]),
    opened: (told) => {
      still();
      identity = told;
      events.opened(peer);
    },
    message: (frames) => events.message(peer, frames),
    command: (command) => events.command(peer, command),
    expects: expect,
  });
  socket.setKeepAlive(true, keepAliveAfter);
  socket.on("data", (chunk) => {
    if (identity) still();
    try {
      protocol.take(chunk);
    } catch (error) {
      onFault(error);
    }
  });
  // A peer that ends its side does not listen any more.
  socket.on("end", () => socket.destroy());
  socket.on("error", () => {});
  socket.on("close", () => {
    still();
    events.closed(peer);
  });
  return peer;
};
