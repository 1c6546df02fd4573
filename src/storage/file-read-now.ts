import { closeSync, openSync, readSync } from "node:fs";

/** Milliseconds that a disk may keep this thread for one group of files. */
const patience = 10;
const most = 1 << 16;
const buffer = Buffer.allocUnsafe(most);

/**
 * A small file's content, read on this thread: a local disk answers sooner than another thread could ask it. Undefined
 * where that cannot be, or has taken long already (`spent` milliseconds): what then goes wrong shows when it is read.
 */
export const readNow = (path: string, spent: number): Uint8Array | undefined => {
  if (spent > patience) return undefined;
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const length = readSync(file, buffer, 0, most, 0);
    return length < most ? Uint8Array.prototype.slice.call(buffer, 0, length) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
};
