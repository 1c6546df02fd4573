import { mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "@jest/globals";
import { startOf } from "../src/is-alive.ts";
import { scratchPath } from "../src/scratch-folder.ts";
import { temporaryFolder } from "./support/temporary.ts";

test("a scratch path is nobody else's, and what dead processes left of its kind is removed before the first", async () => {
  const other = await temporaryFolder();
  const mine = `${process.pid}-${startOf(process.pid)}`;
  const name = (await scratchPath(other, "spill")).slice(other.length + 1);
  const stem = name.slice(0, name.indexOf(mine));
  const folder = await temporaryFolder();
  const parent = `${stem}${process.ppid}-${startOf(process.ppid)}-1`;
  // No process has so large a number; one that has the number of a living one and another start is another.
  const dead = [`${stem}${2 ** 30}-17-1`, `${stem}${process.ppid}-17-1`];
  const others = ["pinbook-spill-elsewhere-1-2-3", "pinbook-letters-x", "data"];
  for (const one of [parent, ...dead, ...others]) await mkdir(join(folder, one));
  await writeFile(join(folder, dead[0] ?? "", "block"), "x");
  await writeFile(join(folder, `${stem}${2 ** 30}-18-2`), "a file");
  const first = await scratchPath(folder, "spill");
  expect((await readdir(folder)).sort()).toEqual([parent, ...others].sort());
  const second = await scratchPath(folder, "spill");
  expect(new Set([first, second].map((path) => basename(path))).size).toBe(2);
});
