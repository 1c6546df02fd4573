/** Sends one message after another and holds them back while a receiver is slow; one that does not read at all goes without. */
export interface Outbox {
  /** Resolves once the message is on its way, or given up. */
  send(frames: readonly Uint8Array[]): Promise<void>;
}

export interface OutboxOptions {
  /** Hands a message over; false where a receiver is so far behind that it does not take it now. */
  readonly trySend: (frames: readonly Uint8Array[]) => Promise<boolean>;
  /** Hands a message to the receivers that take it now; the others do not get it. */
  readonly sendToSome: (frames: readonly Uint8Array[]) => Promise<void>;
  /** What to send, before anything else, once all receivers take messages again after `lost` did not reach one. */
  readonly noticeOf: (lost: number) => readonly Uint8Array[];
  /** How long a message waits for receivers, in milliseconds, before those that do not read go without it, and without all that follow until they read again. */
  readonly patience: number;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  readonly log: (line: string) => void;
}

const step = 4;

export const createOutbox = ({ trySend, sendToSome, noticeOf, patience, pause, log }: OutboxOptions): Outbox => {
  let last: Promise<void> = Promise.resolve();
  let lost = 0;
  const lose = (frames: readonly Uint8Array[]): Promise<void> => {
    lost++;
    return sendToSome(frames);
  };
  const deliver = async (frames: readonly Uint8Array[]): Promise<void> => {
    if (lost > 0) {
      if (!(await trySend(noticeOf(lost)))) return lose(frames);
      lost = 0;
    }
    for (let waited = 0; !(await trySend(frames)); waited += step) {
      if (waited >= patience) {
        log(`a front end has not read for ${patience / 1000} s: it gets no output until it does`);
        return lose(frames);
      }
      await pause(step);
    }
  };
  return {
    send: (frames) => {
      last = last.then(() => deliver(frames));
      return last;
    },
  };
};
