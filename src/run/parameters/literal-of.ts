import type { Expression } from "oxc-parser";
import type { Literal } from "./type.ts";

/** The value of an expression that is a literal: a number with its sign, a string, a template without holes, true, null, undefined. */
export const literalOf = (node: Expression): { readonly value: Literal } | undefined => {
  if (node.type === "Literal") return "regex" in node ? undefined : { value: node.value as Literal };
  if (node.type === "Identifier" && node.name === "undefined") return { value: undefined };
  if (node.type === "Identifier" && node.name === "Infinity") return { value: Number.POSITIVE_INFINITY };
  if (node.type === "TemplateLiteral" && node.expressions.length === 0)
    return { value: node.quasis[0]?.value.cooked ?? "" };
  if (node.type !== "UnaryExpression") return undefined;
  const inner = literalOf(node.argument)?.value;
  if (node.operator === "-" && (typeof inner === "number" || typeof inner === "bigint")) return { value: -inner };
  return node.operator === "+" && typeof inner === "number" ? { value: inner } : undefined;
};
