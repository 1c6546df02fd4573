import type { Socket } from "node:net";
import { listen } from "./listen.ts";
import { acceptPeer, type Peer, type PeerEvents } from "./peer.ts";
import type { ProtocolOptions } from "./protocol.ts";
import { createSparingLog } from "./sparing-log.ts";

export interface ServeOptions extends ProtocolOptions {
  readonly log: (line: string) => void;
  /** Milliseconds for a handshake; 30 s by default. */
  readonly handshake?: number;
  /** Connections at a time; 1,000 by default. */
  readonly connections?: number;
}

export interface Served {
  /** Ends all connections, each once what it was sent is written, or after so many milliseconds. */
  close(linger: number): Promise<void>;
}

/** Listens at an endpoint and speaks ZMTP with all who connect. At the most connections, one that has not shaken hands makes room. */
export const serve = async (
  endpoint: string,
  { log, connections = 1000, ...options }: ServeOptions,
  events: Omit<PeerEvents, "fault">,
): Promise<Served> => {
  const peers = new Set<Peer>();
  const say = createSparingLog(log);
  const accept = (socket: Socket): void => {
    if (peers.size >= connections) {
      const [strange] = [...peers].filter((peer) => !peer.isOpen());
      say(`more than ${connections} connections: ended one${strange ? " without a handshake" : ""}`);
      if (!strange) return void socket.destroy();
      peers.delete(strange);
      strange.destroy();
    }
    peers.add(
      acceptPeer(socket, options, {
        ...events,
        fault: (_, reason) => say(`ended a connection: ${reason}`),
        closed: (peer) => {
          peers.delete(peer);
          events.closed(peer);
        },
      }),
    );
  };
  const server = await listen(endpoint, accept);
  return {
    close: async (linger) => {
      server.close();
      await Promise.all([...peers].map((peer) => peer.close(linger)));
    },
  };
};
