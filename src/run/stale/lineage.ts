import type { CellNode } from "../../notebook/index.ts";
import { hashOf } from "../cache/index.ts";
import type { CellState } from "./types.ts";

/** A cell as far as its names and data matter here. */
export interface LineageCell {
  readonly node: Pick<CellNode, "index" | "defines" | "uses" | "changes">;
  /** Data that earlier cells write, by name, with the writing cell. */
  readonly data: readonly { readonly name: string; readonly from: number }[];
  /** Names that it imports or declares as functions: nothing can be changed through them. */
  readonly fixed: readonly string[];
}

/** Which state of a variable or data a cell finds: as the last of these cells left it. */
export interface Input {
  readonly name: string;
  readonly version: string;
  /** The cell that made or changed it last. */
  readonly writer: number;
}

/** What each name stands for as one goes through the cells from above. */
export interface Lineage {
  /** What a cell at this point would find of what it uses. */
  inputs(cell: LineageCell): readonly Input[];
  /** The variables that may hold objects together with this one. */
  group(name: string): ReadonlySet<string>;
  /** Goes past a cell that left this version; `state` where it is known what it left. */
  pass(cell: LineageCell, version: string, state: CellState | undefined): void;
}

interface Known {
  readonly version: string;
  readonly writer: number;
}

/** The lineage above the first cell. */
export const startLineage = (): Lineage => {
  const known = new Map<string, Known>();
  const cells = new Map<number, string>();
  const groups = new Map<string, Set<string>>();
  const fixed = new Set<string>();

  const leave = (name: string): void => {
    groups.get(name)?.delete(name);
    groups.delete(name);
    fixed.delete(name);
  };
  const join = (names: readonly string[]): void => {
    const all = new Set(names.flatMap((name) => [name, ...(groups.get(name) ?? [])]));
    for (const name of all) groups.set(name, all);
  };
  const change = (name: string, version: string, writer: number): void => {
    for (const one of groups.get(name) ?? [name]) {
      const before = known.get(one)?.version ?? "";
      known.set(one, { version: hashOf(`${before}\n${version}`), writer });
    }
  };

  return {
    inputs: ({ node, data }) => {
      const names = [...new Set([...node.uses, ...node.changes])].sort();
      const variables = names.flatMap((name) => {
        const found = known.get(name);
        return found ? [{ name, ...found }] : [];
      });
      const others = data.map(({ name, from }) => ({ name, version: cells.get(from) ?? "", writer: from }));
      return [...variables, ...others];
    },
    group: (name) => groups.get(name) ?? new Set([name]),
    pass: ({ node, fixed: made }, version, state) => {
      cells.set(node.index, version);
      const unchanged = new Set(state?.values.unchanged ?? []);
      for (const name of node.changes)
        if (!unchanged.has(name) && !node.defines.includes(name)) change(name, version, node.index);
      for (const name of node.defines) {
        leave(name);
        known.set(name, { version: hashOf(`${name}\n${version}`), writer: node.index });
      }
      if (state) {
        for (const name of state.values.again) fixed.add(name);
        for (const { names, mutable } of state.values.groups) {
          if (mutable) join(names);
          else for (const name of names) fixed.add(name);
        }
        return;
      }
      for (const name of made) fixed.add(name);
      // What a cell makes may hold anything that it was given.
      join([...node.defines, ...node.changes, ...node.uses].filter((name) => known.has(name) && !fixed.has(name)));
    },
  };
};
