import { children, groupNodes } from "../check-expr.ts";
import type { FunctionName } from "../functions.ts";
import type { ExprNode } from "../plan.ts";
import { isTotal } from "../totality.ts";

/**
 * Parts of expressions whose SQL would be written more than once and takes time to compute, in levels: a part holds only those
 * of the levels before it. DuckDB computes what is written twice twice, where a CASE is around it.
 */
export const sharedExprs = (exprs: readonly ExprNode[]): readonly (readonly ExprNode[])[] => {
  const writings = new Map<ExprNode, number>();
  const count = (node: ExprNode, times: number): void => {
    const known = writings.get(node) ?? 0;
    writings.set(node, known + times);
    if (known > 0) return;
    for (const child of children(node)) count(child, repeats(node) ? 2 : 1);
  };
  for (const expr of exprs) count(expr, 1);
  const shared = [...writings].filter(([node, times]) => times > 1 && isWorth(node)).map(([node]) => node);
  const levels: ExprNode[][] = [];
  for (const node of shared) {
    const inside = shared.filter((other) => other !== node && holds(node, other)).length;
    levels[inside] = [...(levels[inside] ?? []), node];
  }
  return levels.filter((level) => level !== undefined);
};

const isWorth = (node: ExprNode): boolean => isDear(node) && isTotal(node) && groupNodes(node).length === 0;

/** Whether a node's SQL has its argument in it several times. */
const repeats = (node: ExprNode): boolean => (node.kind === "call" ? node.fn === "extract" : isParsing(node));

const isDear = (node: ExprNode): boolean =>
  (node.kind === "call" && dear.includes(node.fn)) || isParsing(node) || children(node).some(isDear);

const isParsing = (node: ExprNode): boolean =>
  node.kind === "cast" && node.arg.type === "string" && node.type !== "string";

const dear: readonly FunctionName[] = [
  "trim",
  "trimStart",
  "trimEnd",
  "lower",
  "upper",
  "matches",
  "extract",
  "replace",
];

const holds = (node: ExprNode, other: ExprNode): boolean =>
  children(node).some((child) => child === other || holds(child, other));
