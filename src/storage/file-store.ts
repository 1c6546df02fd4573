import { randomUUID } from "node:crypto";
import { rmdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { usageError } from "../errors.ts";
import { codeOf, fileError } from "./file-error.ts";
import { fileInfo, infoOf, listFiles, listKeys, temporaryFolder } from "./file-list.ts";
import { folderInTheWay, linkTo, moveTo } from "./file-move.ts";
import { mostRead, readerNow } from "./file-read-now.ts";
import { close, fstat, open, readAt, readFile, stat, unlink } from "./file-system.ts";
import {
  removeLeftovers,
  type Temporary,
  takeTemporary,
  writeTemporary,
  writeTemporaryPieces,
} from "./file-temporary.ts";
import { checkKey } from "./key.ts";
import { limit } from "./limit.ts";
import { NoSuchObject } from "./no-such-object.ts";
import { checkRange } from "./range.ts";
import { recordedStore } from "./recorded.ts";
import type { ByteRange, ObjectStore, StagedObject } from "./types.ts";

/**
 * An object store in a folder, made at the first write: each object is a file that appears whole by rename() or link().
 * An object's etag is its file's inode, modification time and size; each write makes a new file with a time of its own.
 * What put acknowledged survives the end of the process, not the loss of power. Several processes may write at once.
 */
export const fileStore = (folder: string): ObjectStore => {
  const root = resolve(folder);
  const url = pathToFileURL(root).href;
  const run = limit(64);
  let swept: Promise<void> | undefined;

  const guarded = <T>(action: string, key: string, task: (path: string) => Promise<T>): Promise<T> => {
    const path = join(root, checkKey(key));
    if (key === temporaryFolder || key.startsWith(`${temporaryFolder}/`))
      throw usageError(`the object key ${key} is taken: ${temporaryFolder} holds the store's own temporary files`);
    return run(async () => {
      try {
        return await task(path);
      } catch (error) {
        throw fileError(action, path, error);
      }
    });
  };

  const write = <T>(key: string, task: (path: string) => Promise<T>): Promise<T> =>
    guarded("write", key, async (path) => {
      swept ??= removeLeftovers(root);
      await swept;
      return await task(path);
    });

  const reading = <T>(key: string, task: (path: string) => Promise<T>): Promise<T> =>
    guarded("read", key, async (path) => {
      try {
        return await task(path);
      } catch (error) {
        if (["ENOENT", "ENOTDIR", "EISDIR"].includes(codeOf(error) ?? "")) throw new NoSuchObject(key, url, error);
        throw error;
      }
    });

  return recordedStore({
    url,
    put: async (key, body) =>
      write(key, async (path) => {
        const temporary = await writeTemporary(root, body);
        await moveTo(temporary, path);
        return infoOf(key, temporary.stats);
      }),
    putIfAbsent: async (key, body) => write(key, async (path) => linkTo(await writeTemporary(root, body), path)),
    stage: async (key, pieces) =>
      write(key, async (path) => staged(await writeTemporaryPieces(root, pieces), path, (task) => write(key, task))),
    scratch: () => join(root, temporaryFolder, randomUUID()),
    stageFile: async (key, file) =>
      write(key, async (path) => staged(await takeTemporary(root, file), path, (task) => write(key, task))),
    get: async (key, range) => reading(key, (path) => (range ? readRange(path, checkRange(range)) : readFile(path))),
    getSmall: async (keys) => {
      const readNow = readerNow();
      return Promise.all(
        keys.map((key) => readNow(join(root, checkKey(key))) ?? reading(key, (path) => readSmall(path))),
      );
    },
    head: async (key) => guarded("read", key, () => fileInfo(root, key)),
    list: (prefix, options) => guardedList(root, listFiles(root, prefix, options?.startAfter)),
    keys: (prefix) => guardedList(root, listKeys(root, prefix)),
    delete: async (key) => guarded("delete", key, (path) => removeFile(root, path)),
  });
};

/** A temporary file as an object to be. */
const staged = (
  temporary: Temporary,
  path: string,
  write: <T>(task: () => Promise<T>) => Promise<T>,
): StagedObject => ({
  size: Number(temporary.stats.size),
  publish: (mode) =>
    write(async () => {
      if (mode === "if-absent") return linkTo(temporary, path);
      await moveTo(temporary, path);
      return true;
    }),
  discard: () => unlink(temporary.path).catch(() => {}),
});

async function* guardedList<T>(root: string, found: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* found;
  } catch (error) {
    throw fileError("list", root, error);
  }
}

const readRange = async (path: string, { start, end }: ByteRange): Promise<Uint8Array> => {
  const file = await open(path, "r");
  try {
    const stats = await fstat(file);
    if (stats.isDirectory()) throw folderInTheWay(path);
    return await readAt(file, start, Math.max(0, Math.min(end, stats.size) - start));
  } finally {
    await close(file);
  }
};

/** As readerNow, by another thread; undefined where the file is not small. */
const readSmall = async (path: string): Promise<Uint8Array | undefined> => {
  const bytes = await readRange(path, { start: 0, end: mostRead });
  return bytes.length < mostRead ? bytes : undefined;
};

// Folders that became empty go too: to S3 a folder is only a part of names.
const removeFile = async (root: string, path: string): Promise<void> => {
  try {
    await unlink(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(codeOf(error) ?? "")) return;
    // macOS says EPERM for a folder.
    if ((await stat(path)).isDirectory()) return;
    throw error;
  }
  for (let folder = dirname(path); folder !== root; folder = dirname(folder)) {
    const removed = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (!removed) return;
  }
};
