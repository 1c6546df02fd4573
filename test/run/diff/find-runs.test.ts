import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { readRecords } from "../../../src/run/diff/index.ts";
import { temporaryFolder } from "../../support/temporary.ts";

test("of the records those of the files asked for are read, also where a file's name needs escaping or was saved elsewhere", async () => {
  const home = await temporaryFolder();
  await mkdir(join(home, "runs"));
  const files = ["/a/one.ipynb", '/a/"two".ipynb', "/a/three.ipynb"];
  for (const [at, file] of files.entries()) {
    const record = { version: 1, id: `r${at}`, file, out: `/out/${at}.ipynb`, status: "ok", cells: [] };
    await writeFile(join(home, "runs", `r${at}.json`), JSON.stringify(record));
  }
  await writeFile(join(home, "runs", "r9.json"), `no JSON "/a/one.ipynb"`);
  const found = (names?: readonly string[]) => readRecords(home, names).map(({ id }) => id);
  expect(found()).toEqual(["r0", "r1", "r2"]);
  expect(found(['/a/"two".ipynb'])).toEqual(["r1"]);
  expect(found(["/out/2.ipynb", "/a/one.ipynb"])).toEqual(["r0", "r2"]);
  expect(found(["/a/on"])).toEqual([]);
  expect(found([])).toEqual([]);
});
