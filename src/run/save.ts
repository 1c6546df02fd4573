import type { Stats } from "node:fs";
import {
  access,
  chmod,
  chown,
  constants,
  lstat,
  mkdir,
  readdir,
  readlink,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { messageOf, PinbookError } from "../errors.ts";
import { isAlive } from "../is-alive.ts";

/**
 * Writes a text file whole or not at all: whatever happens, the path holds the former or the new text. Folders are made;
 * a link stays and the file that it names is replaced; an existing file keeps its mode and owner, and is left alone where
 * it may not be written.
 */
export const saveText = async (path: string, text: string): Promise<void> => {
  let temporary: string | undefined;
  try {
    const target = await linked(path);
    const folder = dirname(target);
    await mkdir(folder, { recursive: true });
    const former = await stat(target).catch(() => undefined);
    if (former) await access(target, constants.W_OK);
    await removeLeftovers(folder);
    count += 1;
    temporary = join(folder, `.pinbook-${process.pid}-${count}.tmp`);
    await writeFile(temporary, text, { flag: "wx" });
    if (former) await takeAfter(temporary, former);
    await rename(temporary, target);
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => {});
    throw new PinbookError(
      `${path} could not be saved: ${messageOf(error)}. Its former content is as it was; make room or allow writing there, then run again.`,
      { cause: error },
    );
  }
};

let count = 0;

// The file that a path names through links; it need not be there.
const linked = async (path: string, links = 0): Promise<string> => {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isSymbolicLink() || links > 40) return resolve(path);
  return linked(resolve(dirname(path), await readlink(path)), links + 1);
};

const takeAfter = async (path: string, { mode, uid, gid }: Stats): Promise<void> => {
  const made = await stat(path);
  // Only root may give files away; who may not keeps the file as one's own.
  if (made.uid !== uid || made.gid !== gid) await chown(path, uid, gid).catch(() => {});
  await chmod(path, mode & 0o7777);
};

// What processes left that were killed while they saved. On a shared disk their ids may be another machine's, so the
// young ones stay.
const removeLeftovers = async (folder: string): Promise<void> => {
  if (cleaned.has(folder)) return;
  cleaned.add(folder);
  for (const name of await readdir(folder)) {
    const pid = Number(/^\.pinbook-(\d+)-\d+\.tmp$/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    const path = join(folder, name);
    const written = await stat(path).catch(() => undefined);
    if (written && Date.now() - written.mtimeMs > 60_000) await rm(path, { force: true });
  }
};

const cleaned = new Set<string>();
