import type { CellNode } from "../../notebook/index.ts";
import { hashOf } from "../cache/index.ts";
import type { CellState } from "./types.ts";

/** A name that a cell finds as earlier cells left it. */
export interface Need {
  readonly name: string;
  /** The cells that made or changed it; `isChange` where one may have only changed it. */
  readonly from: readonly { readonly index: number; readonly isChange: boolean }[];
  /** Data in the world rather than a variable. */
  readonly isData: boolean;
  /** What lives in the process alone: nothing but running its cells makes it. */
  readonly isState: boolean;
  /** Not used, but to be there: the cell may leave it as it was, and later cells use it. */
  readonly isCarried: boolean;
}

/** A cell as far as its names and data matter here. */
export interface LineageCell {
  readonly node: Pick<CellNode, "index" | "defines" | "uses" | "changes">;
  readonly needs: readonly Need[];
  /** By name that it imports, or sets to a constant, and does nothing else with, what that name is. */
  readonly imported?: ReadonlyMap<string, string>;
}

/** Which state of a variable or data a cell finds. */
export interface Input {
  readonly name: string;
  readonly version: string;
  /** The cell that made or changed it last. */
  readonly writer: number;
  readonly isData: boolean;
  readonly isCarried: boolean;
}

/** What each name stands for as one goes through the cells from above. */
export interface Lineage {
  /** What a cell at this point finds of what it needs. */
  inputs(cell: LineageCell): readonly Input[];
  /** What a variable stands for now, whoever uses it. */
  versionOf(name: string): string;
  /** The variables that hold objects together with this one. */
  group(name: string): ReadonlySet<string>;
  /** Goes past a cell that left this version; `state` where it is known what it left. */
  pass(cell: LineageCell, version: string, state: CellState | undefined): void;
}

/** The lineage above the first cell. */
export const startLineage = (): Lineage => {
  const versions = new Map<number, string>();
  /** By cell and name, versions of what it imports, and of values that are what they hold. */
  const imports = new Map<string, string>();
  const states = new Map<number, CellState | undefined>();
  /** By cell and name, those who wrote what it finds. */
  const writers = new Map<string, ReadonlySet<number>>();
  const groups = new Map<string, Set<string>>();
  const current = new Map<string, string>();

  const versionAt =
    (name: string) =>
    (index: number): string =>
      imports.get(`${index} ${name}`) ?? versions.get(index) ?? "";

  const writersOf = ({ name, from }: Need): ReadonlySet<number> => {
    const found = new Set<number>();
    for (const { index, isChange } of from) {
      const left = isChange && states.get(index)?.values.unchanged.includes(name);
      if (!left) found.add(index);
      // What it left as it was is as it found it.
      else for (const earlier of writers.get(`${index} ${name}`) ?? []) found.add(earlier);
    }
    return found;
  };

  return {
    inputs: ({ node, needs }) =>
      needs.map((need) => {
        const { name, isData, isCarried } = need;
        const found = writersOf(need);
        writers.set(`${node.index} ${name}`, found);
        const ordered = [...found].sort((a, b) => a - b);
        const version = hashOf(JSON.stringify([name, ...ordered.map(versionAt(name))]));
        return { name, version, writer: ordered.at(-1) ?? -1, isData, isCarried };
      }),
    versionOf: (name) => current.get(name) ?? "",
    group: (name) => groups.get(name) ?? new Set([name]),
    pass: ({ node, needs, imported = new Map() }, version, state) => {
      versions.set(node.index, version);
      for (const [name, own] of valueVersions(node, needs, state)) imports.set(`${node.index} ${name}`, own);
      for (const [name, own] of imported) imports.set(`${node.index} ${name}`, own);
      states.set(node.index, state);
      for (const name of node.changes)
        if (!state?.values.unchanged.includes(name))
          current.set(name, hashOf(`${current.get(name) ?? ""}\n${version}`));
      for (const name of node.defines) {
        // What it may have left as it was hangs on what that was.
        const before = needs.some((need) => need.isCarried && need.name === name) ? (current.get(name) ?? "") : "";
        current.set(name, hashOf(`${before}\n${imported.get(name) ?? version}`));
        groups.get(name)?.delete(name);
        groups.delete(name);
      }
      for (const { names, mutable } of state?.values.groups ?? []) {
        if (!mutable) continue;
        const all = new Set(names.flatMap((name) => [name, ...(groups.get(name) ?? [])]));
        for (const name of all) groups.set(name, all);
      }
    },
  };
};

/**
 * The versions of values that a cell made anew, that hang together with no other and that nobody can change, such as frames,
 * whose snapshot is their plan and the hashes of their sources: the same content is the same version, whichever way it came
 * to be, so that cells below are fresh where it is.
 */
const valueVersions = (
  node: LineageCell["node"],
  needs: readonly Need[],
  state: CellState | undefined,
): readonly (readonly [string, string])[] =>
  (state?.values.groups ?? []).flatMap((group) => {
    const [name, ...others] = group.names;
    if (name === undefined || others.length > 0 || group.mutable || group.blob === undefined) return [];
    if (!node.defines.includes(name) || (group.needs?.length ?? 0) > 0) return [];
    const mayStay = needs.some((need) => need.isCarried && need.name === name);
    return mayStay ? [] : [[name, `value ${group.blob}`] as const];
  });
