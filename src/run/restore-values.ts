import { type BlobStore, type DanfoParts, decodeImmutable, decodeSnapshot, immutableSymbol } from "./cache/index.ts";
import type { RestoreOrder, RunnableSession } from "./protocol.ts";
import { againSource } from "./stale/again.ts";
import { inlineSnapshot } from "./stale/inline-snapshot.ts";
import type { ValueGroup } from "./stale/types.ts";
import type { KeeperState } from "./worker-keeper.ts";

/** Makes in the session what a cell that does not run left there; throws what stands against it. */
export const restoreValues = async (
  session: Pick<RunnableSession, "variables" | "execute">,
  state: KeeperState,
  order: RestoreOrder,
  store: BlobStore,
): Promise<void> => {
  const { variables } = session;
  if (!variables) throw new Error("this session keeps no values");
  await declareAgain(session, state, order);
  const bytesOf = (hash: string): Uint8Array => {
    const bytes = store.get(hash);
    if (!bytes) throw new Error(`${hash} is no longer in the cache`);
    return bytes;
  };
  const context = {
    named: (name: string) => state.again.get(name),
    imported: async (home: string) => {
      const [specifier = "", name = "default"] = home.split("#");
      return (await variables.load(specifier))[name];
    },
    blob: (hash: string) => loadImmutable(hash, bytesOf, state),
    arquero: async (columns: unknown) => {
      const { table } = (await variables.load("arquero").catch(() => import("arquero"))) as unknown as Tables;
      return table(columns);
    },
    danfo: async (className: string, { data, options }: DanfoParts) => {
      const found = await variables.load("danfojs-node").catch(() => import("danfojs-node"));
      const classes = found as unknown as Readonly<Record<string, DanfoClass>>;
      const made = classes[className];
      if (!made) throw new Error(`danfojs-node has no class ${className}`);
      return new made(data, options);
    },
  };
  for (const group of order.groups) {
    const all = await decodeSnapshot(inlineSnapshot(group) ?? bytesOf(group.blob ?? ""), context);
    const values = new Map([...all].filter(([name]) => group.names.includes(name)));
    const globals = new Set(group.globals);
    await variables.write(
      new Map([...values].map(([name, value]) => [name, { value, isGlobal: globals.has(name) }])),
      order.source,
    );
    remember(values, group, state);
  }
};

type DanfoClass = new (data: unknown, options: object) => object;

interface Tables {
  readonly table: (columns: unknown) => unknown;
}

const declareAgain = async (
  session: Pick<RunnableSession, "variables" | "execute">,
  state: KeeperState,
  order: RestoreOrder,
): Promise<void> => {
  const { index, cellName, source, again } = order;
  if (again.length === 0) return;
  const code = againSource(source, new Set(again));
  const reply = await session.execute({ code, cellName, executionCount: 0, tag: index, silent: true });
  if (reply.status === "error") throw new Error(`${reply.ename}: ${reply.evalue}`);
  const made = (await session.variables?.read(again)) ?? new Map();
  for (const [name, { value }] of made) state.again.set(name, value);
};

const loadImmutable = (
  hash: string,
  bytesOf: (hash: string) => Uint8Array,
  { loaded, stored }: KeeperState,
): unknown => {
  const there = loaded.get(hash)?.deref();
  if (there) return there;
  const value = decodeImmutable(bytesOf(hash));
  loaded.set(hash, new WeakRef(value));
  stored.set(value, hash);
  return value;
};

/** Objects of restored values belong together from now on, as if the cell had just made them. */
const remember = (values: ReadonlyMap<string, unknown>, group: ValueGroup, state: KeeperState): void => {
  for (const name of values.keys()) {
    state.again.delete(name);
    if (group.blob !== undefined) state.hashes.set(name, group.blob);
  }
  const seen = new Set<object>();
  const queue: unknown[] = [...values.values()];
  // Not as arguments of a call, of which there may not be many.
  const add = (items: Iterable<unknown>): void => {
    for (const item of items) if (item !== null && typeof item === "object") queue.push(item);
  };
  while (queue.length > 0) {
    const next = queue.pop();
    if (next === null || typeof next !== "object" || seen.has(next) || isImmutable(next)) continue;
    seen.add(next);
    state.owners.set(next, group.names);
    if (next instanceof Map) {
      add(next.keys());
      add(next.values());
    } else if (next instanceof Set || Array.isArray(next)) add(next);
    else if (!ArrayBuffer.isView(next)) add(Object.values(next));
  }
};

const isImmutable = (value: object): boolean => (value as { [immutableSymbol]?: unknown })[immutableSymbol] === true;
