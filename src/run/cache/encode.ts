import { serialize } from "node:v8";
import { encodeObject } from "./encode-object.ts";
import { alike } from "./listed.ts";
import { apartFrom, type Node, type Ref, type Slot, type Snapshot } from "./nodes.ts";
import { NotRestorable } from "./protocol.ts";

/** What the encoder asks of where it runs. */
export interface EncodeContext {
  /** The name by which cells have this function, class or imported object; undefined where they do not. */
  readonly nameOf: (value: object) => string | undefined;
  /** Whether the text holds a credential. */
  readonly isSecret: (text: string) => boolean;
  /** Stores what never changes by itself and gives its hash. */
  readonly putBlob: (bytes: Uint8Array) => string;
  /** Hashes of immutable objects that are stored already. */
  readonly stored: WeakMap<object, string>;
}

/** Variables that hold objects together, and so are stored and restored together. */
export interface Group {
  readonly names: readonly string[];
  /** The snapshot as bytes; undefined where one of the values cannot be restored. */
  readonly bytes: Uint8Array | undefined;
  /** Which value that is, and what it is. */
  readonly why: string | undefined;
  /** Names that other cells declare or import and that must be there first. */
  readonly needs: readonly string[];
  /** Whether there is an object that a later cell could change. */
  readonly mutable: boolean;
  /** Hashes of what is stored beside it. */
  readonly blobs: readonly string[];
  /** Every object of it that could be changed. */
  readonly objects: readonly object[];
  /** In which form its large parts are kept, in words. */
  readonly forms: readonly string[];
}

/** The groups of some variables by the objects that they share, each as a snapshot. */
export const encodeGroups = (values: ReadonlyMap<string, unknown>, context: EncodeContext): readonly Group[] => {
  const owner = new Map<object, number>();
  const sets: Map<string, unknown>[] = [];
  const encoded: (Encoded | undefined)[] = [];
  for (const [name, value] of values) {
    let names = new Map([[name, value]]);
    let result = encode(names, context);
    const shared = owner.size === 0 ? new Set<number>() : ownersOf(result.objects, owner);
    if (shared.size > 0) {
      names = new Map([...[...shared].flatMap((at) => [...(sets[at] ?? [])]), [name, value]]);
      for (const at of shared) encoded[at] = undefined;
      result = encode(names, context);
    }
    if (values.size > 1) for (const object of result.objects) owner.set(object, sets.length);
    sets.push(names);
    encoded.push(result);
  }
  return sets.flatMap((names, at) => {
    const result = encoded[at];
    return result ? [groupOf([...names.keys()], result)] : [];
  });
};

const ownersOf = (objects: readonly object[], owner: ReadonlyMap<object, number>): ReadonlySet<number> => {
  const found = new Set<number>();
  for (const object of objects) {
    const at = owner.get(object);
    if (at !== undefined) found.add(at);
  }
  return found;
};

/** What is behind a name, kept with others' objects apart from it. */
interface Encoded {
  readonly snapshot: Snapshot;
  readonly why: string | undefined;
  readonly needs: ReadonlySet<string>;
  readonly blobs: ReadonlySet<string>;
  readonly objects: readonly object[];
  readonly forms: readonly string[];
}

const groupOf = (names: readonly string[], { snapshot, why, needs, blobs, objects, forms }: Encoded): Group => ({
  names,
  bytes: why === undefined ? serialize(snapshot) : undefined,
  why,
  needs: [...needs],
  mutable: objects.length > 0,
  blobs: [...blobs],
  objects,
  forms,
});

/** Where something stands in its parent: a field or place, or more than one of them below each other. */
export type Key = string | number | readonly (string | number)[];

/** The work of one snapshot: objects wait in a queue, so that depth costs no stack. */
export interface Encoder {
  readonly context: EncodeContext;
  /** A primitive as it is, or a reference to the node of an object. */
  slot(value: unknown, key: Key): Slot;
  /** The reference of an object that is known already. */
  known(object: object): Ref | undefined;
  /** Takes an object that is not known as one that needs no node, and gives its place among those. */
  apart(object: object): number | undefined;
  /** How many are apart; and forgets those from a place on. */
  apartCount(): number;
  forgetApart(from: number): void;
  need(name: string): void;
  blob(hash: string): void;
  /** Tells in which form the object is kept whose node is being made. */
  form(text: string): void;
}

const encode = (values: ReadonlyMap<string, unknown>, context: EncodeContext): Encoded => {
  const nodes: Node[] = [];
  const ids = new Map<unknown, number>();
  const objects: unknown[] = [];
  const parents: number[] = [];
  const keys: Key[] = [];
  const needs = new Set<string>();
  const blobs = new Set<string>();
  const mutable: object[] = [];
  const apart: object[] = [];
  const forms: string[] = [];
  let why: string | undefined;
  let parent = -1;
  const pathOf = (at: number): string => {
    const key = keys[at] ?? "";
    const above = parents[at] ?? -1;
    return above < 0 ? String(key) : pathOf(above) + [key].flat().map(stepText).join("");
  };
  const fail = (error: unknown, path: string): void => {
    if (!(error instanceof NotRestorable)) throw error;
    why ??= `${path} ${error.message}`;
  };
  const encoder: Encoder = {
    context,
    slot: (value, key) => {
      const type = typeof value;
      if (type === "string" && context.isSecret(value as string)) throw new NotRestorable("holds a credential");
      if (value === null || (type !== "object" && type !== "function" && type !== "symbol")) return alike(value);
      const known = ids.get(value);
      if (known !== undefined) return [known];
      const ref = [objects.length] as const;
      ids.set(value, ref[0]);
      objects.push(value);
      parents.push(parent);
      keys.push(key);
      return ref;
    },
    known: (object) => {
      const id = ids.get(object);
      return id === undefined ? undefined : [id];
    },
    apart: (object) => {
      if (ids.has(object)) return undefined;
      ids.set(object, apartFrom + apart.length);
      return apart.push(object) - 1;
    },
    apartCount: () => apart.length,
    forgetApart: (from) => {
      for (const object of apart.splice(from)) ids.delete(object);
    },
    need: (name) => void needs.add(name),
    blob: (hash) => void blobs.add(hash),
    form: (text) => void forms.push(`${pathOf(parent)} ${text}`),
  };
  const roots: Record<string, Slot> = Object.create(null);
  for (const [name, value] of values) {
    try {
      roots[name] = encoder.slot(value, name);
    } catch (error) {
      fail(error, name);
    }
  }
  for (let at = 0; at < objects.length; at++) {
    parent = at;
    try {
      const { node, isMutable } = encodeObject(objects[at] as object, encoder);
      nodes[at] = node;
      if (isMutable) mutable.push(objects[at] as object);
    } catch (error) {
      fail(error, pathOf(at));
      mutable.push(objects[at] as object);
    }
  }
  return { snapshot: { nodes, roots }, why, needs, blobs, objects: [...mutable, ...apart], forms };
};

const stepText = (key: string | number): string => {
  if (typeof key === "number") return `[${key}]`;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
};
