import { deserialize } from "node:v8";
import { globalNamed } from "./globals.ts";
import { isRef, type Node, type Slot, type Snapshot } from "./nodes.ts";
import { restoreSymbol } from "./protocol.ts";

/** What the decoder asks of where it runs. */
export interface DecodeContext {
  /** What cells have by this name. */
  readonly named: (name: string) => unknown;
  /** An export of a module, `module#name`. */
  readonly imported: (home: string) => Promise<unknown>;
  /** What is stored by this hash, the same object each time. */
  readonly blob: (hash: string) => unknown;
  /** An Arquero table of these columns. */
  readonly arquero: (columns: unknown) => Promise<unknown>;
}

/** The variables of a snapshot, with objects that were one again one. Throws where a name, module or blob is not there. */
export const decodeSnapshot = async (bytes: Uint8Array, context: DecodeContext): Promise<Map<string, unknown>> => {
  const { nodes, roots } = deserialize(bytes) as Snapshot;
  const made = await shells(nodes, context);
  const value = (slot: Slot): unknown => (isRef(slot) ? made[slot[0]] : slot);
  for (const [id, node] of nodes.entries()) fill(made[id], node, value);
  for (const [id, node] of nodes.entries()) close(made[id], node);
  return new Map(Object.entries(roots).map(([name, slot]) => [name, value(slot)]));
};

/** An empty object for each node; those that are made of others' content come once that is there. */
const shells = async (nodes: readonly Node[], context: DecodeContext): Promise<unknown[]> => {
  const made: unknown[] = new Array(nodes.length);
  for (const [id, node] of nodes.entries()) made[id] = shell(node, context);
  const half = { nodes, made, context, begun: new Set<Node>() };
  for (const [id, node] of nodes.entries()) {
    if (node[0] === "view") made[id] = viewOf(node[1], made[node[2][0]] as ArrayBuffer, node[3], node[4]);
    if (node[0] !== "instance" && node[0] !== "arquero") continue;
    if (made[id] === undefined) made[id] = await instance(node, half);
  }
  return made;
};

const shell = (node: Node, context: DecodeContext): unknown => {
  switch (node[0]) {
    case "object":
      return {};
    case "bare":
      return Object.create(null);
    case "array":
      return [];
    case "map":
      return new Map();
    case "set":
      return new Set();
    case "date":
      return new Date(node[1]);
    case "regexp":
      return Object.assign(new RegExp(node[1], node[2]), { lastIndex: node[3] });
    case "error":
      return new (globalThis as unknown as Record<string, ErrorConstructor>)[node[1]]!();
    case "buffer":
      return node[1].slice().buffer;
    case "bytes":
      return Buffer.from(node[1]);
    case "url":
      return new URL(node[1]);
    case "symbol":
      return Symbol.for(node[1]);
    case "global":
      return globalNamed(node[1]);
    case "name":
      return context.named(node[1]);
    case "blob":
      return context.blob(node[1]);
    default:
      return undefined;
  }
};

interface Half {
  readonly nodes: readonly Node[];
  readonly made: unknown[];
  readonly context: DecodeContext;
  /** Instances that are being made. */
  readonly begun: Set<Node>;
}

/** What a class makes itself needs its data complete: so all below it is filled first. */
const instance = async (
  node: Extract<Node, readonly ["instance" | "arquero", ...unknown[]]>,
  half: Half,
): Promise<unknown> => {
  const { made, context } = half;
  const at = (slot: Slot): unknown => (isRef(slot) ? made[slot[0]] : slot);
  const [data, home] = node[0] === "arquero" ? [node[1], undefined] : [node[2], node[1]];
  if (half.begun.has(node)) throw new Error("an instance is a part of what it is made of");
  half.begun.add(node);
  await complete(data, half, new Set());
  if (node[0] === "arquero") return context.arquero(at(data));
  const maker = typeof home === "string" ? await context.imported(home) : at(home);
  const restore = (maker as { [restoreSymbol]?: unknown } | undefined)?.[restoreSymbol];
  if (typeof restore !== "function")
    throw new Error(`the class ${String(home)} has no Symbol.for("pinbook.restore") any more`);
  return restore.call(maker, at(data));
};

const complete = async (slot: Slot, half: Half, seen: Set<number>): Promise<void> => {
  if (!isRef(slot) || seen.has(slot[0])) return;
  seen.add(slot[0]);
  const node = half.nodes[slot[0]];
  if (!node) return;
  if (node[0] === "instance" || node[0] === "arquero") {
    if (half.made[slot[0]] === undefined) half.made[slot[0]] = await instance(node, half);
    return;
  }
  for (const below of slotsOf(node)) await complete(below, half, seen);
  fill(half.made[slot[0]], node, (inner) => (isRef(inner) ? half.made[inner[0]] : inner));
};

const slotsOf = (node: Node): readonly Slot[] => {
  if (node[0] === "object" || node[0] === "bare") return node[2];
  if (node[0] === "array" || node[0] === "set") return node[1];
  if (node[0] === "map") return [...node[1], ...node[2]];
  return node[0] === "error" ? node[3] : [];
};

const fill = (made: unknown, node: Node, value: (slot: Slot) => unknown): void => {
  if (node[0] === "object" || node[0] === "bare") {
    for (const [i, name] of node[1].entries()) set(made as object, name, value(node[2][i]));
  } else if (node[0] === "array") {
    const list = made as unknown[];
    list.length = node[1].length;
    // A hole stays one.
    node[1].forEach((slot, i) => {
      list[i] = value(slot);
    });
  } else if (node[0] === "map") {
    node[1].forEach((key, i) => {
      (made as Map<unknown, unknown>).set(value(key), value(node[2][i]));
    });
  } else if (node[0] === "set") {
    for (const slot of node[1]) (made as Set<unknown>).add(value(slot));
  } else if (node[0] === "error") {
    for (const [i, name] of node[2].entries())
      Object.defineProperty(made, name, {
        value: value(node[3][i]),
        writable: true,
        configurable: true,
        enumerable: !hidden.has(name),
      });
  }
};

const hidden: ReadonlySet<string> = new Set(["message", "stack", "cause"]);

// Plain assignment would set the prototype.
const set = (object: object, name: string, value: unknown): void => {
  if (name === "__proto__")
    Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: true });
  else (object as Record<string, unknown>)[name] = value;
};

const close = (made: unknown, node: Node): void => {
  const closed = node[0] === "object" || node[0] === "bare" ? node[3] : node[0] === "array" ? node[2] : 0;
  if (closed === 3) Object.freeze(made);
  else if (closed === 2) Object.seal(made);
  else if (closed === 1) Object.preventExtensions(made);
};

type View = new (buffer: ArrayBuffer, offset: number, length: number) => unknown;

const viewOf = (kind: string, buffer: ArrayBuffer, offset: number, length: number): unknown => {
  const viewClass = (globalThis as unknown as Record<string, View | undefined>)[kind];
  if (!viewClass) throw new Error(`there is no ${kind} here`);
  return new viewClass(buffer, offset, length);
};
