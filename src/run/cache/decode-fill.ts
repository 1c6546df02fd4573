import { columnSlots, fillColumns, fillRows } from "./decode-rows.ts";
import type { Closed, Node, Slot } from "./nodes.ts";

/** The slots of a node that holds others. */
export const slotsOf = (node: Node): readonly Slot[] => {
  if (node[0] === "object" || node[0] === "bare") return node[2];
  if (node[0] === "array" || node[0] === "set") return node[1];
  if (node[0] === "map") return [...node[1], ...node[2]];
  if (node[0] === "rows") return [...columnSlots(node[1].columns), ...node[1].others.map(([, ref]) => ref)];
  if (node[0] === "columns") return columnSlots(node[2]);
  return node[0] === "error" ? node[3] : [];
};

/** Sets in an object what its node holds; may be done again once more is known. */
export const fill = (made: unknown, node: Node, value: (slot: Slot) => unknown): void => {
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
  } else if (node[0] === "rows") fillRows(made as unknown[], node[1], value);
  else if (node[0] === "columns") fillColumns(made as Record<string, unknown[]>, node[1], node[2], value);
  else if (node[0] === "error") {
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

/** Closes an object as it was. */
export const close = (made: unknown, node: Node): void => {
  const closed = closedOf(node);
  if (closed === 3) Object.freeze(made);
  else if (closed === 2) Object.seal(made);
  else if (closed === 1) Object.preventExtensions(made);
};

const closedOf = (node: Node): Closed => {
  if (node[0] === "object" || node[0] === "bare") return node[3];
  if (node[0] === "array") return node[2];
  return node[0] === "rows" ? node[1].closed : 0;
};
