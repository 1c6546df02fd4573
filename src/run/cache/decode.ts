import { deserialize } from "node:v8";
import type { DanfoFrame, DanfoParts } from "./danfo.ts";
import { close, fill, slotsOf } from "./decode-fill.ts";
import { columnsShell, rowsShell } from "./decode-rows.ts";
import { globalNamed } from "./globals.ts";
import { apartFrom, isRef, type Node, type Slot, type Snapshot } from "./nodes.ts";
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
  /** A frame or series of Danfo, by its class. */
  readonly danfo: (className: string, parts: DanfoParts) => Promise<object>;
}

/** The variables of a snapshot, with objects that were one again one. Throws where a name, module or blob is not there. */
export const decodeSnapshot = async (bytes: Uint8Array, context: DecodeContext): Promise<Map<string, unknown>> => {
  const { nodes, roots } = deserialize(bytes) as Snapshot;
  const apart: unknown[] = [];
  const made = await shells(nodes, context, apart);
  const value = valueIn(made, apart);
  for (const [id, node] of nodes.entries()) fill(made[id], node, value);
  for (const [id, node] of nodes.entries()) close(made[id], node);
  return new Map(Object.entries(roots).map(([name, slot]) => [name, value(slot)]));
};

/** An empty object for each node; those that are made of others' content come once that is there. */
const shells = async (nodes: readonly Node[], context: DecodeContext, apart: unknown[]): Promise<unknown[]> => {
  const made: unknown[] = new Array(nodes.length);
  for (const [id, node] of nodes.entries()) made[id] = shell(node, context, apart);
  const half = { nodes, made, value: valueIn(made, apart), apart, context, begun: new Set<Node>() };
  for (const [id, node] of nodes.entries()) {
    if (node[0] === "view") made[id] = viewOf(node[1], made[node[2][0]] as ArrayBuffer, node[3], node[4]);
    if (isInstance(node) && made[id] === undefined) made[id] = await instance(node, half);
  }
  return made;
};

/** What a slot stands for; `apart` are the objects that have no node. */
const valueIn =
  (made: readonly unknown[], apart: readonly unknown[]) =>
  (slot: Slot): unknown => {
    if (!isRef(slot)) return slot;
    if (slot[0] < apartFrom) return made[slot[0]];
    const value = apart[slot[0] - apartFrom];
    if (value === undefined) throw new Error("a value is made of a part of another that is not there yet");
    return value;
  };

const shell = (node: Node, context: DecodeContext, apart: unknown[]): unknown => {
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
    case "rows":
      return rowsShell(node[1], apart);
    case "columns":
      return columnsShell(node[1], node[2], apart);
    default:
      return undefined;
  }
};

interface Half {
  readonly nodes: readonly Node[];
  readonly made: unknown[];
  readonly value: (slot: Slot) => unknown;
  readonly apart: unknown[];
  readonly context: DecodeContext;
  /** Instances that are being made. */
  readonly begun: Set<Node>;
}

/** What a class makes itself needs its data complete: so all below it is filled first. */
const instance = async (node: InstanceNode, half: Half): Promise<unknown> => {
  const { context, value: at, apart } = half;
  const [data, home] = node[0] === "arquero" ? [node[1], undefined] : [node[2], node[1]];
  if (half.begun.has(node)) throw new Error("an instance is a part of what it is made of");
  half.begun.add(node);
  await complete(data, half, new Set());
  if (node[0] === "arquero") return context.arquero(at(data));
  if (node[0] === "danfo") return danfoAgain(await context.danfo(node[1], at(data) as DanfoParts), node[3], apart);
  const maker = typeof home === "string" ? await context.imported(home) : at(home);
  const restore = (maker as { [restoreSymbol]?: unknown } | undefined)?.[restoreSymbol];
  if (typeof restore !== "function")
    throw new Error(`the class ${String(home)} has no Symbol.for("pinbook.restore") any more`);
  return restore.call(maker, at(data));
};

type InstanceNode = Extract<Node, readonly ["instance" | "arquero" | "danfo", ...unknown[]]>;

const isInstance = (node: Node): node is InstanceNode =>
  node[0] === "instance" || node[0] === "arquero" || node[0] === "danfo";

/** Its columns are lists that others may hold. */
const danfoAgain = (frame: object, first: number, apart: unknown[]): object => {
  const { $isSeries, $dataIncolumnFormat } = frame as DanfoFrame;
  if ($isSeries) return frame;
  for (const [at, column] of $dataIncolumnFormat.entries()) apart[first + at] = column;
  return frame;
};

const complete = async (slot: Slot, half: Half, seen: Set<number>): Promise<void> => {
  if (!isRef(slot) || seen.has(slot[0])) return;
  seen.add(slot[0]);
  if (slot[0] >= apartFrom) {
    // A row: the list that it belongs to has what is below it.
    for (const [id, { 0: kind }] of half.nodes.entries()) if (kind === "rows") await complete([id], half, seen);
    return;
  }
  const node = half.nodes[slot[0]];
  if (!node) return;
  if (isInstance(node)) {
    if (half.made[slot[0]] === undefined) half.made[slot[0]] = await instance(node, half);
    return;
  }
  for (const below of slotsOf(node)) await complete(below, half, seen);
  fill(half.made[slot[0]], node, half.value);
};

type View = new (buffer: ArrayBuffer, offset: number, length: number) => unknown;

const viewOf = (kind: string, buffer: ArrayBuffer, offset: number, length: number): unknown => {
  const viewClass = (globalThis as unknown as Record<string, View | undefined>)[kind];
  if (!viewClass) throw new Error(`there is no ${kind} here`);
  return new viewClass(buffer, offset, length);
};
