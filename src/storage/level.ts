import { compareKeys } from "./key.ts";
import type { ObjectInfo, ObjectStore } from "./types.ts";

/** A folder: the start, with its "/", that some keys share. */
export interface FolderInfo {
  readonly folder: string;
}

/** What is directly under `prefix` (empty, or ending in "/"): its objects, and its folders once each, sorted. */
export async function* listLevel(store: ObjectStore, prefix: string): AsyncGenerator<ObjectInfo | FolderInfo> {
  let startAfter: string | undefined;
  for (;;) {
    const folder: string | undefined = yield* upToFolder(store, prefix, startAfter);
    if (folder === undefined) return;
    // Goes on behind all that is in the folder instead of listing it.
    startAfter = `${folder}\u{10ffff}`;
  }
}

// Yields objects up to the first folder, which it yields and returns.
async function* upToFolder(
  store: ObjectStore,
  prefix: string,
  startAfter: string | undefined,
): AsyncGenerator<ObjectInfo | FolderInfo, string | undefined> {
  const passed = startAfter?.slice(0, startAfter.lastIndexOf("/") + 1);
  for await (const info of store.list(prefix, startAfter === undefined ? {} : { startAfter })) {
    if (passed && info.key.startsWith(passed)) continue;
    const end = info.key.indexOf("/", prefix.length);
    if (end < 0) {
      yield info;
      continue;
    }
    const folder = info.key.slice(0, end + 1);
    yield { folder };
    return folder;
  }
  return undefined;
}

/** The names that are there, for messages: at most `most`, sorted. */
export const namesAt = async (store: ObjectStore, prefix: string, most: number): Promise<string[]> => {
  const names: string[] = [];
  for await (const item of listLevel(store, prefix)) {
    names.push(("folder" in item ? item.folder : item.key).slice(prefix.length));
    if (names.length === most) break;
  }
  return names.sort(compareKeys);
};
