import { encodeFrames } from "./frame.ts";

/** Who gets what is published. */
export interface Subscriber {
  /** Whether it has subscribed to the topic. */
  wants(topic: Uint8Array): boolean;
  put(pieces: readonly Uint8Array[]): void;
  isBehind(): boolean;
  /** When it last read, in milliseconds by `now`. */
  movedAt(): number;
}

export interface PublishingOptions {
  /** Milliseconds that all wait for a subscriber which does not read before it goes without, until it reads again. */
  readonly patience: number;
  readonly log: (line: string) => void;
}

interface Voice {
  /** What tells a subscriber, once it reads again, that so many messages did not reach it. */
  readonly noticeOf: (lost: number) => readonly Uint8Array[];
}

interface Effects {
  readonly now: () => number;
  /** Calls back once after so many milliseconds. */
  readonly later: (milliseconds: number, action: () => void) => void;
}

/** Publishes one message after another, and holds them back while a subscriber is behind. */
export interface Publishing {
  /** Undefined where the message is on its way to all; else a promise of that. Its first frame is the topic. */
  send(frames: readonly Uint8Array[]): Promise<void> | undefined;
  /** A subscriber has read something, or is gone. */
  moved(): void;
}

interface Held {
  readonly frames: readonly Uint8Array[];
  readonly sent: () => void;
}

export const createPublishing = (
  subscribers: ReadonlySet<Subscriber>,
  { patience, log, noticeOf }: PublishingOptions & Voice,
  { now, later }: Effects = {
    now: () => performance.now(),
    later: (wait, action) => void setTimeout(action, wait).unref(),
  },
): Publishing => {
  const held: Held[] = [];
  /** How many messages those did not get that go without. */
  const lost = new Map<Subscriber, number>();
  let isTimed = false;

  const deliver = (frames: readonly Uint8Array[]): void => {
    const [topic = new Uint8Array()] = frames;
    let pieces: readonly Uint8Array[] | undefined;
    for (const subscriber of subscribers) {
      if (!subscriber.wants(topic)) continue;
      const without = lost.get(subscriber);
      if (without !== undefined) lost.set(subscriber, without + 1);
      else {
        pieces ??= encodeFrames(frames);
        subscriber.put(pieces);
      }
    }
  };

  /** Those that all wait for. */
  const slow = (): Subscriber[] =>
    [...subscribers].filter((subscriber) => subscriber.isBehind() && !lost.has(subscriber));

  const review = (): void => {
    for (const subscriber of slow()) {
      if (now() - subscriber.movedAt() < patience) continue;
      log(`a front end has not read for ${patience / 1000} s: it gets no output until it does`);
      lost.set(subscriber, 0);
    }
    for (const [subscriber, count] of lost) {
      if (subscribers.has(subscriber) && subscriber.isBehind()) continue;
      lost.delete(subscriber);
      if (count > 0) subscriber.put(encodeFrames(noticeOf(count)));
    }
  };

  const advance = (): void => {
    review();
    while (held.length > 0 && slow().length === 0) {
      const next = held.shift();
      if (next) deliver(next.frames);
      next?.sent();
    }
    if (held.length === 0 || isTimed) return;
    isTimed = true;
    const since = Math.min(...slow().map((subscriber) => subscriber.movedAt()));
    later(Math.max(1, since + patience - now()), () => {
      isTimed = false;
      advance();
    });
  };

  return {
    send: (frames) => {
      if (held.length === 0 && slow().length === 0) return void deliver(frames);
      const sent = new Promise<void>((resolve) => held.push({ frames, sent: resolve }));
      advance();
      return sent;
    },
    moved: () => {
      if (held.length > 0 || lost.size > 0) advance();
    },
  };
};
