import { randomUUID } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "./file-error.ts";
import { temporaryFolder } from "./file-list.ts";
import { close, fstat, futimes, open, rename, stat, unlink, writeAll } from "./file-system.ts";

const hour = 3_600_000;
let lastTime = 0;

/**
 * Writes `body` to a new file in the store's temporary folder and gives its path and what stat says of it.
 * Where that fails no file is left. The modification time is one that no other file of this process has,
 * because the system's clock ticks too slowly to tell two quick writes apart.
 */
export const writeTemporary = (root: string, body: Uint8Array): Promise<Temporary> =>
  inTemporary(root, (file) => writeAll(file, body));

/** As writeTemporary, piece by piece. */
export const writeTemporaryPieces = (root: string, pieces: AsyncIterable<Uint8Array>): Promise<Temporary> =>
  inTemporary(root, async (file) => {
    let at = 0;
    for await (const piece of pieces) {
      await writeAll(file, piece, at);
      at += piece.length;
    }
  });

/** Makes a temporary file of one that is there, on the same file system. */
export const takeTemporary = async (root: string, file: string): Promise<Temporary> => {
  const path = join(root, temporaryFolder, randomUUID());
  await rename(file, path);
  const opened = await open(path, "r+");
  const stats = await touch(opened).finally(() => close(opened));
  return { path, stats };
};

/** A file that has no name of its own yet. */
export interface Temporary {
  readonly path: string;
  readonly stats: BigIntStats;
}

const inTemporary = async (root: string, write: (file: number) => Promise<void>): Promise<Temporary> => {
  const path = join(root, temporaryFolder, randomUUID());
  const file = await openNew(path);
  try {
    const stats = await fill(file, write).finally(() => close(file));
    return { path, stats };
  } catch (error) {
    await unlink(path).catch(() => {});
    throw error;
  }
};

const fill = async (file: number, write: (file: number) => Promise<void>): Promise<BigIntStats> => {
  await write(file);
  return touch(file);
};

/** Gives a file a time of its own. */
const touch = async (file: number): Promise<BigIntStats> => {
  // Half a microsecond more, because what is below one is cut off on the way to the system.
  const seconds = (nextTime() + 0.5) / 1e6;
  await futimes(file, seconds, seconds);
  return await fstat(file, { bigint: true });
};

/** Removes what writers that were killed left behind: temporary files older than an hour. */
export const removeLeftovers = async (root: string, now = Date.now()): Promise<void> => {
  const folder = join(root, temporaryFolder);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    const stats = await stat(path).catch(() => undefined);
    if (stats && now - stats.mtimeMs > hour) await rm(path, { recursive: true, force: true }).catch(() => {});
  }
};

const openNew = async (path: string) => {
  try {
    return await open(path, "wx");
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    await mkdir(join(path, ".."), { recursive: true });
    return await open(path, "wx");
  }
};

// Microseconds since 1970: what a file's time given in seconds as a double can hold.
const nextTime = (): number => {
  const now = Math.floor((performance.timeOrigin + performance.now()) * 1000);
  lastTime = Math.max(now, lastTime + 1);
  return lastTime;
};
