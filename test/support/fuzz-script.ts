import { formatNotebook, formatScript, parseNotebook, parseScript } from "../../src/notebook/index.ts";
import { type FuzzResult, tallyFuzz } from "./fuzz-notebook.ts";
import { seededRandom } from "./random.ts";
import { randomNotebook } from "./random-notebook.ts";

/** Damages scripts of random notebooks in a way of their own for each seed, reads them, and checks what must hold of what was read. */
export const fuzzScripts = (seeds: Iterable<number>): FuzzResult =>
  tallyFuzz(seeds, /^(?:bad\.ts|cell \d+, source)[^\n\r]+$/, (seed) => check(damagedScript(seed)));

const check = (text: string): void => {
  const notebook = parseScript(text, "bad.ts");
  const written = formatNotebook(notebook);
  if (formatNotebook(parseNotebook(written, "again.ipynb")) !== written)
    throw new Error("the notebook written differs");
  if (formatNotebook(parseScript(formatScript(notebook), "again.ts")) !== written)
    throw new Error("the script written differs");
};

const pieces = ['"', "{", "tags=[", "]", "\u0000", "%%", "'", ": ", "&a", "*a", "!!js", " ".repeat(5)];

const damagedScript = (seed: number): string => {
  const random = seededRandom(seed);
  const below = (end: number): number => Math.floor(random() * end);
  const lines = formatScript(randomNotebook(seed)).split("\n");
  for (let count = 1 + below(4); count > 0; count--) {
    const at = below(lines.length);
    const line = lines[at] ?? "";
    const changed = [
      [],
      [line, lines[below(lines.length)] ?? ""],
      [line.slice(below(10))],
      [line + pieces[below(pieces.length)]],
      [line.replace(/\w/, "\ud800")],
    ];
    lines.splice(at, 1, ...(changed[below(changed.length)] ?? []));
  }
  return lines.join("\n");
};
