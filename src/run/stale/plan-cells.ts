import { cellGraph } from "../../notebook/graph/index.ts";
import { type CellEdge, type CellGraph, hasTag, type Notebook } from "../../notebook/index.ts";
import { localSources } from "../../session/imports/index.ts";
import { codeHash } from "../../syntax/index.ts";
import { cellTitle } from "../cell-title.ts";
import type { KnownModules } from "./known-modules.ts";
import type { Need } from "./lineage.ts";
import { moduleVersions } from "./module-versions.ts";
import type { PlanCell } from "./plan.ts";

/** A notebook's code cells as the plan wants them; `folder` is where their imports resolve from. */
export const planCellsOf = (notebook: Notebook, folder: string, modules: KnownModules): readonly PlanCell[] => {
  const graph = cellGraph(notebook, { moduleOf: localSources(folder) });
  const needs = needsOf(graph);
  const versions = moduleVersions(folder, modules);
  return graph.cells.flatMap((node): readonly PlanCell[] => {
    const cell = notebook.cells[node.index];
    if (cell?.cell_type !== "code") return [];
    return [
      {
        id: cell.id,
        node,
        title: cellTitle(cell.source),
        code: codeHash(cell.source),
        modules: versions(node.imports),
        skip: hasTag(cell, "skip-execution") || cell.source.trim() === "",
        effects: effectsOf(node.effects, hasTag(cell, "effect"), hasTag(cell, "pure")),
        needs: needs.get(node.index) ?? [],
      },
    ];
  });
};

const effectsOf = (found: readonly string[], isEffect: boolean, isPure: boolean): readonly string[] => {
  if (isPure) return [];
  return isEffect && found.length === 0 ? ["has the tag effect"] : found;
};

/** What each cell needs of others, by the graph's edges. */
const needsOf = ({ cells, edges }: CellGraph): ReadonlyMap<number, readonly Need[]> => {
  const into = new Map<number, CellEdge[]>();
  for (const edge of edges) into.set(edge.to, [...(into.get(edge.to) ?? []), edge]);
  return new Map(
    cells.map(({ index, defines, changes }) => {
      const needs = new Map<string, Need>();
      for (const edge of into.get(index) ?? []) addEdge(needs, edge);
      for (const name of [...defines, ...changes]) if (!needs.has(name)) carry(needs, name, index, edges);
      return [index, [...needs.values()].sort((a, b) => (a.name < b.name ? -1 : 1))];
    }),
  );
};

const addEdge = (needs: Map<string, Need>, { from, name, kind }: CellEdge): void => {
  const isData = kind === "data";
  const key = isData ? `${name} of cell ${from + 1}` : name;
  const before = needs.get(key);
  const others = before?.from.filter(({ index }) => index !== from) ?? [];
  // Who also made it anew did not only change it.
  const isChange =
    kind === "change" && before?.from.every(({ index, isChange }) => index !== from || isChange) !== false;
  needs.set(key, { name: key, from: [...others, { index: from, isChange }], isData, isCarried: false });
};

/** A name that a cell may or may not make anew, or changes through another that shares what it holds: where later cells may find it as it was before, it has to be there. */
const carry = (needs: Map<string, Need>, name: string, index: number, edges: readonly CellEdge[]): void => {
  const later = edges.filter((edge) => edge.to > index && edge.name === name && edge.kind !== "data");
  const readers = new Set(later.filter(({ from }) => from === index).map(({ to }) => to));
  const earlier = later.filter((edge) => edge.from < index && readers.has(edge.to));
  if (earlier.length === 0) return;
  const from = [...new Set(earlier.map((edge) => edge.from))].map((at) => ({
    index: at,
    isChange: earlier.every((edge) => edge.from !== at || edge.kind === "change"),
  }));
  needs.set(name, { name, from, isData: false, isCarried: true });
};
