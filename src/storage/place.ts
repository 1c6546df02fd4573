import { statSync } from "node:fs";
import { resolve } from "node:path";
import { usageError } from "../errors.ts";
import { fileStore } from "./file-store.ts";
import { parseGlob } from "./glob.ts";
import { checkKey } from "./key.ts";
import { folderOf, openStore, type StoreOptions } from "./open-store.ts";
import type { ObjectStore, Place } from "./types.ts";

/** The place that a path, a glob or a URL names: `data/*.json`, `file:///data/`, `s3://bucket/prefix/*.parquet`. */
export const openPlace = (name: string, options: StoreOptions = {}): Place => {
  const [, bucket, key = ""] = /^(s3:\/\/[^/]+)(?:\/(.*))?$/s.exec(name) ?? [];
  if (bucket !== undefined) return { store: openStore(bucket, options), path: key };
  // Says which URLs there are where it is none of them.
  if (!name.startsWith("file:")) openStore(name, options);
  return localPlace(folderOf(name), name.endsWith("/"));
};

/** A glob matches from the first name with a wildcard on; a file of just that name is meant before any glob. */
const localPlace = (name: string, isFolder: boolean): Place => {
  const path = resolve(name);
  const parts = path.split("/");
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const wild = isFile ? -1 : parts.findIndex(isGlob);
  const cut = wild < 0 ? (isFolder ? parts.length : parts.length - 1) : wild;
  const root = parts.slice(0, cut).join("/") || "/";
  const rest = parts.slice(cut).join("/");
  return { store: fileStore(root), path: rest, root: root === "/" ? "" : root };
};

/** Whether a path is a pattern and not a name. */
export const isGlob = (path: string): boolean => /[*?{]/.test(path);

/** The key of an object, as people are shown it. */
export const shownKey = ({ store, root }: Place, key: string): string => `${root ?? store.url}/${key}`;

/** An object of a place. */
export interface PlacedObject {
  readonly key: string;
  /** In bytes, where the listing told it. */
  readonly size?: number;
  /** As people are shown it. */
  readonly path: string;
  readonly place: Place;
}

/**
 * The objects of a place, sorted, many at once: what a glob matches; else the one of that key, or those of the folder of
 * that name but for hidden ones, whose names or folders start with `.` or `_`. Throws where there is none.
 */
export async function* objectsAt(place: Place): AsyncGenerator<readonly PlacedObject[]> {
  const start = shownKey(place, "");
  let count = 0;
  for await (const listed of found(place)) {
    count += listed.length;
    yield listed.map(({ key, size }): PlacedObject => {
      const object = { key, path: start + key, place };
      return size === undefined ? object : { ...object, size };
    });
  }
  if (count > 0) return;
  const what = isGlob(place.path) ? "matches the glob" : "is at";
  throw usageError(
    `No file ${what} ${shownKey(place, place.path)}: give a file, a folder, or a glob such as "raw/**/*.json".`,
  );
}

interface Listed {
  readonly key: string;
  readonly size?: number;
}

async function* found({ store, path }: Place): AsyncGenerator<readonly Listed[]> {
  // Folders hold files whose names look like globs; in buckets a question more for each glob would be dear.
  const isPattern = isGlob(path) && !(store.url.startsWith("file:") && (await store.head(path)));
  if (isPattern) {
    const { prefix, matches } = parseGlob(path);
    for await (const some of listed(store, prefix)) yield some.filter(({ key }) => matches(key));
    return;
  }
  const object = path === "" || path.endsWith("/") ? undefined : await store.head(checkKey(path));
  if (object) {
    yield [object];
    return;
  }
  const folder = path === "" ? "" : `${path.replace(/\/$/, "")}/`;
  for await (const some of listed(store, folder)) yield some.filter(({ key }) => !isHidden(key.slice(folder.length)));
}

async function* listed(store: ObjectStore, prefix: string): AsyncGenerator<readonly Listed[]> {
  if (store.keys) {
    for await (const keys of store.keys(prefix)) yield keys.map((key) => ({ key }));
    return;
  }
  let some: Listed[] = [];
  for await (const info of store.list(prefix)) {
    some.push(info);
    if (some.length < atOnce) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

const atOnce = 128;

const isHidden = (path: string): boolean => /(?:^|\/)[._]/.test(path);
