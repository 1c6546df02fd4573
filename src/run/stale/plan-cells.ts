import { cellGraph } from "../../notebook/graph/index.ts";
import { hasTag, type Notebook } from "../../notebook/index.ts";
import { localSources } from "../../session/imports/index.ts";
import { codeHash } from "../../syntax/index.ts";
import { cellTitle } from "../cell-title.ts";
import { constantsAlone, importedAlone } from "./again.ts";
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
    const modules = versions(node.imports);
    return [
      {
        id: cell.id,
        node,
        title: cellTitle(cell.source),
        code: codeHash(cell.source),
        modules,
        imported: new Map([
          ...importedVersions(cell.source, modules, versions),
          ...constantsAlone(cell.source).map(({ name, text }) => [name, `constant ${text}`] as const),
        ]),
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

/** By name, what a cell imports; of a module of one's own the declarations behind that name alone. */
const importedVersions = (
  source: string,
  modules: Readonly<Record<string, string>>,
  versions: ReturnType<typeof moduleVersions>,
): ReadonlyMap<string, string> =>
  new Map(
    importedAlone(source).map(({ local, specifier, name }) => {
      const own = /^\.{0,2}\//.test(specifier) ? versions([{ specifier, names: [name] }]) : modules;
      return [local, `${specifier} ${name} ${own[specifier] ?? ""}`];
    }),
  );
