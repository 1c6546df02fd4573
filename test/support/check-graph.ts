import { createHash } from "node:crypto";
import { cellGraph } from "../../src/notebook/graph/index.ts";
import type { CellGraph } from "../../src/notebook/index.ts";
import { codeNotebook } from "./code-notebook.ts";
import { seededRandom } from "./random.ts";
import { type RandomCell, randomCells } from "./random-cells.ts";
import { runCells } from "./run-cells.ts";

/** What a random program's graph lacks, in words; `comparisons` counts what was compared. */
export interface GraphCheck {
  readonly cells: readonly RandomCell[];
  readonly missing: readonly string[];
  readonly comparisons: number;
}

/**
 * Compares the graph of the program of a seed with what running it shows: a read of a global is an edge; and where a cell
 * is altered or left out, each that then prints something else has another key (its code and the keys of what it needs),
 * by the edges and by the names that the cells use, change and define.
 */
export const checkSeed = (seed: number, count = 8): GraphCheck => {
  const cells = randomCells(seededRandom(seed), count);
  const whole = runCells(cells.map(({ script }) => script));
  if (!whole.printed) return { cells, missing: [], comparisons: 0 };
  const graph = graphOf(cells);
  const keys = [keysOf(cells, graph), keysByName(cells, graph)];
  const missing = new Set<string>();
  let comparisons = whole.reads.length;
  for (const [from, to, name] of whole.reads)
    if (!graph.edges.some((edge) => edge.from === from && edge.to === to && edge.name === name))
      missing.add(`cell ${to + 1} reads ${name} of cell ${from + 1}`);
  for (const { how, at, program } of variants(cells)) {
    const { printed } = runCells(program.map(({ script }) => script));
    if (!printed) continue;
    comparisons += 1;
    const newGraph = graphOf(program);
    const newKeys = [keysOf(program, newGraph), keysByName(program, newGraph)];
    for (let later = at + 1; later < cells.length; later++)
      for (const [i, by] of ["edges", "names"].entries())
        if (printed[later] !== whole.printed[later] && keys[i]?.[later] === newKeys[i]?.[later])
          missing.add(`cell ${later + 1} prints something else where cell ${at + 1} is ${how} (by its ${by})`);
  }
  return { cells, missing: [...missing], comparisons };
};

const nothing: RandomCell = { source: "", script: "" };

const variants = (cells: readonly RandomCell[]) => {
  const altered = ({ source, script }: RandomCell): RandomCell => ({ source: longer(source), script: longer(script) });
  return cells.flatMap((cell, at) => {
    const left = at === 0 || cell.source.startsWith("console.log") ? [] : [["left out", nothing] as const];
    const changed = /\d/.test(cell.source) ? [["altered", altered(cell)] as const] : [];
    return [...changed, ...left].map(([how, other]) => ({ how, at, program: cells.with(at, other) }));
  });
};

const longer = (code: string): string => code.replace(/\b\d+\b/g, (digits) => `${digits}77`);

const graphOf = (cells: readonly RandomCell[]): CellGraph =>
  cellGraph(codeNotebook(...cells.map(({ source }) => source)));

const keysOf = (cells: readonly RandomCell[], { edges }: CellGraph): readonly string[] => {
  const keys: string[] = [];
  for (const [index, { source }] of cells.entries()) {
    const needed = edges.filter(({ to }) => to === index).map(({ from, name }) => `${name} ${keys[from]}`);
    keys.push(hash(source, needed.sort()));
  }
  return keys;
};

/** The same by what cells use, change and define alone, each name as the last cell left it. */
const keysByName = (cells: readonly RandomCell[], graph: CellGraph): readonly string[] => {
  const versions = new Map<string, string>();
  return graph.cells.map(({ index, uses, changes, defines }) => {
    const inputs = [...new Set([...uses, ...changes])].sort().map((name) => [name, versions.get(name)]);
    const key = hash(cells[index]?.source, inputs);
    for (const name of changes) versions.set(name, hash(versions.get(name), key));
    for (const name of defines) versions.set(name, hash(name, key));
    return key;
  });
};

const hash = (...parts: readonly unknown[]): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");
