import { serialize } from "node:v8";
import { encodeObject } from "./encode-object.ts";
import type { Node, Ref, Slot, Snapshot } from "./nodes.ts";
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
}

/** The groups of some variables by the objects that they share, each as a snapshot. */
export const encodeGroups = (values: ReadonlyMap<string, unknown>, context: EncodeContext): readonly Group[] => {
  const owner = new Map<object, number>();
  const sets: Map<string, unknown>[] = [];
  const encoded: (Encoded | undefined)[] = [];
  for (const [name, value] of values) {
    let names = new Map([[name, value]]);
    let result = encode(names, context);
    const shared = new Set(result.objects.map((object) => owner.get(object)).filter((at) => at !== undefined));
    if (shared.size > 0) {
      names = new Map([...[...shared].flatMap((at) => [...(sets[at] ?? [])]), [name, value]]);
      for (const at of shared) encoded[at] = undefined;
      result = encode(names, context);
    }
    for (const object of result.objects) owner.set(object, sets.length);
    sets.push(names);
    encoded.push(result);
  }
  return sets.flatMap((names, at) => {
    const result = encoded[at];
    return result ? [groupOf([...names.keys()], result)] : [];
  });
};

/** What is behind a name, kept with others' objects apart from it. */
interface Encoded {
  readonly snapshot: Snapshot;
  readonly why: string | undefined;
  readonly needs: ReadonlySet<string>;
  readonly blobs: ReadonlySet<string>;
  readonly objects: readonly object[];
}

const groupOf = (names: readonly string[], { snapshot, why, needs, blobs, objects }: Encoded): Group => ({
  names,
  bytes: why === undefined ? serialize(snapshot) : undefined,
  why,
  needs: [...needs],
  mutable: objects.length > 0,
  blobs: [...blobs],
  objects,
});

/** The work of one snapshot: objects wait in a queue, so that depth costs no stack. */
export interface Encoder {
  readonly context: EncodeContext;
  /** A primitive as it is, or a reference to the node of an object; `key` is where it stands in its parent. */
  slot(value: unknown, key: string | number): Slot;
  need(name: string): void;
  blob(hash: string): void;
}

const encode = (values: ReadonlyMap<string, unknown>, context: EncodeContext): Encoded => {
  const nodes: Node[] = [];
  const ids = new Map<unknown, Ref>();
  const objects: unknown[] = [];
  const parents: number[] = [];
  const keys: (string | number)[] = [];
  const needs = new Set<string>();
  const blobs = new Set<string>();
  const mutable: object[] = [];
  let why: string | undefined;
  let parent = -1;
  const pathOf = (at: number): string => {
    const key = keys[at] ?? "";
    const above = parents[at] ?? -1;
    if (above < 0) return String(key);
    if (typeof key === "number") return `${pathOf(above)}[${key}]`;
    return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)
      ? `${pathOf(above)}.${key}`
      : `${pathOf(above)}[${JSON.stringify(key)}]`;
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
      if (value === null || (type !== "object" && type !== "function" && type !== "symbol")) return value;
      const known = ids.get(value);
      if (known) return known;
      const ref = [objects.length] as const;
      ids.set(value, ref);
      objects.push(value);
      parents.push(parent);
      keys.push(key);
      return ref;
    },
    need: (name) => void needs.add(name),
    blob: (hash) => void blobs.add(hash),
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
  return { snapshot: { nodes, roots }, why, needs, blobs, objects: mutable };
};
