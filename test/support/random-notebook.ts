import type { Json, JsonObject, Notebook } from "../../src/notebook/index.ts";
import { newNotebook } from "../../src/notebook/index.ts";
import { seededRandom } from "./random.ts";

const lines = [
  ...["", "", " ", "const x = 1;", "  // %% a", "// %%", "// // %% b", "//", "// ", "// ---", "//%%", "%%", "%% note"],
  ...[
    "%time x",
    "  %matplotlib inline",
    "// %time y",
    "//%cd ..",
    "%%bash",
    "%%bash -x",
    "%%bash ",
    "%%html",
    "%%%%",
    "!ls",
  ],
  ...[
    "```mermaid",
    "```",
    "~~~",
    "a\rb",
    "x\r",
    "é 😀 \u2028 y",
    "# Title",
    "---",
    "jupyter:",
    "// jupyter:",
    "`a",
    "\t\ufeff",
  ],
  ...["// %% [markdown] tags=[1]", "#!/usr/bin/env x", "// -*- coding: utf-8 -*-", "x = `", "\u0000\u000b\u0085"],
];

const names = [
  ...[
    "tags",
    "title",
    "id",
    "metadata",
    "cell",
    "attachments",
    "cell_depth",
    "language",
    "a b",
    "é",
    "x.y",
    "__proto__",
  ],
  ...["magic_args", "slideshow", "collapsed", "pinbook", "active", "jupyter", "=", "constructor", "", "-x", "1"],
];

const values: readonly Json[] = [
  ...[
    null,
    true,
    0,
    1,
    1.5,
    -3e-7,
    "",
    "a",
    "two words",
    'q"q',
    "a=b",
    "{",
    "[x]",
    "\u2028",
    "é😀",
    "yes",
    "no",
    "1e5",
  ],
  ...[
    "0o17",
    "2020-01-01",
    "~",
    "a: b",
    "- a",
    "# c",
    "\n",
    "a\nb\n",
    "\r",
    "\t",
    " a ",
    "\ud83d",
    "null",
    "<<",
    "1:30",
  ],
  ...[[], ["parameters"], ["active-ipynb"], {}, { timeout: 5 }, { a: [1, { b: null }] }, [[1], ["x y"]], 3, 12],
];

// Names of metadata whose type the format defines.
const ofCells = new Map<string, readonly Json[]>([
  ["tags", [[], ["parameters"], ["active-ipynb"], ["x y", "1"]]],
  ["collapsed", [true, false]],
  ["jupyter", [{}, { source_hidden: true }, { a: [1, { b: null }] }]],
]);
const ofNotebooks = new Map<string, readonly Json[]>([["title", values.filter((value) => typeof value === "string")]]);

/** A notebook without outputs that has every kind of cell and what scripts and YAML find hard, the same for the same seed. */
export const randomNotebook = (seed: number): Notebook => {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const many = <T>(most: number, make: () => T): T[] =>
    Array.from({ length: Math.floor(random() ** 2 * (most + 1)) }, make);
  const object = (most: number, typed: ReadonlyMap<string, readonly Json[]>): JsonObject =>
    Object.fromEntries(
      many(most, () => {
        const name = pick(names);
        return [name, pick(typed.get(name) ?? values)];
      }),
    );
  const ids = new Set<string>();
  const id = (): string => {
    const made = pick(["a", "b-1", "C_2", "3f2a9c1d"]) + (ids.size || "");
    ids.add(made);
    return made;
  };
  const cell = () => {
    const type = pick(["code", "code", "code", "markdown", "raw"] as const);
    const base = { id: id(), metadata: object(4, ofCells), source: many(8, () => pick(lines)).join("\n") };
    const unknown = random() < 0.1 ? { later: pick(values) } : {};
    if (type === "code") return { ...base, ...unknown, cell_type: type, execution_count: null, outputs: [] };
    const attachments = random() < 0.2 ? { attachments: { "a.png": { "image/png": "iVBO=" } } } : {};
    return { ...base, ...unknown, cell_type: type, ...attachments };
  };
  const metadata = random() < 0.5 ? object(4, ofNotebooks) : {};
  const more = random() < 0.2 ? { more: pick(values), nbformat_minor: 6 } : {};
  return { ...newNotebook(many(6, cell), metadata), ...more };
};
