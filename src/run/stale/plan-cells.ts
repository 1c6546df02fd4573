import { cellGraph } from "../../notebook/graph/index.ts";
import { hasTag, type Notebook } from "../../notebook/index.ts";
import { localSources } from "../../session/imports/index.ts";
import { codeHash } from "../../syntax/index.ts";
import { cellTitle } from "../cell-title.ts";
import { cellNeeds } from "./cell-needs.ts";
import type { KnownModules } from "./known-modules.ts";
import { moduleVersions } from "./module-versions.ts";
import type { PlanCell } from "./plan.ts";

/** A notebook's code cells as the plan wants them; `folder` is where their imports resolve from. */
export const planCellsOf = (notebook: Notebook, folder: string, modules: KnownModules): readonly PlanCell[] => {
  const graph = cellGraph(notebook, { moduleOf: localSources(folder) });
  const needs = cellNeeds(graph);
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
