import type { SessionOutput } from "./types.ts";

/** Outputs on their way out, in the order in which cells made them. */
export interface Outputs {
  /** Text of a stream; where many pieces come they are put together until the next tick or the next other output. */
  write(name: "stdout" | "stderr", text: string, tag: unknown): void;
  /** An output, or one that is still being made: what comes after it waits for it. Undefined puts nothing out. */
  push(output: SessionOutput | undefined | Promise<SessionOutput | undefined>, tag: unknown): void;
  /** Resolves once everything pushed so far has gone out. */
  settled(): Promise<void>;
  /** Sends what can be sent at once. */
  flush(): void;
  /** Gives up outputs that are still being made. */
  abandon(): void;
}

interface Entry {
  readonly tag: unknown;
  output: SessionOutput | undefined;
  waiting: Promise<void> | undefined;
}

/** Text goes out when it is this long, or has waited for so many milliseconds because the cell does not let the loop turn. */
const flushSize = 1 << 16;
const flushAfter = 50;
/** So many texts go out at once in as many milliseconds: the cell may not let the loop turn again for long. */
const atOnce = 8;

/** `failed` gets what a promise of an output rejects with, and makes the output to show in its place. */
export const createOutputs = (
  onOutput: (output: SessionOutput, tag: unknown) => void,
  failed: (error: unknown) => SessionOutput,
): Outputs => {
  const queue: Entry[] = [];
  let text:
    | {
        readonly name: "stdout" | "stderr";
        readonly tag: unknown;
        readonly since: number;
        size: number;
        readonly parts: string[];
      }
    | undefined;
  let scheduled = false;
  let sent = { since: Number.NEGATIVE_INFINITY, count: 0 };
  const closeText = () => {
    if (!text) return;
    const output = { output_type: "stream", name: text.name, text: text.parts.join("") } as const;
    queue.push({ tag: text.tag, output, waiting: undefined });
    text = undefined;
  };
  const isAtOnce = (now: number): boolean => {
    if (now - sent.since > flushAfter) sent = { since: now, count: 0 };
    sent.count += 1;
    return sent.count <= atOnce;
  };
  const drain = () => {
    for (let head = queue[0]; head && !head.waiting; head = queue[0]) {
      queue.shift();
      if (head.output) onOutput(head.output, head.tag);
    }
  };
  const flush = () => {
    scheduled = false;
    closeText();
    drain();
  };
  return {
    write: (name, piece, tag) => {
      if (piece === "") return;
      if (text && (text.name !== name || text.tag !== tag)) closeText();
      text ??= { name, tag, since: performance.now(), size: 0, parts: [] };
      text.parts.push(piece);
      text.size += piece.length;
      const now = performance.now();
      if (text.size >= flushSize || now - text.since > flushAfter || isAtOnce(now)) return flush();
      // Not an immediate: V8 may stop user code in one, and Node then loses what else is in its queue.
      if (!scheduled) setTimeout(flush, 1);
      scheduled = true;
    },
    push: (output, tag) => {
      closeText();
      const entry: Entry = { tag, output: undefined, waiting: undefined };
      queue.push(entry);
      if (output instanceof Promise) {
        const settle = (result: SessionOutput | undefined) => {
          if (!entry.waiting) return;
          entry.output = result;
          entry.waiting = undefined;
          drain();
        };
        entry.waiting = output.then(settle, (error: unknown) => settle(failed(error)));
      } else {
        entry.output = output;
        drain();
      }
    },
    flush,
    settled: async () => {
      flush();
      for (let head = queue[0]; head; head = queue[0]) await head.waiting;
    },
    abandon: () => {
      for (const entry of queue) entry.waiting = undefined;
      flush();
    },
  };
};
