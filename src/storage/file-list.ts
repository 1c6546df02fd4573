import { type BigIntStats, type Dirent, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "./file-error.ts";
import { stat } from "./file-system.ts";
import { compareKeys } from "./key.ts";
import type { ObjectInfo } from "./types.ts";

/** Where temporary files are: in the store's folder, so that a rename stays on one file system, and never listed. */
export const temporaryFolder = ".pinbook-tmp";

const statsAtOnce = 128;

/**
 * The files under `root` whose keys start with `prefix` and come after `startAfter`, sorted by their UTF-8 bytes.
 * Reads only folders that can hold such keys, one at a time. Links to files are followed, links to folders are not.
 */
export async function* listFiles(root: string, prefix: string, startAfter = ""): AsyncGenerator<ObjectInfo> {
  let keys: string[] = [];
  for await (const key of walk(root, prefix.slice(0, prefix.lastIndexOf("/") + 1), prefix, startAfter)) {
    keys.push(key);
    if (keys.length < statsAtOnce) continue;
    yield* existing(root, keys);
    keys = [];
  }
  yield* existing(root, keys);
}

/** The keys alone, those of a folder that follow one another at once. */
export async function* listKeys(root: string, prefix: string): AsyncGenerator<readonly string[]> {
  yield* walkKeys(root, prefix.slice(0, prefix.lastIndexOf("/") + 1), prefix);
}

/** What the store tells of a file. */
export const infoOf = (key: string, stats: BigIntStats): ObjectInfo => ({
  key,
  size: Number(stats.size),
  etag: `${stats.ino.toString(36)}-${stats.mtimeNs.toString(36)}-${stats.size.toString(36)}`,
  modified: new Date(Number(stats.mtimeMs)),
});

async function* walk(root: string, folder: string, prefix: string, startAfter: string): AsyncGenerator<string> {
  for (const { key, isFolder } of await children(root, folder)) {
    if (isFolder) {
      const mayHold = key.startsWith(prefix) || prefix.startsWith(key);
      const mayFollow = compareKeys(key, startAfter) > 0 || startAfter.startsWith(key);
      if (mayHold && mayFollow) yield* walk(root, key, prefix, startAfter);
    } else if (key.startsWith(prefix) && compareKeys(key, startAfter) > 0) yield key;
  }
}

async function* walkKeys(root: string, folder: string, prefix: string): AsyncGenerator<readonly string[]> {
  let keys: string[] = [];
  for (const { key, isFolder, isLink } of await children(root, folder)) {
    if (!isFolder) {
      if (key.startsWith(prefix) && (!isLink || (await fileInfo(root, key)))) keys.push(key);
      continue;
    }
    if (!key.startsWith(prefix) && !prefix.startsWith(key)) continue;
    if (keys.length > 0) yield keys;
    keys = [];
    yield* walkKeys(root, key, prefix);
  }
  if (keys.length > 0) yield keys;
}

// A folder is sorted by its name with the "/": so "a-b" comes before "a/b", as it does among keys.
const children = async (root: string, folder: string) => {
  const entries = await entriesOf(join(root, folder));
  return entries
    .filter((entry) => entry.isDirectory() || entry.isFile() || entry.isSymbolicLink())
    .filter((entry) => folder !== "" || entry.name !== temporaryFolder)
    .map((entry) => ({
      key: `${folder}${entry.name}${entry.isDirectory() ? "/" : ""}`,
      isFolder: entry.isDirectory(),
      isLink: entry.isSymbolicLink(),
    }))
    .sort((a, b) => compareKeys(a.key, b.key));
};

const entriesOf = async (path: string): Promise<Dirent[]> => {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
};

/** Milliseconds that a disk may keep this thread for one group of files. */
const patience = 10;

// A local disk answers sooner than another thread could ask it; one that is slow, over a network perhaps, is asked for the rest all at once.
async function* existing(root: string, keys: readonly string[]): AsyncGenerator<ObjectInfo> {
  const begun = performance.now();
  const infos: (ObjectInfo | undefined | Promise<ObjectInfo | undefined>)[] = keys.map((key) =>
    performance.now() - begun < patience ? fileInfoNow(root, key) : fileInfo(root, key),
  );
  for (const info of await Promise.all(infos)) if (info) yield info;
}

const fileInfoNow = (root: string, key: string): ObjectInfo | undefined => {
  try {
    const stats = statSync(join(root, key), { bigint: true, throwIfNoEntry: false });
    return stats?.isFile() ? infoOf(key, stats) : undefined;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
};

/** A file's info, or undefined where no file is. */
export const fileInfo = async (root: string, key: string): Promise<ObjectInfo | undefined> => {
  try {
    const stats = await stat(join(root, key), { bigint: true });
    return stats.isFile() ? infoOf(key, stats) : undefined;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
};

const isGone = (error: unknown) => codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";
