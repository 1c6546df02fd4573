import { unrecorded } from "../../access.ts";
import { PinbookError } from "../../errors.ts";
import { type ObjectInfo, type Place, type S3Settings, shownKey } from "../../storage/index.ts";
import { targetPlace } from "../write/target.ts";
import { isCompressed, packed } from "./compressed.ts";
import type { FileRanges } from "./file.ts";
import { linesOf } from "./lines.ts";
import type { Rejected } from "./rejects.ts";
import { makeSpool, type Spool } from "./spool.ts";

/** The dead letters of one reading, on their way into their file. */
export interface DeadLetters {
  /** The file, as people are shown it. */
  readonly shown: string;
  /** What follows is of this file, and all of those before is there. */
  begin(file: string): void;
  add(rejected: Rejected): void;
  /** Puts them into their file, in the place of what it held of the files that were read. */
  publish(isWhole: boolean): Promise<void>;
  discard(): Promise<void>;
}

/** Throws where the name is none of a file. */
export const openDeadLetters = (target: string | Place, s3: S3Settings | undefined): DeadLetters => {
  const place = targetPlace(target, s3);
  if (place.path === "") throw new PinbookError("deadLetters names a folder: name a file in it, such as dead.ndjson.");
  const spool = makeSpool();
  const begun = new Set<string>();
  let [last, lastLine] = ["", 0];
  return {
    shown: shownKey(place, place.path),
    begin: (file) => {
      begun.add(file);
      [last, lastLine] = [file, 0];
    },
    add: (rejected) => {
      spool.add(`${JSON.stringify(rejected)}\n`);
      if (rejected.file === last) lastLine = rejected.line;
    },
    publish: async (isWhole) => {
      // Of a file that was not read to its end, what was rejected behind the last line is not known anew.
      const isOld = ({ file, line }: Placed) => begun.has(file) && (isWhole || file !== last || line <= lastLine);
      try {
        await inTurn(place, () => merge(place, spool, isOld));
      } finally {
        await spool.remove();
      }
    },
    discard: () => spool.remove(),
  };
};

interface Placed {
  readonly file: string;
  readonly line: number;
}

const turns = new Map<string, Promise<unknown>>();

/** One at a time for each file of dead letters. */
const inTurn = async (place: Place, action: () => Promise<void>): Promise<void> => {
  const name = shownKey({ store: place.store, path: "" }, place.path);
  const mine = (turns.get(name) ?? Promise.resolve()).then(action, action);
  turns.set(name, mine);
  try {
    await mine;
  } finally {
    if (turns.get(name) === mine) turns.delete(name);
  }
};

const mostAttempts = 20;

/** What is there but for old letters, and then the new ones; again where another process has written meanwhile. */
const merge = async (place: Place, spool: Spool, isOld: (letter: Placed) => boolean): Promise<void> => {
  const { store, path } = place;
  const look = () => unrecorded(() => store.head(path));
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const before = await look();
    if (!before && spool.isEmpty) return;
    const kept = before ? keptLetters(place, before, isOld) : undefined;
    const pieces = kept ? joined(kept.pieces(), spool.pieces()) : spool.pieces();
    const staged = await store.stage(path, isCompressed(path) ? packed(path, pieces) : pieces);
    const isSame = (await look())?.etag === before?.etag;
    const isNothing = spool.isEmpty && kept?.isEmpty() === true;
    const isUnchanged = spool.isEmpty && kept?.isAll() === true;
    if (!isSame || isNothing || isUnchanged) await staged.discard();
    if (isSame && isUnchanged) return;
    if (isSame && isNothing) return store.delete(path);
    if (isSame && (await staged.publish(before ? "replace" : "if-absent"))) return;
  }
  throw new PinbookError(
    `${shownKey(place, path)} is written by others all the time: name another file for dead letters.`,
  );
};

async function* joined(...parts: readonly AsyncIterable<Uint8Array>[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield* part;
}

/** The letters of a file that stay. */
const keptLetters = ({ store, path, root }: Place, { size }: ObjectInfo, isOld: (letter: Placed) => boolean) => {
  const shown = shownKey({ store, path, ...(root !== undefined && { root }) }, path);
  const read: FileRanges["read"] = (start, end) => unrecorded(() => store.get(path, { start, end }));
  let [kept, all] = [0, 0];
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for await (const lines of linesOf({ path, size, read })) {
      const letters = lines.map(({ line, text }) => ({ text, letter: letterOf(text, shown, line) }));
      const staying = letters.filter(({ letter }) => !isOld(letter));
      all += lines.length;
      kept += staying.length;
      if (staying.length > 0) yield new TextEncoder().encode(staying.map(({ text }) => `${text}\n`).join(""));
    }
  };
  return { pieces, isEmpty: () => kept === 0, isAll: () => kept === all };
};

const letterOf = (text: string | undefined, shown: string, line: number): Placed => {
  try {
    const { file, line: at, reason } = JSON.parse(text ?? "") as Readonly<Record<string, unknown>>;
    if (typeof file === "string" && typeof at === "number" && typeof reason === "string") return { file, line: at };
  } catch {
    // It is none, as said below.
  }
  throw new PinbookError(
    `${shown} is there and holds no dead letters, as its line ${line} shows: name another file for deadLetters.`,
  );
};
