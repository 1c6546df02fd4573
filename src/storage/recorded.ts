import { createHash } from "node:crypto";
import { isRecording, recordAccess, unrecorded } from "../access.ts";
import { NoSuchObject } from "./no-such-object.ts";
import type { ObjectInfo, ObjectStore, StagedObject } from "./types.ts";

/** The store, telling what is read and written: listings with the etags of what was listed, objects by the hash of their content. */
export const recordedStore = (store: ObjectStore): ObjectStore => {
  const nameOf = (key: string): string => `${store.url}#${key}`;
  const wrote = (key: string): void =>
    recordAccess({ kind: "object", name: nameOf(key), fingerprint: "", write: true });
  const { getSmall, keys, stageFile } = store;
  const told = (key: string, staged: StagedObject): StagedObject => ({
    ...staged,
    publish: async (mode) => {
      const isThere = await unrecorded(() => staged.publish(mode));
      if (isThere) wrote(key);
      return isThere;
    },
  });
  return {
    ...store,
    put: async (key, body) => {
      const info = await unrecorded(() => store.put(key, body));
      wrote(key);
      return info;
    },
    putIfAbsent: async (key, body) => {
      const isNew = await unrecorded(() => store.putIfAbsent(key, body));
      if (isNew) wrote(key);
      return isNew;
    },
    get: async (key, range) => {
      if (!isRecording()) return store.get(key, range);
      const bytes = await unrecorded(() => store.get(key, range)).catch((error: unknown) => {
        if (error instanceof NoSuchObject) recordAccess({ kind: "object", name: nameOf(key), fingerprint: "absent" });
        throw error;
      });
      const name = range ? `${nameOf(key)}\n${range.start}-${range.end}` : nameOf(key);
      recordAccess({ kind: "object", name, fingerprint: () => hashOf(bytes) });
      return bytes;
    },
    ...(getSmall && {
      getSmall: async (wanted) => {
        const found = await unrecorded(() => getSmall(wanted));
        if (isRecording()) {
          for (const [index, bytes] of found.entries()) {
            if (bytes)
              recordAccess({ kind: "object", name: nameOf(wanted[index] ?? ""), fingerprint: () => hashOf(bytes) });
          }
        }
        return found;
      },
    }),
    ...(keys && { keys: (prefix) => (isRecording() ? recordedKeys(store, prefix) : keys(prefix)) }),
    stage: async (key, pieces) => told(key, await unrecorded(() => store.stage(key, pieces))),
    ...(stageFile && {
      stageFile: async (key, path) => told(key, await unrecorded(() => stageFile(key, path))),
    }),
    head: async (key) => {
      const info = await unrecorded(() => store.head(key));
      recordAccess({ kind: "object", name: `${nameOf(key)}\netag`, fingerprint: info?.etag ?? "absent" });
      return info;
    },
    list: (prefix, options) =>
      isRecording() ? recordedList(store, prefix, options?.startAfter) : store.list(prefix, options),
    delete: async (key) => {
      await unrecorded(() => store.delete(key));
      wrote(key);
    },
  };
};

/** What an access to an object or listing of this store would find now; its name as it was recorded. */
export const storeFingerprint = async (store: ObjectStore, kind: string, name: string): Promise<string> => {
  const key = name.slice(store.url.length + 1);
  if (kind === "listing") {
    const sum = createHash("sha256");
    for await (const info of listAgain(store, key)) sum.update(lineOf(info));
    return sum.digest("hex");
  }
  const [, object = "", part] = /^(.*?)(?:\n(etag|\d+-\d+))?$/s.exec(key) ?? [];
  if (part === "etag") return (await store.head(object))?.etag ?? "absent";
  const [start, end] = (part ?? "").split("-").map(Number);
  try {
    return hashOf(await store.get(object, part === undefined ? undefined : { start: start ?? 0, end: end ?? 0 }));
  } catch (error) {
    if (error instanceof NoSuchObject) return "absent";
    throw error;
  }
};

/** What a listing that was recorded under this name finds now: each object's key and etag. */
export const storeListing = async (store: ObjectStore, name: string): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for await (const { key, etag } of listAgain(store, name.slice(store.url.length + 1))) found.set(key, etag);
  return found;
};

async function* listAgain(store: ObjectStore, name: string): AsyncGenerator<ObjectInfo> {
  const [prefix = "", startAfter = "", count = ""] = name.split("\n");
  let left = count === "" ? Number.POSITIVE_INFINITY : Number(count);
  if (left <= 0) return;
  for await (const info of store.list(prefix, startAfter === "" ? {} : { startAfter })) {
    yield info;
    left -= 1;
    if (left <= 0) return;
  }
}

/** A listing as far as it was read: who stops early has seen no more than that. */
async function* recordedList(store: ObjectStore, prefix: string, startAfter = ""): AsyncGenerator<ObjectInfo> {
  const sum = createHash("sha256");
  const entries: (readonly [string, string])[] = [];
  let isWhole = false;
  const found = store.list(prefix, startAfter === "" ? {} : { startAfter })[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value: info } = await unrecorded(() => found.next());
      if (done) break;
      sum.update(lineOf(info));
      entries.push([info.key, info.etag]);
      yield info;
    }
    isWhole = true;
  } finally {
    await found.return?.();
    const range = isWhole ? (startAfter === "" ? "" : `\n${startAfter}`) : `\n${startAfter}\n${entries.length}`;
    const name = `${store.url}#${prefix}${range}`;
    recordAccess({ kind: "listing", name, fingerprint: sum.digest("hex"), entries: () => entries });
  }
}

/** What a listing that is recorded tells takes more than keys. */
async function* recordedKeys(store: ObjectStore, prefix: string): AsyncGenerator<readonly string[]> {
  for await (const { key } of recordedList(store, prefix)) yield [key];
}

const lineOf = ({ key, etag }: ObjectInfo): string => `${key}\n${etag}\n`;

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
