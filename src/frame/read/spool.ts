import { appendFileSync, createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { scratchPath } from "../../scratch-folder.ts";
import { fileError } from "../../storage/index.ts";

/** Text that is held until it is needed, in memory while it is short, else in a temporary file. */
export interface Spool {
  readonly isEmpty: boolean;
  add(text: string): void;
  /** All of it, as often as it is asked for. */
  pieces(): AsyncGenerator<Uint8Array>;
  remove(): Promise<void>;
}

const mostHeld = 1 << 20;

/** A spool that is empty. Its file's place is looked for ahead, as it is then written where nothing can wait. */
export const makeSpool = (parent = tmpdir()): Spool => {
  let held: string[] = [];
  let length = 0;
  let written = false;
  let path: string | undefined;
  const finding = scratchPath(parent, "letters").then((found) => {
    path = found;
  });
  return {
    get isEmpty() {
      return length === 0 && !written;
    },
    add: (text) => {
      held.push(text);
      length += text.length;
      if (length < mostHeld || path === undefined) return;
      try {
        appendFileSync(path, held.join(""), { mode: 0o600 });
      } catch (error) {
        throw fileError("write", path, error);
      }
      [held, length, written] = [[], 0, true];
    },
    pieces: async function* () {
      if (written && path !== undefined) yield* createReadStream(path);
      for (const text of held) yield new TextEncoder().encode(text);
    },
    remove: async () => {
      await finding;
      if (written && path !== undefined) await rm(path, { force: true });
    },
  };
};
