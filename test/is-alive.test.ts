import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "@jest/globals";
import { isAlive } from "../src/is-alive.ts";

test("this process is alive, one that has ended is not", () => {
  expect(isAlive(process.pid)).toBe(true);
  expect(isAlive(spawnSync(process.execPath, ["-e", ""]).pid)).toBe(false);
});

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("one that has ended but that its parent has not fetched is not alive", async () => {
  // The shell becomes sleep, which never fetches the shell's child.
  const parent = spawn("sh", ["-c", "sleep 0.2 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(String(line));
  while (isAlive(pid));
  expect(process.kill(pid, 0)).toBe(true);
  parent.kill();
});
