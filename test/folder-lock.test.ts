import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { lockFolder } from "../src/folder-lock.ts";
import { temporaryFolder } from "./support/temporary.ts";

test("of many at once exactly one gets the folder", async () => {
  const dir = await temporaryFolder();
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(dir)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(tries.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { exitCode: 2, message: expect.stringContaining(`in use by process ${process.pid}`) },
  });
  expect(await readdir(dir)).toEqual(["lock"]);
});

test("a folder that was let go can be taken again", async () => {
  const dir = await temporaryFolder();
  const unlock = await lockFolder(dir);
  await unlock();
  await (await lockFolder(dir))();
  expect(await readdir(dir)).toEqual([]);
});

const deadLock = (nonce: number): string => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  return JSON.stringify({ pid, started: "1", nonce });
};

test("the lock of a process that is dead is taken over by one of many", async () => {
  const stale = deadLock(0);
  for (let round = 0; round < 20; round++) {
    const dir = await temporaryFolder();
    await writeFile(join(dir, "lock"), stale);
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(dir)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(JSON.parse(await readFile(join(dir, "lock"), "utf8"))).toMatchObject({ pid: process.pid });
    expect(await readdir(dir)).toEqual(["lock"]);
  }
});

test("the lock of a process that is dead is taken over where another died at that", async () => {
  const dir = await temporaryFolder();
  const stale = deadLock(0);
  await writeFile(join(dir, "lock"), stale);
  const token = createHash("sha256").update(stale).digest("hex").slice(0, 16);
  await writeFile(join(dir, `lock.${token}`), deadLock(1));
  await (await lockFolder(dir))();
  expect(await readdir(dir)).toEqual([]);
});

test("the lock of another process that has the same number now is taken over", async () => {
  const dir = await temporaryFolder();
  await writeFile(join(dir, "lock"), JSON.stringify({ pid: process.pid, started: "not mine", nonce: 0 }));
  await (await lockFolder(dir))();
});

test("a lock file that is no lock is taken over", async () => {
  const dir = await temporaryFolder();
  await writeFile(join(dir, "lock"), "");
  await (await lockFolder(dir))();
});
