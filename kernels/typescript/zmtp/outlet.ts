import type { Writable } from "node:stream";

/** The way out to one peer: takes everything, writes it in order and tells how far behind the peer is. */
export interface Outlet {
  put(pieces: readonly Uint8Array[]): void;
  /** Bytes that are not written yet. */
  pending(): number;
  /** When bytes were last written, or the first of them were put, in milliseconds. */
  movedAt(): number;
  /** Resolves when all is written, or never will be. */
  drained(): Promise<void>;
}

/** Bytes of one write: a peer that reads slowly is seen to read. */
const step = 1 << 20;
/** Pieces of one write. */
const mostPieces = 512;
/** What is smaller together is written as one. */
const joined = 1 << 16;
/** What a piece counts beside its bytes. */
const perPiece = 128;

/** What was put in one turn of the loop goes out in one write. `moved` is called when some of it was written. */
export const createOutlet = (
  stream: Writable,
  moved: () => void,
  now: () => number = () => performance.now(),
): Outlet => {
  let queue: Uint8Array[] = [];
  let pending = 0;
  let movedAt = now();
  let isBusy = false;
  let waiting: (() => void)[] = [];
  const write = (): void => {
    if (queue.length === 0 || stream.destroyed) return void settle();
    const pieces = next();
    const cost = costOf(pieces);
    const done = (): void => {
      pending -= cost;
      movedAt = now();
      write();
      moved();
    };
    if (pieces.length === 1 || cost <= joined)
      return void stream.write(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces), done);
    stream.cork();
    for (const piece of pieces.slice(0, -1)) stream.write(piece);
    stream.write(pieces.at(-1), done);
    stream.uncork();
  };
  const settle = (): void => {
    isBusy = false;
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve();
  };
  /** Takes about one step from the queue. */
  const next = (): Uint8Array[] => {
    let size = 0;
    let count = 0;
    while (count < queue.length && count < mostPieces && size < step) size += queue[count++]?.length ?? 0;
    const pieces = queue.slice(0, count);
    queue = queue.slice(count);
    const last = pieces.at(-1);
    if (size <= step || !last) return pieces;
    const kept = last.length - (size - step);
    queue.unshift(last.subarray(kept));
    pending += perPiece;
    return [...pieces.slice(0, -1), last.subarray(0, kept)];
  };
  stream.on("close", settle);
  return {
    put: (pieces) => {
      if (stream.destroyed) return;
      for (const piece of pieces) queue.push(piece);
      if (pending === 0) movedAt = now();
      pending += costOf(pieces);
      if (isBusy) return;
      isBusy = true;
      // Once the loop has handed over all that came: then that is one write.
      setImmediate(write);
    },
    pending: () => pending,
    movedAt: () => movedAt,
    drained: () => (isBusy ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
  };
};

const costOf = (pieces: readonly Uint8Array[]): number =>
  pieces.reduce((sum, { length }) => sum + length + perPiece, 0);
