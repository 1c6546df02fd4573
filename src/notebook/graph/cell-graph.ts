import { hasTag } from "../cells.ts";
import type { CodeCell, Notebook } from "../types.ts";
import { createInterpreter } from "./create-interpreter.ts";
import { dataEdges } from "./data-edges.ts";
import { type Interpreter, type ModuleSource, maybe } from "./interpreter.ts";
import { isGlobalName } from "./known-globals.ts";
import { followMagic } from "./magics.ts";
import { readCell } from "./read-cell.ts";
import type { CellEdge, CellGraph, CellNode, DataUse } from "./types.ts";
import { type CellFindings, cellName, createWorld } from "./world.ts";

export interface GraphOptions {
  /** Gives the sources of local modules; what imports one whose source is not given is unsure. */
  readonly moduleOf?: ModuleSource;
}

/**
 * Which code cell needs which, from the syntax tree: names that cells define, use and change, through functions, objects
 * that share what they hold, and data that is written and read. Nothing runs. What is not certain is an edge or a
 * sentence marked so, never left out. Cells that do not run (`skip-execution`) have no part in it; the tags `pure` and
 * `effect` say what the code does not.
 */
export const cellGraph = (notebook: Notebook, options: GraphOptions = {}): CellGraph => {
  const world = createWorld();
  const it = createInterpreter(world, options.moduleOf ?? (() => undefined));
  const found: Found[] = [];
  notebook.cells.forEach((cell, index) => {
    if (cell.cell_type !== "code") return;
    world.enter(index);
    if (!hasTag(cell, "skip-execution")) follow(it, cell);
    found.push({ cell, findings: world.cell });
  });
  const definers = new Map<string, number>();
  for (const { findings } of found.toReversed())
    for (const name of findings.defines) definers.set(name, findings.index);
  const cells = found.map(({ cell, findings }) => nodeOf(cell, findings, definers));
  const pure = new Set(found.filter(({ cell }) => hasTag(cell, "pure")).map(({ findings }) => findings.index));
  const edges = [
    ...world.edges.filter(({ kind, from }) => (kind !== "change" && kind !== "state") || !pure.has(from)),
    ...dataEdges(cells, cellName),
  ];
  return { cells, edges: edges.sort(inOrder) };
};

interface Found {
  readonly cell: CodeCell;
  readonly findings: CellFindings;
}

const follow = (it: Interpreter, cell: CodeCell): void => {
  const { body, magics, source, problem } = readCell(cell.source, it.world.known);
  if (problem !== undefined) {
    it.world.cell.unsure.add(`its code cannot be read: ${problem}`);
    return;
  }
  it.steps = 0;
  it.last = body.at(-1);
  for (const magic of magics) followMagic(it, magic, source);
  const run = () => it.executeAll(body, undefined);
  try {
    if (hasTag(cell, "raises-exception")) maybe(it, run);
    else run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    it.world.disturb("its code is nested too deeply to be followed");
  }
};

const nodeOf = (cell: CodeCell, findings: CellFindings, definers: ReadonlyMap<string, number>): CellNode => {
  const isPure = hasTag(cell, "pure");
  const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();
  const unknown = sorted(findings.unknown).filter((name) => !findings.defines.has(name) && !isGlobalName(name));
  return {
    index: findings.index,
    id: cell.id,
    defines: sorted(findings.defines),
    uses: sorted(findings.uses),
    changes: isPure ? [] : sorted(findings.changes),
    imports: [...findings.imports].map(([specifier, names]) => ({ specifier, names: sorted(names) })),
    reads: settled(findings.reads),
    writes: isPure ? [] : settled(findings.writes),
    effects: [
      ...(isPure ? [] : sorted(findings.effects)),
      ...(hasTag(cell, "effect") ? ["has an effect (by its tag)"] : []),
    ],
    unsure: [...findings.unsure, ...unknown.map((name) => unknownName(name, definers.get(name)))],
  };
};

const unknownName = (name: string, definer: number | undefined): string =>
  definer === undefined
    ? `no cell defines ${name}`
    : `${name} is used above ${cellName(definer)}, which defines it: here it is what an earlier run left`;

// A use that is sure makes the same one that is not superfluous.
const settled = (uses: readonly DataUse[]): readonly DataUse[] => {
  const sure = new Set(uses.filter((use) => use.sure).map(({ kind, name }) => `${kind} ${name}`));
  return uses.filter((use) => use.sure || !sure.has(`${use.kind} ${use.name}`));
};

const inOrder = (a: CellEdge, b: CellEdge): number =>
  a.to - b.to || a.from - b.from || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.name < b.name ? -1 : 1);
