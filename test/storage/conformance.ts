import { expect, test } from "@jest/globals";
import { compareKeys, NoSuchObject, type ObjectStore } from "../../src/storage/index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (body: Uint8Array) => new TextDecoder().decode(body);

const keysOf = async (store: ObjectStore, prefix: string, startAfter?: string) => {
  const keys: string[] = [];
  for await (const info of store.list(prefix, startAfter === undefined ? {} : { startAfter })) keys.push(info.key);
  return keys;
};

/** The tests that every object store passes; `open` gives a store that holds nothing yet. */
export const testObjectStore = (open: () => Promise<ObjectStore>): void => {
  test("gives back what was put, with size, etag and time", async () => {
    const store = await open();
    const info = await store.put("topics/a.pin/partition=0/a.pin+0+0000000000.json", bytes('{"a":"é"}'));
    expect(info).toMatchObject({ key: "topics/a.pin/partition=0/a.pin+0+0000000000.json", size: 10 });
    expect(text(await store.get(info.key))).toBe('{"a":"é"}');
    const head = await store.head(info.key);
    expect(head).toMatchObject({ key: info.key, size: 10, etag: info.etag });
    expect(Math.abs((head?.modified.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test("holds an empty object and one of a megabyte", async () => {
    const store = await open();
    await store.put("empty", new Uint8Array());
    expect((await store.get("empty")).length).toBe(0);
    const large = new Uint8Array(1 << 20).map((_, i) => i % 251);
    await store.put("large", large);
    expect(Buffer.compare(await store.get("large"), large)).toBe(0);
  });

  test("replaces an object and changes its etag each time", async () => {
    const store = await open();
    const etags = new Set<string>();
    for (const body of ["one", "two", "six", "ten"]) etags.add((await store.put("x", bytes(body))).etag);
    expect(etags.size).toBe(4);
    expect(text(await store.get("x"))).toBe("ten");
    expect([...etags].at(-1)).toBe((await store.head("x"))?.etag);
  });

  test("throws NoSuchObject with the key where there is none", async () => {
    const store = await open();
    await store.put("folder/x", bytes("x"));
    for (const key of ["none", "folder", "folder/x/y", "folder/none"]) {
      const error = await store.get(key).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(NoSuchObject);
      expect((error as NoSuchObject).key).toBe(key);
      expect(await store.head(key)).toBeUndefined();
    }
    await expect(store.get("none", { start: 0, end: 1 })).rejects.toThrow(NoSuchObject);
    await expect(store.get("none", { start: 0, end: 0 })).rejects.toThrow(NoSuchObject);
  });

  test("reads ranges, cut to what is there", async () => {
    const store = await open();
    await store.put("x", bytes("0123456789"));
    expect(text(await store.get("x", { start: 2, end: 5 }))).toBe("234");
    expect(text(await store.get("x", { start: 8, end: 99 }))).toBe("89");
    expect(text(await store.get("x", { start: 10, end: 12 }))).toBe("");
    expect(text(await store.get("x", { start: 4, end: 4 }))).toBe("");
    await expect(store.get("x", { start: 5, end: 4 })).rejects.toThrow("0 <= start <= end");
  });

  test("lists by prefix in the order of UTF-8 bytes", async () => {
    const store = await open();
    const keys = [
      "a/b/1",
      "a-b",
      "a.b",
      "a/b-1",
      "a/c",
      "b",
      "ab/x",
      "a/b/10",
      "a/b/2",
      "é/x",
      "z/~",
      "z/\u{1f600}",
      "z/\uff5e",
    ];
    for (const key of keys) await store.put(key, bytes(key));
    expect(await keysOf(store, "")).toEqual(keys.toSorted(compareKeys));
    expect(await keysOf(store, "a/b")).toEqual(["a/b-1", "a/b/1", "a/b/10", "a/b/2"]);
    expect(await keysOf(store, "a/b/")).toEqual(["a/b/1", "a/b/10", "a/b/2"]);
    expect(await keysOf(store, "a/b/1")).toEqual(["a/b/1", "a/b/10"]);
    expect(await keysOf(store, "none/")).toEqual([]);
    expect(await keysOf(store, "z/")).toEqual(["z/~", "z/\uff5e", "z/\u{1f600}"]);
  });

  test("lists what comes after a key, whether or not that key is there", async () => {
    const store = await open();
    for (const key of ["a/1", "a/2", "a/3", "a-4", "b/1"]) await store.put(key, bytes(key));
    expect(await keysOf(store, "", "a/1")).toEqual(["a/2", "a/3", "b/1"]);
    expect(await keysOf(store, "a/", "a/2")).toEqual(["a/3"]);
    expect(await keysOf(store, "a/", "a/21")).toEqual(["a/3"]);
    expect(await keysOf(store, "", "a")).toEqual(["a-4", "a/1", "a/2", "a/3", "b/1"]);
    expect(await keysOf(store, "", "a/3\u{10ffff}")).toEqual(["b/1"]);
    expect(await keysOf(store, "", "c")).toEqual([]);
  });

  test("keeps odd names as they are", async () => {
    const store = await open();
    const keys = ["a b+c%20", "partition=0/x&y", "tag'\"<>", "日本/語", "#?x", "..a/b..", "e\u0301"];
    for (const key of keys) await store.put(key, bytes(key));
    expect(await keysOf(store, "")).toEqual(keys.toSorted(compareKeys));
    for (const key of keys) expect(text(await store.get(key))).toBe(key);
  });

  test("lists and reads more objects than one page holds", async () => {
    const store = await open();
    const keys = Array.from({ length: 1100 }, (_, i) => `topics/p/${String(i).padStart(10, "0")}.json`);
    await Promise.all(keys.map((key) => store.put(key, bytes(key))));
    expect(await keysOf(store, "topics/")).toEqual(keys);
    const bodies = await Promise.all(keys.map((key) => store.get(key)));
    expect(bodies.map(text)).toEqual(keys);
  });

  test("lets exactly one of many writers put an object that is absent", async () => {
    const store = await open();
    const writers = Array.from({ length: 20 }, (_, i) => `writer ${i}`);
    const won = await Promise.all(writers.map((body) => store.putIfAbsent("log/00.json", bytes(body))));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(text(await store.get("log/00.json"))).toBe(writers[won.indexOf(true)]);
    expect(await store.putIfAbsent("log/00.json", bytes("late"))).toBe(false);
    expect(await keysOf(store, "")).toEqual(["log/00.json"]);
  });

  test("shows what was written in pieces only when it is published, and not what was discarded", async () => {
    const store = await open();
    // More than one part of an upload.
    const piece = new Uint8Array(1 << 20).map((_, i) => i % 251);
    const pieces = async function* (count: number) {
      for (let i = 0; i < count; i++) yield piece;
    };
    const whole = await store.stage("a/large", pieces(9));
    const small = await store.stage("a/small", pieces(1));
    const none = await store.stage("a/none", pieces(0));
    expect([whole.size, small.size, none.size]).toEqual([9 << 20, 1 << 20, 0]);
    expect(await keysOf(store, "")).toEqual([]);
    for (const one of [whole, small, none]) expect(await one.publish("if-absent")).toBe(true);
    expect(await keysOf(store, "")).toEqual(["a/large", "a/none", "a/small"]);
    const read = await store.get("a/large");
    expect(read.length).toBe(9 << 20);
    expect(Buffer.compare(read.subarray(8 << 20), piece)).toBe(0);
    const again = await store.stage("a/small", pieces(2));
    expect(await again.publish("if-absent")).toBe(false);
    expect((await store.head("a/small"))?.size).toBe(1 << 20);
    const other = await store.stage("a/small", pieces(2));
    expect(await other.publish("replace")).toBe(true);
    expect((await store.head("a/small"))?.size).toBe(2 << 20);
    await (await store.stage("a/gone", pieces(9))).discard();
    const failing = async function* () {
      yield* pieces(9);
      throw new Error("no more");
    };
    await expect(store.stage("a/failed", failing())).rejects.toThrow("no more");
    expect(await keysOf(store, "")).toEqual(["a/large", "a/none", "a/small"]);
  });

  test("gives many small ones and keys at once where it can, each as it is", async () => {
    const store = await open();
    const bodies = ["", "x", "é", "y".repeat(70_000)];
    await Promise.all(bodies.map((body, i) => store.put(`k/${i}`, bytes(body))));
    const keys = ["k/3", "k/0", "k/2", "k/1"];
    const small = (await store.getSmall?.(keys)) ?? (await Promise.all(keys.map((key) => store.get(key))));
    expect(small.slice(1).map((body) => body && text(body))).toEqual([bodies[0], bodies[2], bodies[1]]);
    expect([undefined, bodies[3]]).toContain(small[0] && text(small[0]));
    if (store.getSmall) await expect(store.getSmall(["k/0", "k/9"])).rejects.toThrow(NoSuchObject);
    if (!store.keys) return;
    const listed: string[] = [];
    for await (const some of store.keys("k/")) listed.push(...some);
    expect(listed).toEqual(await keysOf(store, "k/"));
  });

  test("deletes, also what is not there, and lets a key be put anew", async () => {
    const store = await open();
    await store.put("a/b/c", bytes("x"));
    await store.delete("a/b/c");
    await store.delete("a/b/c");
    await store.delete("never");
    expect(await keysOf(store, "")).toEqual([]);
    expect(await store.head("a/b/c")).toBeUndefined();
    expect(await store.putIfAbsent("a/b/c", bytes("y"))).toBe(true);
    await store.put("a/b/d", bytes("z"));
    await store.delete("a/b/c");
    expect(await keysOf(store, "a/")).toEqual(["a/b/d"]);
  });

  test("refuses keys that not every store can hold", async () => {
    const store = await open();
    const faults: [string, string][] = [
      ["", "is empty"],
      ["/a", "empty part"],
      ["a//b", "empty part"],
      ["a/", "empty part"],
      ["a/../b", 'the part ".."'],
      ["./a", 'the part "."'],
      ["a\u0000b", "control character"],
      ["a\nb", "control character"],
      ["a\ud800", "surrogate"],
      ["x".repeat(1025), "1025 bytes"],
    ];
    for (const [key, fault] of faults) {
      await expect(store.put(key, bytes("x"))).rejects.toThrow(fault);
      await expect(store.get(key)).rejects.toThrow(fault);
      await expect(store.putIfAbsent(key, bytes("x"))).rejects.toThrow(fault);
    }
    expect(await keysOf(store, "")).toEqual([]);
  });
};
