import { closeSync, openSync, readSync } from "node:fs";

/** Milliseconds that a disk may keep this thread for one group of files, and for one of them on average. */
const patience = 50;
const patienceForOne = 1;
/** Only files of fewer bytes are small. */
export const mostRead = 1 << 16;
const slabSize = 1 << 20;

/**
 * Reads small files on this thread, one after the other: a local disk answers sooner than another thread could ask it. The
 * function gives undefined where that cannot be, or has taken long already: what then goes wrong shows when it is read.
 */
export const readerNow = (): ((path: string) => Uint8Array | undefined) => {
  const begun = performance.now();
  // One by one their buffers would cost more than the files.
  let slab = Buffer.allocUnsafeSlow(0);
  let used = 0;
  let count = 0;
  return (path) => {
    const spent = performance.now() - begun;
    if (spent > patience || (count >= 8 && spent > count * patienceForOne)) return undefined;
    count += 1;
    if (slab.length - used < mostRead) {
      slab = Buffer.allocUnsafeSlow(slabSize);
      used = 0;
    }
    const length = readInto(path, slab, used);
    if (length === undefined) return undefined;
    used += length;
    return slab.subarray(used - length, used);
  };
};

/** How many bytes a file has, of fewer than `mostRead`, which are then in the buffer. */
const readInto = (path: string, buffer: Buffer, start: number): number | undefined => {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const length = readSync(file, buffer, start, mostRead, 0);
    return length < mostRead ? length : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
};
