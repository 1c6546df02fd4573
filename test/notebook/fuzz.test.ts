import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { packageRoot } from "../../src/root.ts";
import { fuzzNotebooks } from "../support/fuzz-notebook.ts";
import { fuzzScripts } from "../support/fuzz-script.ts";

const original = await readFile(join(packageRoot, "test/notebook/files/jupyter-4.5.ipynb"), "utf8");

// More in test/soak/notebook.test.ts.
test("A damaged file is read, and then written in one form, or refused in one line that names it", () => {
  const { read, refused, wrong } = fuzzNotebooks(original, Array(600).keys());
  expect(wrong).toEqual([]);
  expect(read).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(100);
});

test("A damaged script is read, and then written in one form, or refused in one line that names it", () => {
  const { read, refused, wrong } = fuzzScripts(Array(400).keys());
  expect(wrong).toEqual([]);
  expect(read).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(30);
});
