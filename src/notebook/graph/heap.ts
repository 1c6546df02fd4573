import type { Node } from "../../syntax/index.ts";

/** Objects that one place in the code makes, as far as the code tells them apart. */
export interface Group {
  /** What is known of them: `object`, `array`, `frame`, `foreign` (made by code that is not known), … */
  readonly kind: string;
  /** Which one, of kinds that have several: a built-in's path, a mount's path. */
  readonly label: string;
  /** What their fields may hold; `*` stands for all names. */
  readonly fields: Map<string, Set<Group>>;
  /** What runs where they are called. */
  readonly calls: Set<Closure>;
  /** What runs where they are merely read: accessors, toString, iterators, what an async function goes on with. */
  readonly implicit: Set<Closure>;
  readonly holders: Set<Group>;
}

/** A function with the scope it was made in. */
export interface Closure {
  readonly node: Node;
  readonly scope: Scope | undefined;
  /** Of an arrow function, or of a method that was bound. */
  readonly self?: Value | undefined;
  /** The arguments of a call that goes on later. */
  readonly bound?: Args;
  /** The class that a constructor belongs to. */
  readonly home?: ClassParts;
}

export interface ClassParts {
  readonly node: Node;
  readonly prototype: Group;
  readonly parent: Value | undefined;
  readonly scope: Scope | undefined;
}

/** What an expression may give: objects, and a text where the code tells it, `*` standing for what it leaves open. No groups: a primitive. */
export interface Value {
  readonly groups: ReadonlySet<Group>;
  readonly text?: string | undefined;
}

export interface Args {
  readonly list: readonly Value[];
  /** What arguments beyond the list may be. */
  readonly rest?: Value | undefined;
  readonly nodes?: readonly Node[];
}

/** Local variables: the fields of a group, so that closures hold what they capture. */
export interface Scope {
  readonly group: Group;
  readonly parent: Scope | undefined;
  /** The function whose variables they are. */
  readonly owner: Node | undefined;
  readonly texts: Map<string, string | undefined>;
  readonly self: Value | undefined;
  readonly home?: ClassParts | undefined;
}

export const none: Value = { groups: new Set() };

export const newGroup = (kind: string, label = ""): Group => ({
  kind,
  label,
  fields: new Map(),
  calls: new Set(),
  implicit: new Set(),
  holders: new Set(),
});

export const asValue = (...groups: readonly Group[]): Value => ({ groups: new Set(groups) });

export const join = (...values: readonly (Value | undefined)[]): Value => {
  const given = values.filter((value) => value !== undefined);
  const [first] = given;
  if (!first || given.length === 1) return first ?? none;
  const text = given.every((value) => value.text === first.text) ? first.text : undefined;
  return { groups: new Set(given.flatMap(({ groups }) => [...groups])), text };
};

/** Lets a group's field hold a value; tells whether that is new. */
export const store = (group: Group, field: string, value: Value): boolean => {
  const held = group.fields.get(field) ?? new Set<Group>();
  group.fields.set(field, held);
  const before = held.size;
  for (const one of value.groups) {
    held.add(one);
    one.holders.add(group);
  }
  return held.size > before;
};

/** Whether a group stands for its own content too, because nobody knows where that is. */
export const isOpaque = ({ kind }: Group): boolean => !["object", "function", "class", "scope"].includes(kind);

const maxChain = 20;

/** What a field of a value may hold; `undefined` where its name is not known. */
export const memberOf = (value: Value, name: string | undefined): Value => {
  const found = new Set<Group>();
  const add = (group: Group, depth: number): void => {
    const named = name === undefined ? [...group.fields].flatMap(([, held]) => [...held]) : fieldOf(group, name);
    for (const one of named) found.add(one);
    if (isOpaque(group)) found.add(group);
    if (depth < maxChain) for (const above of group.fields.get("(proto)") ?? []) add(above, depth + 1);
  };
  for (const group of value.groups) add(group, 0);
  return { groups: found };
};

/** A value with what it holds some levels down: what becomes of lists of lists when something flattens them. */
export const withInner = (value: Value, levels = 3): Value => {
  const inner = levels > 0 && value.groups.size > 0 ? withInner(memberOf(value, undefined), levels - 1) : none;
  return { groups: new Set([...value.groups, ...inner.groups]) };
};

const fieldOf = (group: Group, name: string): readonly Group[] => [
  ...(group.fields.get(name) ?? []),
  ...(group.fields.get("*") ?? []),
];

/** All groups from which these can be reached, themselves included. */
export const holdersOf = (groups: Iterable<Group>): ReadonlySet<Group> => {
  const found = new Set(groups);
  for (const group of found) for (const holder of group.holders) found.add(holder);
  return found;
};
