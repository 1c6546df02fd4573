import { type PinbookError, usageError } from "../errors.ts";
import type { ExprNode, WindowNode } from "./plan.ts";

/** The expressions directly inside one. */
export const children = (node: ExprNode): readonly ExprNode[] => {
  switch (node.kind) {
    case "call":
    case "aggregate":
      return node.args;
    case "case":
      return [...node.branches.flatMap((branch) => [branch.when, branch.value]), node.otherwise];
    case "cast":
      return [node.arg];
    case "window":
      return [...windowArgs(node), ...node.order.map((key) => key.by)];
    default:
      return [];
  }
};

/** A running aggregate is part of its window. */
const windowArgs = ({ fn, args }: WindowNode): readonly ExprNode[] =>
  fn === "running" ? args.flatMap(children) : args;

/** All aggregates and windows of an expression; throws where one is inside another. */
export const groupNodes = (node: ExprNode): readonly ExprNode[] => {
  if (node.kind !== "aggregate" && node.kind !== "window") return children(node).flatMap(groupNodes);
  const inner = children(node).flatMap(groupNodes)[0];
  if (inner) throw nested(node, inner);
  return [node];
};

/** Throws where an expression has an aggregate or a window. */
export const refuseGroupNodes = (node: ExprNode, verb: string): void => {
  const [found] = groupNodes(node);
  if (!found) return;
  throw usageError(`${verb} takes expressions of one row, and ${nameOf(found)} is of a group: derive it first.`);
};

/** Throws where a rollup's expression has a window, or a column that is neither a key nor inside an aggregate. */
export const checkRollup = (node: ExprNode, keys: readonly string[]): void => {
  if (node.kind === "aggregate") return void groupNodes(node);
  if (node.kind === "window")
    throw usageError(`rollup gives one row a group, and ${nameOf(node)} one value a row: derive it.`);
  if (node.kind === "column" && !keys.includes(node.name)) {
    throw usageError(
      `rollup gives one row a group, and the column '${node.name}' has many values there: ` +
        `put it inside an aggregate such as op.first(…), or group by it.`,
    );
  }
  for (const child of children(node)) checkRollup(child, keys);
};

const nameOf = (node: ExprNode): string =>
  node.kind === "aggregate" || node.kind === "window" ? `op.${node.fn}` : node.kind;

const nested = (outer: ExprNode, inner: ExprNode): PinbookError =>
  usageError(`${nameOf(outer)} cannot hold ${nameOf(inner)}: derive or roll up the inner one first.`);
