import type { CallNode } from "../../plan.ts";

/** A function over values as columns hold them. */
export type Kernel = (...values: never[]) => unknown;

/** Makes a call's function, once for all rows. */
export type Maker = (node: CallNode) => Kernel;

/** A maker that gives the same function for every call. */
export const just =
  (kernel: Kernel): Maker =>
  () =>
    kernel;

/** The type of a call's first argument. */
export const receiverType = (node: CallNode) => node.args[0]?.type ?? "string";

/** The constant that a call was given as an argument, as text. */
export const constantOf = (node: CallNode, index: number): string => {
  const arg = node.args[index];
  return arg?.kind === "literal" ? String(arg.value) : "";
};
