import { inlineSnapshot } from "./inline-snapshot.ts";
import type { Input } from "./lineage.ts";
import type { PlanCell, PlanOptions } from "./plan.ts";
import type { CellState, ValueGroup } from "./types.ts";

/** A cell with the verdict of its key: a state where it is fresh, reasons where it is stale. */
export interface Judged {
  readonly cell: PlanCell;
  readonly inputs: readonly Input[];
  readonly state: CellState | undefined;
  readonly reasons: readonly string[];
  /** The variables that may hold objects together with one of its inputs, as it finds them. */
  readonly groupOf: (name: string) => ReadonlySet<string>;
}

/** Which cells run, and why those do that are not stale. */
export interface Runs {
  readonly runs: ReadonlySet<number>;
  readonly needed: ReadonlyMap<number, readonly string[]>;
  readonly blocked: ReadonlyMap<number, string>;
}

/** The stale cells that are asked for, and those from which they need a value that cannot be restored. */
export const chooseRuns = (judged: readonly Judged[], options: PlanOptions): Runs => {
  const { selected = () => true, force = () => undefined } = options;
  const byIndex = new Map(judged.map((one) => [one.cell.node.index, one]));
  const runs = new Set<number>();
  const needed = new Map<number, string[]>();
  const blocked = new Map<number, string>();
  const demanded = new Map<number, Set<number>>();
  for (const { cell, state } of judged) {
    if (cell.skip || !selected(cell.node.index)) continue;
    const why = force(cell.node.index);
    if (why !== undefined && state) needed.set(cell.node.index, [why]);
    if (!state || why !== undefined) runs.add(cell.node.index);
  }
  // Each round adds cells; a new one may need others further up.
  for (let isDone = false; !isDone; ) {
    isDone = true;
    const waiting = judged.filter(({ cell }) => runs.has(cell.node.index)).reverse();
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const { index } = one.cell.node;
      for (const demand of demandsOf(one, { judged, byIndex, runs, options })) {
        demanded.set(demand.writer, (demanded.get(demand.writer) ?? new Set()).add(index));
        if (runs.has(demand.writer)) continue;
        isDone = false;
        runs.add(demand.writer);
        const reason = `cell ${index + 1} needs its ${demand.name}: ${demand.why}`;
        needed.set(demand.writer, [...(needed.get(demand.writer) ?? []), reason]);
        // What it needs in turn is looked at next, so that a long chain takes one round.
        waiting.push(...[byIndex.get(demand.writer) ?? []].flat());
      }
    }
  }
  const isForced = (index: number): boolean => selected(index) && force(index) !== undefined;
  if (!options.effects) block(byIndex, { runs, needed, blocked, demanded, isForced });
  return { runs, needed, blocked };
};

interface Sight {
  readonly judged: readonly Judged[];
  readonly byIndex: ReadonlyMap<number, Judged>;
  readonly runs: ReadonlySet<number>;
  readonly options: PlanOptions;
}

interface Demand {
  readonly writer: number;
  readonly name: string;
  readonly why: string;
}

/** Cells that a running one needs to run before it. */
const demandsOf = (one: Judged, sight: Sight): readonly Demand[] =>
  one.inputs.flatMap(({ name, writer, isData }) => {
    if (sight.runs.has(writer)) return [];
    if (isData) return staleWriter(name, writer, sight);
    const holder = holderOf(name, one.cell.node.index, sight);
    const why = holder && whyNot(name, writer, one.cell.node.index, holder, sight);
    if (why === undefined && holder) return needsOf(holder, sight);
    return [
      { writer, name, why: why ?? (sight.byIndex.get(writer)?.state ? "no cache can hold that" : "it is stale") },
    ];
  });

/** Data lies in the world; only a writer that is stale has to write it first. */
const staleWriter = (name: string, writer: number, { byIndex }: Sight): readonly Demand[] =>
  byIndex.get(writer)?.state ? [] : [{ writer, name, why: "it is stale" }];

/** Where a variable comes from as a cell finds it: the last cell above that does not run and whose state holds it. */
export interface Holder {
  readonly index: number;
  readonly state: CellState;
  /** Undefined where imports and declarations make it again. */
  readonly group: ValueGroup | undefined;
}

interface HolderSight {
  readonly judged: readonly { readonly cell: PlanCell; readonly state: CellState | undefined }[];
  readonly runs: ReadonlySet<number>;
}

/** The holder of a name above a place; undefined where there is none since the last cell that runs and writes it. */
export const holderOf = (name: string, below: number, { judged, runs }: HolderSight): Holder | undefined => {
  for (let at = judged.length - 1; at >= 0; at--) {
    const { cell, state } = judged[at]!;
    const { index, defines } = cell.node;
    if (index >= below) continue;
    if (runs.has(index)) {
      if (defines.includes(name)) return undefined;
      continue;
    }
    if (!state) continue;
    if (state.values.again.includes(name)) return { index, state, group: undefined };
    const group = state.values.groups.find(({ names }) => names.includes(name));
    if (group) return { index, state, group };
  }
  return undefined;
};

/** Why a value cannot come from its holder; undefined where it can. */
const whyNot = (name: string, writer: number, below: number, holder: Holder, sight: Sight): string | undefined => {
  const { group, index } = holder;
  const { byIndex, options, runs } = sight;
  if (!byIndex.get(writer)?.state) return "it is stale";
  if (index < writer) return `${name} of cell ${writer + 1} was not kept`;
  if (!group) return undefined;
  if (group.blob === undefined) return group.why ?? `${name} cannot be restored`;
  if (options.isLost?.(group.blob)) return `${name} could not be restored`;
  if (!isThere(group, group.blob, options)) return `${name} is no longer in the cache`;
  const anew = (group.needs ?? []).find((need) =>
    sight.judged.some(
      ({ cell }) => cell.node.index > index && cell.node.index < below && cell.node.defines.includes(need),
    ),
  );
  if (anew !== undefined) return `it holds ${anew}, which a cell below it makes anew`;
  if (!group.mutable) return undefined;
  // A cell that runs above the holder got these objects as they were before; the holder has to change those very objects.
  const earlier = [...runs].find((at) => at < index && touches(byIndex.get(at), group.names));
  if (earlier === undefined || below <= earlier) return undefined;
  return `cell ${earlier + 1} runs and holds the same objects as they were before`;
};

const isThere = (group: ValueGroup, blob: string, { isStored }: PlanOptions): boolean =>
  (group.inline === undefined ? isStored(blob) : inlineSnapshot(group) !== undefined) &&
  (group.blobs ?? []).every((hash) => isStored(hash));

const touches = (one: Judged | undefined, names: readonly string[]): boolean => {
  if (!one) return false;
  const { defines, uses, changes } = one.cell.node;
  return names.some(
    (name) => defines.includes(name) || uses.includes(name) || changes.includes(name) || inGroup(one, name),
  );
};

const inGroup = (one: Judged, name: string): boolean =>
  [...one.cell.node.uses, ...one.cell.node.changes].some((used) => one.groupOf(used).has(name));

/** What must be there before a group can be restored. */
const needsOf = ({ index, group }: Holder, sight: Sight): readonly Demand[] =>
  (group?.needs ?? []).flatMap((name) => {
    const holder = holderOf(name, index + 1, sight);
    if (holder && holder.group === undefined) return [];
    const writer = sight.judged.findLast(({ cell }) => cell.node.index <= index && cell.node.defines.includes(name));
    if (!writer || sight.runs.has(writer.cell.node.index)) return [];
    return [{ writer: writer.cell.node.index, name, why: "another value is made of it" }];
  });

interface Blocking extends Runs {
  readonly runs: Set<number>;
  readonly blocked: Map<number, string>;
  /** By cell, those that need it to run. */
  readonly demanded: ReadonlyMap<number, ReadonlySet<number>>;
  readonly isForced: (index: number) => boolean;
}

/** A cell with effects that is fresh does not run again only because a value of it is gone: then those that need it cannot run either. */
const block = (byIndex: ReadonlyMap<number, Judged>, found: Blocking): void => {
  for (const index of [...found.runs].sort((a, b) => a - b)) {
    const { cell, state } = byIndex.get(index) ?? {};
    const reasons = found.needed.get(index) ?? [];
    if (!cell || !state || cell.effects.length === 0 || found.isForced(index)) continue;
    const why = `cell ${index + 1} would have to run again (${reasons[0]}), and it has effects (${cell.effects.join(", ")}): allow that with --effects, or move them to a cell of their own`;
    drop(index, why, found);
  }
};

const drop = (index: number, why: string, found: Blocking): void => {
  found.runs.delete(index);
  for (const other of found.demanded.get(index) ?? []) {
    if (!found.runs.has(other)) continue;
    found.blocked.set(other, why);
    drop(other, why, found);
  }
};
