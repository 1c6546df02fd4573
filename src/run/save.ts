import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { messageOf, PinbookError } from "../errors.ts";
import { isAlive } from "../is-alive.ts";

/** Writes a text file whole or not at all: see replaceFile. */
export const saveText = (path: string, text: string): Promise<void> =>
  replaceFile(path, async (temporary) => writeFileSync(temporary, text, { flag: "wx" }));

/**
 * Replaces a file by one that `write` makes under the name that it is given: whatever happens, the path holds the former
 * or the new content. Folders are made; a link stays and the file that it names is replaced; an existing file keeps its
 * mode and owner, and is left alone where it may not be written. Throws a PinbookError.
 */
export const replaceFile = async <T>(path: string, write: (temporary: string) => Promise<T>): Promise<T> => {
  let temporary: string | undefined;
  // Without promises for each step: a notebook is saved after every cell.
  try {
    const target = linked(path);
    const folder = dirname(target);
    mkdirSync(folder, { recursive: true });
    const former = statSync(target, { throwIfNoEntry: false });
    if (former) accessSync(target, constants.W_OK);
    removeLeftovers(folder);
    count += 1;
    temporary = join(folder, `.pinbook-${process.pid}-${count}.tmp`);
    const result = await write(temporary);
    if (former) takeAfter(temporary, former);
    renameSync(temporary, target);
    return result;
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    throw notSaved(path, error);
  }
};

/** For a file that could not be replaced: its former content is as it was. */
export const notSaved = (path: string, error: unknown): PinbookError =>
  new PinbookError(
    `${path} could not be saved: ${messageOf(error)}. Its former content is as it was; make room or allow writing there, then run again.`,
    { cause: error },
  );

let count = 0;

// The file that a path names through links; it need not be there.
const linked = (path: string, links = 0): string => {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isSymbolicLink() || links > 40) return resolve(path);
  return linked(resolve(dirname(path), readlinkSync(path)), links + 1);
};

const takeAfter = (path: string, { mode, uid, gid }: Stats): void => {
  const made = statSync(path);
  // Only root may give files away; who may not keeps the file as one's own.
  if (made.uid !== uid || made.gid !== gid) attempt(() => chownSync(path, uid, gid));
  if (made.mode !== mode) chmodSync(path, mode & 0o7777);
};

const attempt = (act: () => void): void => {
  try {
    act();
  } catch {}
};

// What processes left that were killed while they saved. On a shared disk their ids may be another machine's, so the
// young ones stay.
const removeLeftovers = (folder: string): void => {
  if (cleaned.has(folder)) return;
  cleaned.add(folder);
  for (const name of readdirSync(folder)) {
    const pid = Number(/^\.pinbook-(\d+)-\d+\.tmp$/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    const path = join(folder, name);
    const written = statSync(path, { throwIfNoEntry: false });
    if (written && Date.now() - written.mtimeMs > 60_000) rmSync(path, { force: true });
  }
};

const cleaned = new Set<string>();
