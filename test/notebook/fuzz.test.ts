import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { PinbookError } from "../../src/errors.ts";
import { formatNotebook, type Notebook, parseNotebook } from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";

const original = await readFile(join(packageRoot, "test/notebook/files/jupyter-4.5.ipynb"), "utf8");

// A linear congruential generator: the same damage each time.
const generator = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const pieces = [
  '"',
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "null",
  "1e999",
  "-0",
  "\\u0000",
  "\\",
  "__proto__",
  "4",
  "\u2028",
  "",
];

const damaged = (seed: number): string => {
  const below = generator(seed);
  let text = original;
  for (let count = 1 + below(4); count > 0; count--) {
    const at = below(text.length);
    text = text.slice(0, at) + (pieces[below(pieces.length)] ?? "") + text.slice(at + below(6));
  }
  return text;
};

test("A damaged file is read or refused with an error that names it, and what is read is written in one form", () => {
  let read = 0;
  for (let seed = 0; seed < 3000; seed++) {
    let notebook: Notebook;
    try {
      notebook = parseNotebook(damaged(seed), "damaged.ipynb");
    } catch (error) {
      expect(error).toBeInstanceOf(PinbookError);
      expect((error as Error).message).toContain("damaged.ipynb");
      continue;
    }
    read += 1;
    const text = formatNotebook(notebook);
    expect(formatNotebook(parseNotebook(text, "again"))).toBe(text);
  }
  expect(read).toBeGreaterThan(100);
});
