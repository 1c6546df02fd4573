import { compareKeys, NoSuchObject, type ObjectInfo, type ObjectStore } from "../../src/storage/index.ts";

/** An object store in memory; `now` gives the times of its objects. */
export const memoryStore = (now: () => number = () => 1_700_000_000_000) => {
  const objects = new Map<string, { readonly body: Uint8Array; readonly info: ObjectInfo }>();
  const put = (key: string, body: Uint8Array): ObjectInfo => {
    const info = { key, size: body.length, etag: `${objects.size}`, modified: new Date(now()) };
    objects.set(key, { body: body.slice(), info });
    return info;
  };
  const store: ObjectStore = {
    url: "memory://test",
    put: async (key, body) => put(key, body),
    putIfAbsent: async (key, body) => {
      if (objects.has(key)) return false;
      put(key, body);
      return true;
    },
    stage: async (key, pieces) => {
      const chunks: Uint8Array[] = [];
      for await (const piece of pieces) chunks.push(piece);
      const body = Buffer.concat(chunks);
      const publish = async (mode: "replace" | "if-absent") => {
        if (mode === "if-absent" && objects.has(key)) return false;
        put(key, body);
        return true;
      };
      return { size: body.length, publish, discard: async () => {} };
    },
    get: async (key, range) => {
      const object = objects.get(key);
      if (object === undefined) throw new NoSuchObject(key, "memory://test");
      return object.body.slice(range?.start, range?.end);
    },
    head: async (key) => objects.get(key)?.info,
    list: async function* (prefix, options) {
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort(compareKeys);
      for (const key of keys) {
        const info = objects.get(key)?.info;
        if (info && (options?.startAfter === undefined || compareKeys(key, options.startAfter) > 0)) yield info;
      }
    },
    delete: async (key) => void objects.delete(key),
  };
  return store;
};

/** The text of an object. */
export const textOf = async (store: ObjectStore, key: string): Promise<string> =>
  new TextDecoder().decode(await store.get(key));
