import { execFile } from "node:child_process";
import { appendFile, mkdir, readdir, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { PinbookError } from "../../src/errors.ts";
import { entryPoint } from "../../src/root.ts";
import { fileStore, type ObjectStore } from "../../src/storage/index.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { testObjectStore } from "./conformance.ts";

const run = promisify(execFile);
const bytes = (text: string) => new TextEncoder().encode(text);

const keysOf = async (store: ObjectStore) => {
  const keys: string[] = [];
  for await (const { key } of store.list("")) keys.push(key);
  return keys;
};

describe("a file store", () => {
  testObjectStore(async () => fileStore(await temporaryFolder()));

  test("needs no folder before the first write", async () => {
    const folder = join(await temporaryFolder(), "not", "there");
    const store = fileStore(folder);
    expect(store.url).toBe(pathToFileURL(folder).href);
    expect(await keysOf(store)).toEqual([]);
    await store.put("a", bytes("x"));
    expect(await keysOf(store)).toEqual(["a"]);
  });

  test("neither lists nor lets anyone touch its temporary files, and clears those of killed writers", async () => {
    const folder = await temporaryFolder();
    const temporary = join(folder, ".pinbook-tmp");
    await mkdir(temporary);
    await writeFile(join(temporary, "old"), "half an obj");
    await utimes(join(temporary, "old"), 1e9, 1e9);
    await writeFile(join(temporary, "young"), "another writer's");
    const store = fileStore(folder);
    await store.put("a", bytes("x"));
    expect(await keysOf(store)).toEqual(["a"]);
    expect(await readdir(temporary)).toEqual(["young"]);
    await expect(store.put(".pinbook-tmp/x", bytes("x"))).rejects.toThrow("is taken");
  });

  test("sees files that others wrote and their changes", async () => {
    const folder = await temporaryFolder();
    const store = fileStore(folder);
    await writeFile(join(folder, "a.json"), "1");
    await symlink(join(folder, "a.json"), join(folder, "link.json"));
    await symlink(join(folder, "nowhere"), join(folder, "broken.json"));
    const before = await store.head("a.json");
    await appendFile(join(folder, "a.json"), "2");
    expect((await store.head("a.json"))?.etag).not.toBe(before?.etag);
    expect(await keysOf(store)).toEqual(["a.json", "link.json"]);
  });

  test("says so where a key is the folder of others, or the other way round", async () => {
    const folder = await temporaryFolder();
    const store = fileStore(folder);
    await store.put("a/b", bytes("x"));
    await expect(store.put("a", bytes("x"))).rejects.toThrow("cannot also be the folder of other keys");
    await expect(store.putIfAbsent("a", bytes("x"))).rejects.toThrow("cannot also be the folder of other keys");
    await expect(store.put("a/b/c", bytes("x"))).rejects.toThrow("cannot also be the folder of other keys");
    await expect(store.put("x".repeat(300), bytes("x"))).rejects.toThrow("255 bytes");
    expect(await readdir(join(folder, ".pinbook-tmp"))).toEqual([]);
  });

  test("names the place and the remedy where the system refuses, and leaves no part of an object", async () => {
    const folder = await temporaryFolder();
    // The limit on a file's size stands for a full disk: the write starts, then fails in the middle.
    const script = `
      import { fileStore } from ${JSON.stringify(pathToFileURL(entryPoint("src/storage/index")).href)};
      const store = fileStore(${JSON.stringify(folder)});
      await store.put("a/x", new Uint8Array(10));
      const error = await store.put("a/x", new Uint8Array(1 << 20)).catch((thrown) => thrown);
      console.log(JSON.stringify([error.name, error.message, (await store.get("a/x")).length]));`;
    const { stdout } = await run("sh", [
      "-c",
      'ulimit -f 100; exec "$0" --input-type=module -e "$1"',
      process.execPath,
      script,
    ]);
    const [name, message, size] = JSON.parse(stdout) as [string, string, number];
    expect(name).toBe("PinbookError");
    expect(message).toContain(join(folder, "a/x"));
    expect(message).toMatch(/\(EFBIG\).*ulimit -f/);
    expect(size).toBe(10);
    expect(await readdir(join(folder, ".pinbook-tmp"))).toEqual([]);
  });

  test("says so where its folder is a file", async () => {
    const file = join(await temporaryFolder(), "file");
    await writeFile(file, "x");
    const error = await fileStore(file)
      .put("a", bytes("x"))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PinbookError);
    expect((error as Error).message).toContain(join(file, "a"));
  });

  test("lists and reads 1,000 small objects", async () => {
    const store = fileStore(await temporaryFolder());
    const keys = Array.from({ length: 1_000 }, (_, i) => `t/partition=0/t+0+${String(i).padStart(10, "0")}.json`);
    await Promise.all(keys.map((key) => store.put(key, bytes(key))));
    expect(await keysOf(store)).toEqual(keys);
    const bodies = await Promise.all(keys.map((key) => store.get(key)));
    expect(bodies).toHaveLength(1_000);
  });

  test("lets one of several processes win each key", async () => {
    const folder = await temporaryFolder();
    const script = `
      import { fileStore } from ${JSON.stringify(pathToFileURL(entryPoint("src/storage/index")).href)};
      const store = fileStore(${JSON.stringify(folder)});
      const won = [];
      for (let i = 0; i < 200; i++)
        if (await store.putIfAbsent("log/" + i, new TextEncoder().encode(process.argv[1]))) won.push(i);
      console.log(JSON.stringify(won));`;
    const contest = (name: string) => run(process.execPath, ["--input-type=module", "-e", script, name]);
    const names = ["a", "b", "c"];
    const outcomes = await Promise.all(names.map(contest));
    const wins = outcomes.map(({ stdout }) => JSON.parse(stdout) as number[]);
    expect(wins.flat().sort((a, b) => a - b)).toEqual([...Array(200).keys()]);
    const store = fileStore(folder);
    for (const [i, keys] of wins.entries())
      for (const key of keys) expect(new TextDecoder().decode(await store.get(`log/${key}`))).toBe(names[i]);
    expect(await readdir(join(folder, ".pinbook-tmp"))).toEqual([]);
  });

  test("gives every write an etag of its own, however quick they follow each other", async () => {
    const store = fileStore(await temporaryFolder());
    const etags = new Set<string>();
    for (let i = 0; i < 500; i++) etags.add((await store.put("x", new Uint8Array(1))).etag);
    expect(etags.size).toBe(500);
  });

  test("leaves nothing of a writer that is killed but whole objects", async () => {
    const folder = await temporaryFolder();
    const script = `
      import { fileStore } from ${JSON.stringify(pathToFileURL(entryPoint("src/storage/index")).href)};
      const store = fileStore(${JSON.stringify(folder)});
      const body = new Uint8Array(100_000).fill(120);
      for (let i = 0; ; i++) {
        await Promise.all([store.put("a/" + i % 7, body), store.putIfAbsent("b/" + i, body)]);
        if (i === 20) process.kill(process.pid, "SIGKILL");
      }`;
    await expect(run(process.execPath, ["--input-type=module", "-e", script])).rejects.toMatchObject({
      signal: "SIGKILL",
    });
    const store = fileStore(folder);
    const sizes: number[] = [];
    for await (const { key } of store.list("")) sizes.push((await store.get(key)).length);
    expect(new Set(sizes)).toEqual(new Set([100_000]));
  });
});
