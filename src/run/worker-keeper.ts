import { type LazyAccess, onAccess } from "../access.ts";
import { messageOf } from "../errors.ts";
import { isSecretText } from "../secret.ts";
import { createAccessLog } from "./access-log.ts";
import { type BlobStore, blobStore, type EncodeContext, encodeGroups, type Group, hashOf } from "./cache/index.ts";
import { watchEnvironment } from "./env-accesses.ts";
import { watchFiles } from "./file-accesses.ts";
import type { KeepOrder, KeptCell, RestoreOrder, RunnableSession } from "./protocol.ts";
import { restoreValues } from "./restore-values.ts";
import type { KeptValues, ValueGroup } from "./stale/types.ts";

/** Keeps what cells leave behind: their variables in the cache, and what they read and wrote. One a process. */
export interface Keeper {
  /** A cell begins. */
  begin(): { end(order: KeepOrder, isOk: boolean): Promise<KeptCell> };
  /** Makes values of a cell that does not run; throws where that fails. */
  restore(order: RestoreOrder): Promise<void>;
}

/** What is known of the session's values. */
export interface KeeperState {
  /** What imports and declarations made, by name. */
  readonly again: Map<string, unknown>;
  /** By object, the group in which it was found last. */
  readonly owners: WeakMap<object, readonly string[]>;
  /** By name, the hash of the group in which it was last. */
  readonly hashes: Map<string, string>;
  /** Immutable objects that are stored, and those that were made of stored ones. */
  readonly stored: WeakMap<object, string>;
  readonly loaded: Map<string, WeakRef<object>>;
}

/** What is known before the first cell. */
export const newKeeperState = (): KeeperState => ({
  again: new Map(),
  owners: new WeakMap(),
  hashes: new Map(),
  stored: new WeakMap(),
  loaded: new Map(),
});

/** Listens from now on to what the process reads and writes. */
export const createKeeper = (session: RunnableSession): Keeper => {
  const state = newKeeperState();
  const deaf = (): void => {};
  let hear: (access: LazyAccess) => void = deaf;
  onAccess((access) => hear(access));
  watchFiles();
  const environment = watchEnvironment();
  return {
    begin: () => {
      environment.begin();
      const log = createAccessLog();
      hear = log.add;
      return {
        end: async (order, isOk) => {
          hear = deaf;
          const store = blobStore(order.cache);
          const accesses = log.accesses(keepIn(store));
          const values = isOk ? await keepValues(session, state, order, store) : undefined;
          return { accesses, values };
        },
      };
    },
    restore: (order) => restoreValues(session, state, order, blobStore(order.cache)),
  };
};

// What finds no room there is not there to be compared later.
const keepIn = (store: BlobStore) => (bytes: Uint8Array) => {
  try {
    return store.put(bytes);
  } catch {
    return undefined;
  }
};

const nothing: KeptValues = { groups: [], again: [], unchanged: [] };

/** Stores the variables that a cell left; gives what is to be remembered of them. */
export const keepValues = async (
  { variables }: Pick<RunnableSession, "variables">,
  state: KeeperState,
  order: KeepOrder,
  store: BlobStore,
): Promise<KeptValues> => {
  if (!variables) return nothing;
  const { imports, declarations, changes, limit } = order;
  const found = await variables.read(order.names);
  const again = [...found].filter(
    ([name, { value }]) => imports.includes(name) || (declarations.includes(name) && isBare(value)),
  );
  const declared = new Set(again.map(([name]) => name));
  for (const [name, { value }] of found)
    if (declared.has(name) || !isStillDeclared(name, value, state)) state.again.delete(name);
  for (const [name, { value }] of again) state.again.set(name, value);
  const values = new Map(
    [...found].filter(([name]) => !state.again.has(name)).map(([name, { value }]) => [name, value]),
  );
  const globals = new Set([...found].filter(([, { isGlobal }]) => isGlobal).map(([name]) => name));
  const context = contextOf(state, store);
  let groups = encodeGroups(sorted(values), context);
  // Objects that other variables hold too bring those along.
  for (let others = othersOf(groups, values, state); others.length > 0; others = othersOf(groups, values, state)) {
    const more = await variables.read(others);
    for (const name of others) values.set(name, more.get(name)?.value);
    for (const [name, { isGlobal }] of more) if (isGlobal) globals.add(name);
    groups = encodeGroups(sorted(values), context);
  }
  const kept = groups.map((group) => keepGroup(group, { state, store, limit, globals }));
  const isUnchanged = (name: string): boolean => kept.some(({ group, same }) => same && group.names.includes(name));
  return {
    groups: kept.map(({ group }) => group),
    again: again.map(([name]) => name),
    unchanged: changes.filter((name) => state.again.has(name) || isUnchanged(name)),
    ...problemOf(kept),
  };
};

const problemOf = (kept: readonly Kept[]): Pick<KeptValues, "problem"> => {
  const { problem } = kept.find((one) => one.problem !== undefined) ?? {};
  return problem === undefined ? {} : { problem };
};

const sorted = (values: ReadonlyMap<string, unknown>): Map<string, unknown> =>
  new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1)));

const contextOf = (state: KeeperState, store: BlobStore): EncodeContext => {
  const names = new Map([...state.again].map(([name, value]) => [value, name]));
  return { nameOf: (value) => names.get(value), isSecret: isSecretText, putBlob: store.put, stored: state.stored };
};

const othersOf = (
  groups: readonly Group[],
  values: ReadonlyMap<string, unknown>,
  { owners, again }: KeeperState,
): string[] => {
  const found = new Set<readonly string[]>();
  for (const { objects } of groups)
    for (const object of objects) {
      const names = owners.get(object);
      if (names) found.add(names);
    }
  const names = new Set([...found].flat());
  return [...names].filter((name) => !values.has(name) && !again.has(name));
};

interface Keeping {
  readonly state: KeeperState;
  readonly store: BlobStore;
  readonly limit: number;
  readonly globals: ReadonlySet<string>;
}

interface Kept {
  readonly group: ValueGroup;
  /** Whether it is as it was before the cell. */
  readonly same: boolean;
  readonly problem: string | undefined;
}

const keepGroup = (group: Group, { state, store, limit, globals }: Keeping): Kept => {
  const { names, needs, mutable, blobs, objects, forms } = group;
  for (const object of objects) state.owners.set(object, names);
  const { blob, inline, why, problem } = stored(group, store, limit);
  const same = blob !== undefined && names.every((name) => state.hashes.get(name) === blob);
  for (const name of names) {
    if (blob === undefined) state.hashes.delete(name);
    else state.hashes.set(name, blob);
  }
  const global = names.filter((name) => globals.has(name));
  return {
    same,
    problem,
    group: {
      names,
      mutable,
      ...(blob === undefined ? {} : { blob }),
      ...(inline === undefined ? {} : { inline }),
      ...(blobs.length === 0 ? {} : { blobs }),
      ...(why === undefined ? {} : { why }),
      ...(needs.length === 0 ? {} : { needs }),
      ...(global.length === 0 ? {} : { globals: global }),
      ...(forms.length === 0 ? {} : { forms: forms.slice(0, fewForms) }),
    },
  };
};

/** A value may hold any number of tables. */
const fewForms = 5;

/** Bytes up to which a snapshot goes with what is told of its cell: a file for each number would cost more than all else. */
const small = 2048;

/** The hash of a group's snapshot, which is stored or small, or why there is none. */
const stored = (
  { bytes, why, names }: Group,
  store: BlobStore,
  limit: number,
): Pick<ValueGroup, "blob" | "inline"> & { why?: string | undefined; problem?: string } => {
  if (bytes === undefined) return { why };
  if (bytes.length > limit)
    return { why: `${names.join(", ")} takes ${bytes.length} bytes, more than the cache has for one value` };
  if (bytes.length <= small) return { blob: hashOf(bytes), inline: Buffer.from(bytes).toString("base64") };
  try {
    return { blob: store.put(bytes) };
  } catch (error) {
    return { why: messageOf(error), problem: messageOf(error) };
  }
};

/** Whether a name still means what an earlier cell imported or declared by it. */
const isStillDeclared = (name: string, value: unknown, { again }: KeeperState): boolean =>
  again.has(name) && again.get(name) === value && (typeof value !== "function" || isBare(value));

/** Whether a function or class has nothing of its own that its declaration did not give it. */
const isBare = (value: unknown): boolean =>
  typeof value === "function" &&
  Object.keys(value).length === 0 &&
  Object.getOwnPropertySymbols(value).every(
    (symbol) => Symbol.keyFor(symbol) !== undefined || symbol === Symbol.hasInstance,
  );
