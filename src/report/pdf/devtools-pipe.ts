import type { Readable, Writable } from "node:stream";
import { PinbookError } from "../../errors.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Chromium's DevTools protocol over a pair of pipes: JSON messages, each ended by a NUL. */
export interface DevTools {
  /** Sends a command and gives its result; rejects where the browser refuses it or is gone. */
  send(method: string, params?: Fields, session?: string): Promise<Fields>;
  /** The next event of this name. */
  once(event: string, session: string): Promise<Fields>;
  /** Rejects all that still waits. */
  fail(reason: string): void;
}

interface Waiting {
  readonly resolve: (value: Fields) => void;
  readonly reject: (error: Error) => void;
}

/** The protocol's client on the browser's file descriptors 3 (to it) and 4 (from it). */
export const devTools = (to: Writable, from: Readable): DevTools => {
  const replies = new Map<number, Waiting>();
  const events = new Map<string, Waiting[]>();
  let gone: Error | undefined;
  let sent = 0;
  const fail = (reason: string): void => {
    gone ??= new PinbookError(reason);
    for (const { reject } of [...replies.values(), ...[...events.values()].flat()]) reject(gone);
    replies.clear();
    events.clear();
  };
  const wait = (keep: (waiting: Waiting) => void): Promise<Fields> =>
    new Promise((resolve, reject) => (gone ? reject(gone) : keep({ resolve, reject })));
  receive(from, (message) => {
    if (message.id === undefined) {
      const name = `${message.sessionId ?? ""} ${message.method}`;
      for (const { resolve } of events.get(name) ?? []) resolve(message.params ?? {});
      events.delete(name);
      return;
    }
    const waiting = replies.get(message.id);
    replies.delete(message.id);
    if (message.error) waiting?.reject(new PinbookError(`Chromium: ${message.error.message}`));
    else waiting?.resolve(message.result ?? {});
  });
  // Its end is told by the process.
  to.on("error", () => {});
  from.on("error", () => {});
  return {
    fail,
    send: (method, params = {}, sessionId) =>
      wait((waiting) => {
        sent += 1;
        replies.set(sent, waiting);
        to.write(`${JSON.stringify({ id: sent, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
      }),
    once: (event, session) =>
      wait((waiting) => events.set(`${session} ${event}`, [...(events.get(`${session} ${event}`) ?? []), waiting])),
  };
};

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Fields;
  readonly result?: Fields;
  readonly error?: { readonly message: string };
}

const receive = (from: Readable, take: (message: Message) => void): void => {
  let parts: Buffer[] = [];
  from.on("data", (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      parts.push(chunk.subarray(start, end));
      take(JSON.parse(Buffer.concat(parts).toString()) as Message);
      parts = [];
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  });
};
