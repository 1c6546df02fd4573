import { PinbookError, usageError } from "../errors.ts";
import { parseGlob } from "./glob.ts";
import { checkKey } from "./key.ts";
import { listLevel, namesAt } from "./level.ts";
import { openStore, type StoreOptions } from "./open-store.ts";
import type { ObjectInfo, ObjectStore, Place } from "./types.ts";

/** What ls tells of a name. */
export interface Entry {
  /** With the mount point: `/mnt/pins/topics/`. */
  readonly path: string;
  /** The last part; a folder's ends in "/". */
  readonly name: string;
  /** In bytes; 0 for a folder. */
  readonly size: number;
  readonly isFolder: boolean;
  /** Not for a folder. */
  readonly modified?: Date;
}

/** A store that has a path. Paths may be given with the mount point or without: `/mnt/pins/topics` or `topics`. */
export interface Mount {
  readonly path: string;
  readonly store: ObjectStore;
  /** One level: what is in a folder, or the one object of that path; throws where nothing is. */
  ls(path?: string): Promise<Entry[]>;
  /** Objects that match, sorted: `*` and `?` within a name, `**` across folders, `{a,b}`. Their keys are the store's, so without the mount point. */
  glob(pattern: string): Promise<ObjectInfo[]>;
  /** Throws NoSuchObject. */
  read(path: string): Promise<Uint8Array>;
  /** As UTF-8. Throws NoSuchObject. */
  readText(path: string): Promise<string>;
  /** The matching objects with their content, sorted by path, several being read ahead. */
  files(
    pattern: string,
    options?: { readonly concurrency?: number },
  ): AsyncIterable<{ readonly path: string; readonly bytes: Uint8Array }>;
  write(path: string, body: Uint8Array | string): Promise<ObjectInfo>;
  /** A place for readers and writers of frames and tables: of an object, of a folder, or of what a glob matches. */
  at(path: string): Place;
}

export type MountOptions = StoreOptions;

/** Gives a store, or the one behind a URL, a path of its own. */
export const mount = (path: string, store: ObjectStore | string, options: MountOptions = {}): Mount => {
  const point = checkPoint(path);
  const opened = typeof store === "string" ? openStore(store, options) : store;
  const keyOf = (given: string) => relative(point, given);
  const read = async (given: string) => opened.get(keyOf(given));
  const glob = (pattern: string) => matching(opened, keyOf(pattern));
  return {
    path: point,
    store: opened,
    ls: async (given = "") => entriesAt(opened, point, keyOf(given)),
    glob: async (pattern) => {
      const found: ObjectInfo[] = [];
      for await (const info of glob(pattern)) found.push(info);
      return found;
    },
    read,
    readText: async (given) => new TextDecoder().decode(await read(given)),
    files: (pattern, { concurrency = 32 } = {}) => readAhead(opened, point, () => glob(pattern), concurrency),
    write: async (given, body) =>
      opened.put(keyOf(given), typeof body === "string" ? new TextEncoder().encode(body) : body),
    at: (given) => ({ store: opened, path: keyOf(given), root: point }),
  };
};

const checkPoint = (path: string): string => {
  const point = path.replace(/\/+$/, "");
  if (!point.startsWith("/") || point.includes("//"))
    throw usageError(`the mount point ${JSON.stringify(path)} is none: write an absolute path such as /mnt/pins`);
  checkKey(point.slice(1));
  return point;
};

const relative = (point: string, path: string): string => {
  if (path === point) return "";
  if (path.startsWith(`${point}/`)) return path.slice(point.length + 1);
  if (path.startsWith("/"))
    throw usageError(
      `${path} is not under the mount point ${point}: write ${point}${path}, or leave the first "/" out`,
    );
  return path;
};

async function* matching(store: ObjectStore, pattern: string): AsyncGenerator<ObjectInfo> {
  const { prefix, matches } = parseGlob(pattern);
  for await (const info of store.list(prefix)) if (matches(info.key)) yield info;
}

const entriesAt = async (store: ObjectStore, point: string, path: string): Promise<Entry[]> => {
  const key = path.replace(/\/+$/, "");
  const prefix = key === "" ? "" : `${checkKey(key)}/`;
  const entries: Entry[] = [];
  for await (const item of listLevel(store, prefix)) {
    entries.push("folder" in item ? folderEntry(point, item.folder) : objectEntry(point, item));
  }
  if (entries.length > 0 || key === "") return entries;
  const object = path.endsWith("/") ? undefined : await store.head(key);
  if (object) return [objectEntry(point, object)];
  throw await nothingAt(store, point, key);
};

const objectEntry = (point: string, { key, size, modified }: ObjectInfo): Entry => ({
  path: `${point}/${key}`,
  name: key.slice(key.lastIndexOf("/") + 1),
  size,
  isFolder: false,
  modified,
});

const folderEntry = (point: string, folder: string): Entry => ({
  path: `${point}/${folder}`,
  name: folder.slice(folder.lastIndexOf("/", folder.length - 2) + 1),
  size: 0,
  isFolder: true,
});

const nothingAt = async (store: ObjectStore, point: string, key: string) => {
  const parent = key.slice(0, key.lastIndexOf("/") + 1);
  const names = await namesAt(store, parent, 10);
  const there = names.length > 0 ? `${point}/${parent} holds ${names.join(", ")}` : `${point}/${parent} is empty`;
  return new PinbookError(`there is nothing at ${point}/${key} (${store.url}): ${there}`);
};

async function* readAhead(
  store: ObjectStore,
  point: string,
  find: () => AsyncIterable<ObjectInfo>,
  concurrency: number,
): AsyncGenerator<{ path: string; bytes: Uint8Array }> {
  if (!(concurrency >= 1)) throw usageError(`concurrency ${concurrency} is too small: give 1 or more`);
  const reading: Promise<{ path: string; bytes: Uint8Array }>[] = [];
  for await (const { key } of find()) {
    const file = store.get(key).then((bytes) => ({ path: `${point}/${key}`, bytes }));
    // Its failure is thrown when its turn comes; until then nobody waits for it.
    file.catch(() => {});
    reading.push(file);
    const first = reading.length >= concurrency ? reading.shift() : undefined;
    if (first) yield await first;
  }
  for (const file of reading) yield await file;
}
