import type { Node } from "../../syntax/index.ts";
import { type Args, type Closure, type Group, newGroup, type Scope, type Value } from "./heap.ts";
import type { World } from "./world.ts";

/** Gives the source of a local module that code in the module `from` (a cell where undefined) imports; `id` tells modules apart. */
export type ModuleSource = (
  specifier: string,
  from: string | undefined,
) => { readonly id: string; readonly source: string } | undefined;

/** A call that is being followed. */
export interface Frame {
  readonly closure: Closure;
  readonly scope: Scope;
  result: Value;
  /** What its parameters were last bound to may have grown: the body is to be followed again. */
  again: boolean;
  /** Whether what it returns is awaited. */
  readonly awaited: boolean;
}

/** Follows a notebook's code without running it: every branch is taken, every value is what it may share. */
export interface Interpreter {
  readonly world: World;
  readonly moduleOf: ModuleSource;
  /** The module whose code is followed; undefined for a cell. */
  module: string | undefined;
  readonly modules: Map<string, Group>;
  readonly builtins: Map<string, Group>;
  readonly frames: Frame[];
  readonly sites: Map<Node, Map<unknown, Map<string, Group>>>;
  /** Above 0 where code may not run, or not to its end: what it defines does not replace. */
  maybe: number;
  /** Above 0 where it is only guessed that code runs. */
  guess: number;
  /** Above 0 where code may run at a later time too. */
  floating: number;
  /** Whether what is called now is awaited. */
  awaited: boolean;
  /** What stands alone in a statement: nothing uses what it gives, though what ends a cell is shown. */
  discarded: { readonly site: Node | undefined; readonly isShown: boolean } | undefined;
  /** The cell's last statement, whose value is awaited. */
  last: Node | undefined;
  /** Counts what was learned: loops are followed until it stands still. */
  grown: number;
  steps: number;
  hasImplicit: boolean;
  evaluate(node: Node | undefined | null, scope: Scope | undefined): Value;
  execute(node: Node, scope: Scope | undefined): void;
  executeAll(nodes: readonly Node[], scope: Scope | undefined): void;
  bind(pattern: Node | undefined, value: Value, scope: Scope | undefined, how: Binding): void;
  readMember(value: Value, name: string | undefined, site: Node): Value;
  invoke(closure: Closure, args: Args, self: Value | undefined, site: Node): Value;
  call(callee: Value, args: Args, self: Value | undefined, site: Node): Value;
  method(receiver: Value, name: string | undefined, args: Args, site: Node): Value;
  construct(callee: Value, args: Args, site: Node): Value;
  importModule(specifier: string, names: readonly string[]): Group;
  /** The group for what a place in the code makes, one for each place that calls it. */
  site(node: Node, kind: string, label?: string): Group;
}

/** `declare` binds a variable of the scope it stands in; `assign` one that is there. */
export type Binding = "declare" | "assign";

/** Does something that may not happen. */
export const maybe = <T>(it: Interpreter, action: () => T): T => {
  it.maybe += 1;
  try {
    return action();
  } finally {
    it.maybe -= 1;
  }
};

/** Does something of which it is only guessed that it happens. */
export const guessing = <T>(it: Interpreter, action: () => T): T => {
  it.guess += 1;
  try {
    return maybe(it, action);
  } finally {
    it.guess -= 1;
  }
};

/** Does something that may happen later. */
export const floating = <T>(it: Interpreter, action: () => T): T => {
  it.floating += 1;
  try {
    return maybe(it, action);
  } finally {
    it.floating -= 1;
  }
};

/** Does something whose promises are awaited, or are not. */
export const awaiting = <T>(it: Interpreter, awaited: boolean, action: () => T): T => {
  const before = it.awaited;
  it.awaited = awaited;
  try {
    return action();
  } finally {
    it.awaited = before;
  }
};

/** Follows something as long as that teaches anything. */
export const settle = (it: Interpreter, action: () => void): void => {
  for (let round = 0; round < 8; round++) {
    const before = it.grown;
    action();
    if (it.grown === before) return;
  }
};

/** The group for what the context makes at a node. */
export const siteGroup = (it: Pick<Interpreter, "sites" | "frames">, node: Node, kind: string, label = ""): Group => {
  const context = it.frames.at(-1)?.scope.group;
  const contexts = it.sites.get(node) ?? new Map<unknown, Map<string, Group>>();
  it.sites.set(node, contexts);
  const groups = contexts.get(context) ?? new Map<string, Group>();
  contexts.set(context, groups);
  const known = groups.get(`${kind} ${label}`);
  if (known) return known;
  const group = newGroup(kind, label);
  groups.set(`${kind} ${label}`, group);
  return group;
};

/** Notes that the groups of a value may be changed; `why` is a clause such as `cell 3 sets x.y`. */
export const change = (
  it: Interpreter,
  groups: Iterable<Group>,
  why: string,
  {
    direct,
    sure = false,
    lasts = false,
  }: { readonly direct?: string | undefined; readonly sure?: boolean; readonly lasts?: boolean } = {},
): void => {
  it.world.change(groups, {
    direct,
    why,
    sure: sure && it.guess === 0 && it.floating === 0,
    floats: it.floating > 0,
    lasts: lasts && it.guess === 0,
    pends: it.floating > 0 && it.guess === 0,
  });
};
