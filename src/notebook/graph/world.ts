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
  /** Cells that changed what the name stands for in a way that making it again does not give back. */
  readonly lasting: Map<number, Mark>;
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

interface DefineOptions {
  readonly replaces: boolean;
  readonly floats: boolean;
  readonly pends?: boolean;
}

interface ChangeOptions {
  readonly floats: boolean;
  /** The name that the code names. */
  readonly direct: string | undefined;
  /** Whether it changes a package, which importing it again does not give back. */
  readonly lasts?: boolean;
  /** Whether it happens later, by itself. */
  readonly pends?: boolean;
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
  define(name: string, value: Value, mark: Mark & DefineOptions): void;
  /** Marks every name that can reach one of the groups. */
  change(groups: Iterable<Group>, mark: Mark & ChangeOptions): void;
  /** The cell changes what belongs to no name but to the process: a built-in, the working folder. Cells below find it so. */
  alter(what: string, why: string): void;
  /** Watches what a module keeps, whoever imports it: of one's own whatever changes it, of another what lasts. */
  watch(module: Group, isOwn: boolean): void;
  /** The cell may read, define and change any name. */
  disturb(why: string): void;
  addEdge(edge: CellEdge): void;
  /** Counts definitions and changes: to see whether something made any. */
  marks(): number;
}

/** A module with the cells that changed what it keeps. */
interface WatchedModule {
  readonly group: Group;
  readonly isOwn: boolean;
  readonly changers: Map<number, Mark>;
}

/** Whether a value is a function or class, which its declaration makes again without what was set on it since. */
const isCode = ({ groups }: Value): boolean => [...groups].some(({ kind }) => kind === "function" || kind === "class");

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
  const modules = new Map<Group, WatchedModule>();
  const alterations: { readonly from: number; readonly name: string; readonly why: string }[] = [];
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
  // What a cell finds of the state that is no variable's.
  const linkState = (name: string, marks: ReadonlyMap<number, Mark>): void => {
    const to = world.cell.index;
    for (const [from, { why }] of marks) addEdge({ from, to, name, kind: "state", sure: false, why });
  };
  const modulesOf = (groups: Iterable<Group>): readonly WatchedModule[] => {
    if (modules.size === 0) return [];
    const holders = holdersOf(groups);
    return [...modules].flatMap(([group, module]) => (holders.has(group) ? [module] : []));
  };
  const changeModules = (groups: readonly Group[], index: number, why: string, lasts: boolean): void => {
    const state = groups.filter(({ kind }) => kind !== "function" && kind !== "class");
    for (const module of modulesOf(lasts ? groups : state))
      if (module.isOwn || lasts) mark(module.changers, index, { sure: false, why });
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
      for (const { from, name, why } of alterations)
        addEdge({ from, to: index, name, kind: "state", sure: false, why });
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
      if (entry.lasting.size > 0) linkState(`state of ${name}`, entry.lasting);
      if ([...modules.values()].some(({ changers }) => changers.size > 0))
        for (const { group, changers } of modulesOf(entry.value.groups)) linkState(`state of ${group.label}`, changers);
      return entry.value;
    },
    define: (name, value, { replaces, floats, pends = false, ...found }) => {
      count += 1;
      const entry: Name = names.get(name) ?? {
        name,
        definers: new Map(),
        changers: new Map(),
        floating: new Map(),
        lasting: new Map(),
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
        entry.lasting.clear();
      }
      mark(entry.definers, index, found);
      if (pends) mark(entry.lasting, index, found);
      if (floats) mark(entry.floating, index, { ...found, sure: false });
      setValue(
        entry,
        replaces || isNew ? value : { groups: new Set([...entry.value.groups, ...value.groups]), text: undefined },
      );
    },
    change: (given, { floats, direct, lasts = false, pends = false, ...found }) => {
      const { index, changes } = world.cell;
      const groups = [...given];
      changeModules(groups, index, found.why, lasts);
      const reached = new Set([...holdersOf(groups)].flatMap((group) => [...(namesOf.get(group) ?? [])]));
      for (const entry of reached) {
        count += 1;
        const isDirect = entry.name === direct;
        const why = isDirect ? found.why : `${found.why}, and ${entry.name} may share what it holds`;
        if ([...entry.definers.keys()].some((definer) => definer !== index)) changes.add(entry.name);
        mark(entry.changers, index, { sure: isDirect && found.sure, why });
        if (floats) mark(entry.floating, index, { sure: false, why });
        if (pends || (isDirect && found.sure && isCode(entry.value))) mark(entry.lasting, index, { sure: false, why });
      }
    },
    alter: (name, why) => {
      count += 1;
      alterations.push({ from: world.cell.index, name, why });
    },
    watch: (group, isOwn) => {
      if (!modules.has(group)) modules.set(group, { group, isOwn, changers: new Map() });
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
