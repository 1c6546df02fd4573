import { holderOf } from "./needs.ts";
import type { PlanCell } from "./plan.ts";
import type { CellState, ValueGroup } from "./types.ts";

/** What of one cell that does not run is to be made again. */
export interface Restore {
  readonly index: number;
  /** All variables that it sets. */
  readonly names: readonly string[];
  /** Those that its imports and declarations make. */
  readonly again: readonly string[];
  readonly groups: readonly ValueGroup[];
}

/** Keeps count of which state each variable of the session is in, and says what a cell lacks. */
export interface Restores {
  /** What to restore before a cell that runs, in order; counts as done. */
  before(index: number): readonly Restore[];
  /** A cell ran. */
  ran(index: number): void;
}

export interface RestoresOptions {
  readonly cells: readonly PlanCell[];
  readonly kept: ReadonlyMap<number, CellState>;
  readonly runs: ReadonlySet<number>;
}

export const restoresFor = ({ cells, kept, runs }: RestoresOptions): Restores => {
  const live = new Map<string, number>();
  const judged = cells.map((cell) => ({
    cell,
    get state() {
      return kept.get(cell.node.index);
    },
  }));
  const sight = { judged, runs };
  const byIndex = new Map(cells.map((cell) => [cell.node.index, cell]));

  /** Adds what a name needs, deepest first. */
  const collect = (name: string, below: number, found: Map<number, Set<string>>): void => {
    const holder = holderOf(name, below, sight);
    if (!holder || (live.get(name) ?? -1) >= holder.index || found.get(holder.index)?.has(name)) return;
    const names = found.get(holder.index) ?? new Set<string>();
    found.set(holder.index, names);
    for (const one of holder.group?.names ?? [name]) names.add(one);
    for (const need of holder.group?.needs ?? []) collect(need, holder.index + 1, found);
  };

  return {
    before: (index) => {
      if (kept.size === 0) return [];
      const cell = byIndex.get(index);
      const found = new Map<number, Set<string>>();
      for (const { name, isData } of cell?.needs ?? []) if (!isData) collect(name, index, found);
      return [...found]
        .sort(([a], [b]) => a - b)
        .flatMap(([at, names]) => {
          const state = kept.get(at);
          if (!state) return [];
          // What a later cell made anew is no longer what it was then.
          const wanted = [...names].filter((name) => (live.get(name) ?? -1) < at);
          for (const name of wanted) live.set(name, at);
          const again = state.values.again.filter((name) => wanted.includes(name));
          const groups = state.values.groups
            .filter((group) => group.blob !== undefined && group.names.some((name) => wanted.includes(name)))
            .map((group) => ({ ...group, names: group.names.filter((name) => wanted.includes(name)) }));
          return [{ index: at, names: wanted, again, groups }];
        });
    },
    ran: (index) => {
      const cell = byIndex.get(index);
      for (const name of [...(cell?.node.defines ?? []), ...(cell?.node.changes ?? [])]) live.set(name, index);
    },
  };
};
