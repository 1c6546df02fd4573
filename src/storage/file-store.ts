import { mkdir, rmdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { PinbookError, usageError } from "../errors.ts";
import { codeOf, fileError } from "./file-error.ts";
import { fileInfo, infoOf, listFiles, temporaryFolder } from "./file-list.ts";
import { close, fstat, link, open, readAt, readFile, rename, stat, unlink } from "./file-system.ts";
import { removeLeftovers, writeTemporary } from "./file-temporary.ts";
import { checkKey } from "./key.ts";
import { limit } from "./limit.ts";
import { NoSuchObject } from "./no-such-object.ts";
import { checkRange } from "./range.ts";
import { recordedStore } from "./recorded.ts";
import type { ByteRange, ObjectInfo, ObjectStore } from "./types.ts";

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

  return recordedStore({
    url,
    put: async (key, body) => write(key, (path) => putFile(root, key, path, body)),
    putIfAbsent: async (key, body) => write(key, (path) => linkFile(root, path, body)),
    get: async (key, range) =>
      guarded("read", key, async (path) => {
        try {
          return range ? await readRange(path, checkRange(range)) : await readFile(path);
        } catch (error) {
          if (["ENOENT", "ENOTDIR", "EISDIR"].includes(codeOf(error) ?? "")) throw new NoSuchObject(key, url, error);
          throw error;
        }
      }),
    head: async (key) => guarded("read", key, () => fileInfo(root, key)),
    list: (prefix, options) => listGuarded(root, prefix, options?.startAfter),
    delete: async (key) => guarded("delete", key, (path) => removeFile(root, path)),
  });
};

async function* listGuarded(root: string, prefix: string, startAfter?: string): AsyncGenerator<ObjectInfo> {
  try {
    yield* listFiles(root, prefix, startAfter);
  } catch (error) {
    throw fileError("list", root, error);
  }
}

const putFile = async (root: string, key: string, path: string, body: Uint8Array): Promise<ObjectInfo> => {
  const temporary = await writeTemporary(root, body);
  try {
    await inFolder(path, () => rename(temporary.path, path));
  } catch (error) {
    await unlink(temporary.path).catch(() => {});
    throw error;
  }
  return infoOf(key, temporary.stats);
};

const linkFile = async (root: string, path: string, body: Uint8Array): Promise<boolean> => {
  const temporary = await writeTemporary(root, body);
  try {
    await inFolder(path, () => link(temporary.path, path));
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return await occupied(path);
    if (["EPERM", "ENOTSUP", "ENOSYS"].includes(codeOf(error) ?? "")) throw noHardLinks(path, error);
    throw error;
  } finally {
    await unlink(temporary.path).catch(() => {});
  }
};

// A folder of that name is no object: no key can be put there, so saying "there is one" would mislead.
const occupied = async (path: string): Promise<false> => {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory()) throw folderInTheWay(path);
  return false;
};

const folderInTheWay = (path: string) => Object.assign(new Error(`${path} is a folder`), { code: "EISDIR" });

const noHardLinks = (path: string, cause: unknown) =>
  new PinbookError(
    `cannot write ${path} only if it is absent: its file system has no hard links (or forbids them); use a folder on another one`,
    { cause },
  );

// Another process may remove an empty folder between our making it and our writing there, so it is made again.
const inFolder = async (path: string, task: () => Promise<void>): Promise<void> => {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
      await mkdir(dirname(path), { recursive: true });
    }
  }
  await task();
};

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
