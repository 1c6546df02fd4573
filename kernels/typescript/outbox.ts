/** Sends one message after another and holds them back while a receiver is slow. */
export interface Outbox {
  /** Resolves once the message is on its way, or given up. */
  send(frames: readonly Uint8Array[]): Promise<void>;
}

export interface OutboxOptions {
  /** Hands a message over; false where a receiver is so far behind that it does not take it now. */
  readonly trySend: (frames: readonly Uint8Array[]) => Promise<boolean>;
  /** What to send, before anything else, once messages go out again after `lost` were given up. */
  readonly noticeOf: (lost: number) => readonly Uint8Array[];
  /** How long a message waits for receivers, in milliseconds, before it is given up with all that follow until they read again. */
  readonly patience: number;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  readonly log: (line: string) => void;
}

const step = 4;

export const createOutbox = ({ trySend, noticeOf, patience, pause, log }: OutboxOptions): Outbox => {
  let last: Promise<void> = Promise.resolve();
  let lost = 0;
  const deliver = async (frames: readonly Uint8Array[]): Promise<void> => {
    if (lost > 0) {
      if (!(await trySend(noticeOf(lost)))) return void lost++;
      lost = 0;
    }
    for (let waited = 0; !(await trySend(frames)); waited += step) {
      if (waited >= patience) {
        log(`a front end has not read for ${patience / 1000} s: output is dropped until it does`);
        return void lost++;
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
