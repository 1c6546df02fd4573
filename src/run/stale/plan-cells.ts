import { cellGraph } from "../../notebook/graph/index.ts";
import { type CellGraph, hasTag, type Notebook } from "../../notebook/index.ts";
import { localSources } from "../../session/imports/index.ts";
import { codeHash } from "../../syntax/index.ts";
import { cellTitle } from "../cell-title.ts";
import { againParts } from "./again.ts";
import { moduleVersions } from "./module-versions.ts";
import type { PlanCell } from "./plan.ts";

/** A notebook's code cells as the plan wants them; `folder` is where their imports resolve from. */
export const planCellsOf = (notebook: Notebook, folder: string): readonly PlanCell[] => {
  const graph = cellGraph(notebook, { moduleOf: localSources(folder) });
  const versions = moduleVersions(folder);
  return graph.cells.flatMap((node): readonly PlanCell[] => {
    const cell = notebook.cells[node.index];
    if (cell?.cell_type !== "code") return [];
    const { imports, declarations } = againParts(cell.source);
    return [
      {
        id: cell.id,
        node,
        title: cellTitle(cell.source),
        code: codeHash(cell.source),
        modules: versions(node.imports),
        skip: hasTag(cell, "skip-execution") || cell.source.trim() === "",
        effects: effectsOf(node.effects, hasTag(cell, "effect"), hasTag(cell, "pure")),
        data: dataOf(graph, node.index),
        fixed: [...imports, ...declarations],
      },
    ];
  });
};

const effectsOf = (found: readonly string[], isEffect: boolean, isPure: boolean): readonly string[] => {
  if (isPure) return [];
  return isEffect && found.length === 0 ? ["has the tag effect"] : found;
};

const dataOf = ({ edges }: CellGraph, index: number): PlanCell["data"] =>
  edges
    .filter(({ to, kind }) => to === index && kind === "data")
    .map(({ name, from }) => ({ name: `${name} of cell ${from + 1}`, from }));
