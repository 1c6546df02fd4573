import { type Group, holdersOf, none, type Value } from "./heap.ts";
import type { CellEdge, DataUse } from "./types.ts";

/** That a cell defined or changed a name, and how that is known. */
export interface Mark {
  readonly sure: boolean;
  readonly why: string;
  /** The module that it imports the name from. */
  readonly specifier?: string | undefined;
}

/** A name at the top level of the session, as the cells so far left it. */
export interface Name {
  readonly name: string;
  /** The cells whose binding may stand. */
  definers: Map<number, Mark>;
  /** The cells that may have changed the value since. */
  changers: Map<number, Mark>;
  /** Cells whose code may still run at any later time: no definition ends their influence. */
  readonly floating: Map<number, Mark>;
  value: Value;
}

/** What one cell was found to do. */
export interface CellFindings {
  readonly index: number;
  readonly defines: Set<string>;
  readonly uses: Set<string>;
  readonly changes: Set<string>;
  /** Names that nothing above defines. */
  readonly unknown: Set<string>;
  readonly imports: Map<string, Set<string>>;
  readonly reads: DataUse[];
  readonly writes: DataUse[];
  readonly effects: Set<string>;
  readonly unsure: Set<string>;
}

/** The session's names, and the edges found between cells. */
export interface World {
  readonly names: ReadonlyMap<string, Name>;
  /** The keys of `names`. */
  readonly known: ReadonlySet<string>;
  readonly edges: readonly CellEdge[];
  cell: CellFindings;
  enter(index: number): void;
  use(name: string, sure: boolean): Value | undefined;
  define(name: string, value: Value, mark: Mark & { readonly replaces: boolean; readonly floats: boolean }): void;
  /** Marks every name that can reach one of the groups; `direct` is the one that the code names. */
  change(groups: Iterable<Group>, mark: Mark & { readonly floats: boolean; readonly direct: string | undefined }): void;
  /** The cell may read, define and change any name. */
  disturb(why: string): void;
  addEdge(edge: CellEdge): void;
  /** Counts definitions and changes: to see whether something made any. */
  marks(): number;
}

export const cellName = (index: number): string => `cell ${index + 1}`;

export const newFindings = (index: number): CellFindings => ({
  index,
  defines: new Set(),
  uses: new Set(),
  changes: new Set(),
  unknown: new Set(),
  imports: new Map(),
  reads: [],
  writes: [],
  effects: new Set(),
  unsure: new Set(),
});

export const createWorld = (): World => {
  const names = new Map<string, Name>();
  const known = new Set<string>();
  const namesOf = new Map<Group, Set<Name>>();
  const edges = new Map<string, CellEdge>();
  const disturbers = new Map<number, Mark>();
  let count = 0;

  const addEdge = (edge: CellEdge): void => {
    if (edge.from >= edge.to) return;
    const key = JSON.stringify([edge.from, edge.to, edge.name, edge.kind]);
    const before = edges.get(key);
    if (!before || (edge.sure && !before.sure)) edges.set(key, edge);
  };
  const setValue = (entry: Name, value: Value): void => {
    for (const group of entry.value.groups) namesOf.get(group)?.delete(entry);
    entry.value = value;
    for (const group of value.groups) namesOf.set(group, (namesOf.get(group) ?? new Set()).add(entry));
  };
  const mark = (marks: Map<number, Mark>, index: number, found: Mark): void => {
    if (!marks.get(index)?.sure) marks.set(index, found);
  };

  const world: World = {
    names,
    known,
    get edges() {
      return [...edges.values()];
    },
    cell: newFindings(0),
    enter: (index) => {
      world.cell = newFindings(index);
    },
    use: (name, sure) => {
      const entry = names.get(name);
      const to = world.cell.index;
      const link = (from: number, kind: "value" | "change", found: Mark): void => {
        if (from === to) return;
        world.cell.uses.add(name);
        const { specifier } = found;
        const imported = specifier === undefined ? {} : { specifier };
        addEdge({ from, to, name, kind, sure: sure && found.sure, ...imported, why: found.why });
      };
      if (!entry) {
        world.cell.unknown.add(name);
        for (const [from, found] of disturbers) link(from, "value", found);
        return undefined;
      }
      for (const [from, found] of entry.definers) link(from, "value", found);
      for (const [from, found] of [...entry.changers, ...entry.floating])
        if (!entry.definers.has(from)) link(from, "change", found);
      return entry.value;
    },
    define: (name, value, { replaces, floats, ...found }) => {
      count += 1;
      const entry: Name = names.get(name) ?? {
        name,
        definers: new Map(),
        changers: new Map(),
        floating: new Map(),
        value: none,
      };
      const isNew = !names.has(name);
      names.set(name, entry);
      known.add(name);
      const { index } = world.cell;
      world.cell.defines.add(name);
      // What it may leave as it was, it hands on.
      const others = [...entry.definers.keys(), ...entry.floating.keys()].some((from) => from !== index);
      if (others && (!replaces || entry.floating.size > 0)) world.cell.changes.add(name);
      else if (replaces) world.cell.changes.delete(name);
      if (replaces) {
        entry.definers = new Map();
        entry.changers = new Map();
      }
      mark(entry.definers, index, found);
      if (floats) mark(entry.floating, index, { ...found, sure: false });
      setValue(
        entry,
        replaces || isNew ? value : { groups: new Set([...entry.value.groups, ...value.groups]), text: undefined },
      );
    },
    change: (groups, { floats, direct, ...found }) => {
      const { index, changes } = world.cell;
      const reached = new Set([...holdersOf(groups)].flatMap((group) => [...(namesOf.get(group) ?? [])]));
      for (const entry of reached) {
        count += 1;
        const isDirect = entry.name === direct;
        const why = isDirect ? found.why : `${found.why}, and ${entry.name} may share what it holds`;
        if ([...entry.definers.keys()].some((definer) => definer !== index)) changes.add(entry.name);
        mark(entry.changers, index, { sure: isDirect && found.sure, why });
        if (floats) mark(entry.floating, index, { sure: false, why });
      }
    },
    disturb: (why) => {
      world.cell.unsure.add(why);
      count += 1;
      const { index } = world.cell;
      for (const entry of names.values()) {
        world.use(entry.name, false);
        mark(entry.changers, index, { sure: false, why });
        if (![...entry.definers.keys()].every((definer) => definer === index)) world.cell.changes.add(entry.name);
      }
      disturbers.set(index, { sure: false, why });
    },
    addEdge,
    marks: () => count,
  };
  return world;
};
