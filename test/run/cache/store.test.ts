import { readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { blobStore } from "../../../src/run/cache/index.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("what is stored comes back by its hash, and the same content is stored once", async () => {
  const store = blobStore(await temporaryFolder());
  const hash = store.put(bytes("a"));
  expect(store.put(bytes("a"))).toBe(hash);
  expect(new TextDecoder().decode(store.get(hash))).toBe("a");
  expect(store.get("0".repeat(64))).toBeUndefined();
  expect(await readdir(join(store.folder, hash.slice(0, 2)))).toEqual([hash]);
});

test("a file that is no longer what it was counts as gone", async () => {
  const store = blobStore(await temporaryFolder());
  const hash = store.put(bytes("a"));
  await writeFile(join(store.folder, hash.slice(0, 2), hash), "b");
  expect(store.get(hash)).toBeUndefined();
  expect(store.has(hash)).toBe(false);
});

test("what was used longest ago goes first where there is too much", async () => {
  const store = blobStore(await temporaryFolder());
  const hashes = ["old", "use", "new"].map((text) => store.put(bytes(text)));
  for (const [i, hash] of hashes.entries()) await utimes(join(store.folder, hash.slice(0, 2), hash), i + 1, i + 1);
  store.get(hashes[1] ?? "");
  expect(store.evict(6)).toBe(3);
  expect(hashes.map((hash) => store.has(hash))).toEqual([false, true, true]);
});
