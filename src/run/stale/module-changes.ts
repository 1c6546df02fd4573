import { dirname, join, resolve } from "node:path";
import type { Notebook } from "../../notebook/index.ts";
import { sha256 } from "../run-record.ts";
import type { RunRecordFile } from "../types.ts";
import { type KnownModules, knownModules } from "./known-modules.ts";
import { localPath, packageVersionOf } from "./module-versions.ts";
import type { OutsideChange } from "./outside-changes.ts";
import { readStates, statePath } from "./state-file.ts";

/**
 * What the cells of a run import and is another now, by the cell's id: declarations of local modules behind the names that
 * they import, and versions of packages. Runs nothing. Cells whose code was edited since are passed over.
 */
export const moduleChanges = async (
  { file, cells }: Pick<RunRecordFile, "file" | "cells">,
  notebook: Notebook,
  home: string,
): Promise<ReadonlyMap<string, readonly OutsideChange[]>> => {
  if (file === undefined) return new Map();
  const imports = importsOf(file, cells, notebook, home);
  if (imports.size === 0) return new Map();
  const folder = dirname(file);
  const modules = knownModules(join(home, "cells", "modules.json"));
  const found = new Map<string, readonly OutsideChange[]>();
  let now: ReadonlyMap<string, Versions> | undefined;
  for (const [id, before] of imports) {
    const changes: OutsideChange[] = [];
    for (const [specifier, was] of Object.entries(before)) {
      const is = quickVersion(specifier, was, folder, modules);
      if (is === was) continue;
      now ??= is === undefined ? await versionsNow(notebook, folder, modules) : undefined;
      const change = changeOf(specifier, was, is ?? now?.get(id)?.[specifier]);
      if (change) changes.push(change);
    }
    if (changes.length > 0) found.set(id, changes);
  }
  modules.save();
  return found;
};

type Versions = Readonly<Record<string, string>>;

/** By cell what it imported when it ran, as the runner remembers it; without those that were edited since. */
const importsOf = (
  file: string,
  cells: RunRecordFile["cells"],
  notebook: Notebook,
  home: string,
): ReadonlyMap<string, Versions> => {
  const { states } = readStates(statePath(resolve(home), file));
  const latest = new Map(states.map((state) => [`${state.key} ${state.id}`, state.parts.modules]));
  const sources = new Map(notebook.cells.map((cell) => [cell.id, cell.source]));
  return new Map(
    cells.flatMap(({ id, key, code }) => {
      const modules = latest.get(`${key} ${id}`);
      const source = sources.get(id);
      return modules && Object.keys(modules).length > 0 && source !== undefined && sha256(source) === code
        ? [[id, modules] as const]
        : [];
    }),
  );
};

/** What an import is now, where that takes no look at the notebook's code: a package, or a module none of whose files was touched. */
const quickVersion = (specifier: string, was: string, folder: string, modules: KnownModules): string | undefined => {
  const path = localPath(specifier, folder);
  const packageOf = (name: string): string => packageVersionOf(name, folder);
  // What a cell imports by two statements has a version of each.
  const parts = was.split(" ");
  if (path === undefined) {
    const version = packageOf(specifier);
    return parts.every((part) => part === version) ? was : version;
  }
  if (path === "absent") return path;
  return parts.every((part) => modules.holds(path, part, packageOf)) ? was : undefined;
};

const versionsNow = async (
  notebook: Notebook,
  folder: string,
  modules: KnownModules,
): Promise<ReadonlyMap<string, Versions>> => {
  const { planCellsOf } = await import("./plan-cells.ts");
  return new Map(planCellsOf(notebook, folder, modules).map((cell) => [cell.id, cell.modules]));
};

const changeOf = (specifier: string, was: string, is: string | undefined): OutsideChange | undefined => {
  if (is === was || is === undefined) return undefined;
  const isPackage = !/^\.{0,2}\/|^file:/.test(specifier);
  const name = isPackage && isVersion(was) && isVersion(is) ? `${specifier} ${was} → ${is}` : specifier;
  const change = is === "absent" ? "gone" : was === "absent" ? "new" : "changed";
  return { kind: isPackage ? "package" : "module", name, change };
};

const isVersion = (text: string): boolean => /^v?\d+\.\d+\S*$/.test(text);
