import { ZmtpFault } from "./fault.ts";
import { encodeFrames } from "./frame.ts";
import type { Peer } from "./peer.ts";
import { createPublishing, type PublishingOptions, type Subscriber } from "./publishing.ts";
import { type ServeOptions, serve } from "./serve.ts";
import { createSubscriptions, type Subscriptions } from "./subscriptions.ts";

export type PublisherOptions = PublishingOptions & Pick<ServeOptions, "handshake" | "connections">;

/** An XPUB socket (ZeroMQ RFC 29): the first frame of a message is its topic. */
export interface Publisher {
  /** Undefined where the message is on its way to all who subscribed; else a promise of that: somebody is behind. */
  send(frames: readonly Uint8Array[]): Promise<void> | undefined;
  /** Says what to tell subscribers from now on, and those that are there already. Nothing is to be sent before. */
  speak(voice: Voice): void;
  close(linger: number): Promise<void>;
}

/** What subscribers are told beside the messages that are published. */
export interface Voice {
  /** Answers a subscription, to that subscriber alone. */
  readonly welcomeOf: (topic: Buffer) => readonly Uint8Array[];
  /** Tells one that reads again after a while that so many messages did not reach it. */
  readonly noticeOf: (lost: number) => readonly Uint8Array[];
}

/** A peer sends subscriptions only. */
const largestMessage = 1 << 16;

export const openPublisher = async (endpoint: string, options: PublisherOptions): Promise<Publisher> => {
  const subscribers = new Map<Peer, Subscriber & { readonly topics: Subscriptions }>();
  const reached = new Set<Subscriber>();
  const early: (readonly [Peer, Buffer])[] = [];
  let voice: Voice | undefined;
  const publishing = createPublishing(reached, { ...options, noticeOf: (lost) => voice?.noticeOf(lost) ?? [] });
  const greet = (peer: Peer, topic: Buffer): void => {
    if (voice) peer.put(encodeFrames(voice.welcomeOf(topic)));
    else early.push([peer, topic]);
  };
  const subscribe = (peer: Peer, topic: Buffer): void => {
    if (!subscribers.get(peer)?.topics.add(topic)) throw new ZmtpFault("it subscribes to too much");
    greet(peer, topic);
  };
  const served = await serve(
    endpoint,
    { type: "XPUB", peers: ["SUB", "XSUB"], largest: largestMessage, ...options },
    {
      opened: (peer) => {
        const topics = createSubscriptions();
        const { put, isBehind, movedAt } = peer;
        const subscriber = { topics, wants: topics.match, put, isBehind, movedAt };
        subscribers.set(peer, subscriber);
        reached.add(subscriber);
      },
      // As peers that speak ZMTP 3.0 subscribe: 1 and the topic, 0 to take it back.
      message: (peer, [frame, ...more]) => {
        if (more.length > 0 || !frame) return;
        if (frame[0] === 1) subscribe(peer, frame.subarray(1));
        if (frame[0] === 0) subscribers.get(peer)?.topics.remove(frame.subarray(1));
      },
      command: (peer, { name, data }) => {
        if (name === "SUBSCRIBE") subscribe(peer, data);
        if (name === "CANCEL") subscribers.get(peer)?.topics.remove(data);
      },
      moved: publishing.moved,
      closed: (peer) => {
        const subscriber = subscribers.get(peer);
        subscribers.delete(peer);
        if (subscriber) reached.delete(subscriber);
        publishing.moved();
      },
    },
  );
  return {
    send: publishing.send,
    speak: (given) => {
      voice = given;
      for (const [peer, topic] of early.splice(0)) greet(peer, topic);
    },
    close: served.close,
  };
};
