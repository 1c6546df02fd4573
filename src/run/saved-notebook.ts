import { close as closeFile, closeSync, fstatSync, openSync, readSync, writeFileSync, writeSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { type Cell, formatCell, type Notebook, notebookParts } from "../notebook/index.ts";
import { replaceFile } from "./save.ts";

/** A notebook's file that is replaced again and again, each time whole or not at all. */
export interface SavedNotebook {
  /**
   * Replaces the file. Cells that are large and as they were are copied from the former file, so that neither their text is
   * made again nor kept. Large notebooks let other work go on in between. Gives the bytes written. Throws a PinbookError;
   * the former file stays.
   */
  write(notebook: Notebook): Promise<number>;
  close(): void;
}

/** A notebook's file for saving; nothing is written yet. */
export const savedNotebook = (path: string): SavedNotebook => {
  let former: Written | undefined;
  const close = (): void => {
    // Not at once: the last to close a file that is no more waits until the disk has what was written to it.
    if (former) closeFile(former.fd, () => {});
    former = undefined;
  };
  return {
    write: async (notebook) => {
      const written = await replaceFile(path, (temporary) => writeNew(temporary, notebook, former));
      close();
      former = written;
      return written.size;
    },
    close,
  };
};

/** What the file holds: where each large cell stands in it, in bytes. */
interface Written {
  readonly fd: number;
  readonly cells: ReadonlyMap<Cell, Span>;
  readonly size: number;
  readonly changed: number;
}

interface Span {
  readonly start: number;
  readonly length: number;
}

/** Bytes from which on a cell is copied rather than formatted anew, that are gathered into one write, and after which other work has its turn. */
const largeCell = 1 << 16;
const gathered = 1 << 18;
const turn = 1 << 22;

const writeNew = async (path: string, notebook: Notebook, former: Written | undefined): Promise<Written> => {
  const fd = openSync(path, "wx+");
  try {
    const cells = await writeParts(fd, notebook, former && isUntouched(former) ? former : undefined);
    const { size, mtimeMs } = fstatSync(fd);
    return { fd, cells, size, changed: mtimeMs };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
};

// Somebody may write into the very file that we made.
const isUntouched = ({ fd, size, changed }: Written): boolean => {
  const now = fstatSync(fd);
  return now.size === size && now.mtimeMs === changed;
};

const writeParts = async (fd: number, notebook: Notebook, former: Written | undefined) => {
  const cells = new Map<Cell, Span>();
  let waiting: string[] = [];
  let waitingLength = 0;
  let at = 0;
  let sinceTurn = 0;
  const flush = (): void => {
    const bytes = Buffer.from(waiting.join(""));
    if (bytes.length > 0) writeFileSync(fd, bytes);
    at += bytes.length;
    sinceTurn += bytes.length;
    waiting = [];
    waitingLength = 0;
  };
  for (const part of notebookParts(notebook)) {
    const known = typeof part === "string" ? undefined : former?.cells.get(part);
    if (former && known && typeof part !== "string") {
      flush();
      cells.set(part, { start: at, length: known.length });
      for (let done = 0; done < known.length; done += gathered) {
        const length = Math.min(gathered, known.length - done);
        copy(former.fd, known.start + done, fd, length);
        at += length;
        sinceTurn += length;
        if (sinceTurn >= turn) sinceTurn = await otherWork();
      }
    } else {
      const text = typeof part === "string" ? part : formatCell(part);
      if (text.length >= largeCell) flush();
      waiting.push(text);
      waitingLength += text.length;
      const start = at;
      if (waitingLength >= gathered || text.length >= largeCell) flush();
      if (text.length >= largeCell && typeof part !== "string") cells.set(part, { start, length: at - start });
    }
    if (sinceTurn >= turn) sinceTurn = await otherWork();
  }
  flush();
  return cells;
};

const otherWork = async (): Promise<0> => {
  await setImmediate();
  return 0;
};

const buffer = Buffer.allocUnsafeSlow(gathered);

const copy = (from: number, position: number, to: number, length: number): void => {
  for (let read = 0; read < length; ) {
    const count = readSync(from, buffer, read, length - read, position + read);
    if (count === 0) throw new Error("the former file ends too early");
    read += count;
  }
  for (let written = 0; written < length; ) written += writeSync(to, buffer, written, length - written);
};
