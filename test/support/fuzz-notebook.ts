import { PinbookError } from "../../src/errors.ts";
import {
  formatNotebook,
  formatScript,
  isCellId,
  type Json,
  keepOutputs,
  parseNotebook,
  parseScript,
  withoutRun,
} from "../../src/notebook/index.ts";
import { seededRandom } from "./random.ts";

/** What came of reading damaged notebooks. */
export interface FuzzResult {
  readonly read: number;
  readonly refused: number;
  /** What should not have happened, by seed. */
  readonly wrong: readonly string[];
}

/** Tries each seed: what it makes is read and checked, or refused in one clear line that matches. */
export const tallyFuzz = (seeds: Iterable<number>, clear: RegExp, tryOne: (seed: number) => void): FuzzResult => {
  let [read, refused] = [0, 0];
  const wrong: string[] = [];
  for (const seed of seeds) {
    try {
      tryOne(seed);
      read += 1;
    } catch (error) {
      if (error instanceof PinbookError && error.exitCode === 2 && clear.test(error.message)) refused += 1;
      else wrong.push(`seed ${seed}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  return { read, refused, wrong };
};

/** Damages a notebook's text in a way of its own for each seed, reads it, and checks what must hold of what was read. */
export const fuzzNotebooks = (original: string, seeds: Iterable<number>): FuzzResult =>
  tallyFuzz(seeds, /^(?:bad\.ipynb|cell \d+, source)[^\n\r]+$/, (seed) => check(damagedNotebook(original, seed)));

const check = (text: string): void => {
  const notebook = parseNotebook(text, "bad.ipynb");
  const ids = notebook.cells.map(({ id }) => id);
  if (!ids.every(isCellId) || new Set(ids).size < ids.length) throw new Error(`ids ${ids}`);
  const written = formatNotebook(notebook);
  if (formatNotebook(parseNotebook(written, "again")) !== written) throw new Error("a second reading differs");
  const script = formatScript(notebook);
  const kept = keepOutputs(parseScript(script, "again.ts"), notebook);
  if (formatNotebook(kept) !== written) throw new Error("the script's notebook with the outputs of before differs");
  // The same object: it remembers how its numbers were written.
  const bare = formatNotebook(Object.assign(notebook, { cells: notebook.cells.map(withoutRun) }));
  if (formatNotebook(parseScript(script, "again.ts")) !== bare) throw new Error("the script's notebook differs");
};

/** A notebook's text, damaged in a way of its own for each seed. */
export const damagedNotebook = (original: string, seed: number): string => {
  const random = seededRandom(seed);
  const below = (end: number): number => Math.floor(random() * end);
  let text = original;
  if (random() < 0.6) {
    const tree = JSON.parse(text.replace(/^(\s*(?:"[^"]*": )?)(NaN|-?Infinity)/gm, '$1"raw:$2"')) as Json;
    for (let count = 1 + below(4); count > 0; count--) change(tree as Branch, below);
    text = JSON.stringify(tree).replace(/"raw:([^"]*)"/g, "$1");
  }
  if (random() < 0.4) for (let count = 1 + below(3); count > 0; count--) text = cut(text, below);
  if (random() < 0.1) text = text.replaceAll("\n", "\r\n");
  return random() < 0.1 ? `\ufeff${text}` : text;
};

type Branch = Record<string, Json> | Json[];
type Below = (end: number) => number;

// Walks down a random way and changes a field there.
const change = (tree: Branch, below: Below): void => {
  let branch = tree;
  for (;;) {
    const names = Object.keys(branch);
    const name = names[below(names.length)];
    if (name === undefined) return;
    const value = (branch as Record<string, Json>)[name];
    if (value !== null && typeof value === "object" && below(4) > 0) {
      branch = value as Branch;
      continue;
    }
    alter(branch, name, below);
    return;
  }
};

const alter = (branch: Branch, name: string, below: Below): void => {
  const fields = branch as Record<string, Json>;
  const kind = below(4);
  if (kind === 0 && Array.isArray(branch)) branch.splice(Number(name), 0, ...branch.slice(0, 2));
  else if (kind === 0) delete fields[name];
  else if (kind === 1 && !Array.isArray(branch)) define(fields, keys[below(keys.length)] ?? "", fields[name] ?? null);
  else define(fields, name, structuredClone(values[below(values.length)] ?? null));
};

const define = (fields: Record<string, Json>, name: string, value: Json): void => {
  Object.defineProperty(fields, name, { value, enumerable: true, writable: true, configurable: true });
};

const keys = ["__proto__", "id", "source", "constructor", "toString", "cell_type", "text", "trusted", "\ud800", ""];

const deep = (depth: number): Json => (depth === 0 ? 1 : [deep(depth - 1)]);

const values: readonly Json[] = [
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    "",
    "a",
    "code",
    "markdown",
    "\ud83d",
    "\u2028\r\n\f",
    [],
    {},
    ["a", "b\n"],
    [1],
    [["a"]],
  ],
  ...["raw:1.0", "raw:1e400", "raw:-0", "raw:NaN", "raw:-Infinity", "raw:123456789012345678901234567890", "raw:1E5"],
  ...["raw:01", "raw:[1,]", deep(50), deep(1200), { __proto__: { x: 1 } }, { "text/plain": 1 }, "x".repeat(5000)],
];

const cut = (text: string, below: Below): string => {
  const at = below(text.length);
  if (below(20) === 0) return text.slice(0, at);
  return text.slice(0, at) + (pieces[below(pieces.length)] ?? "") + text.slice(at + below(6));
};

const pieces = [
  ...[
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
    "\\ud800",
  ],
];
