import { child, children, type Node } from "../syntax/index.ts";

/** Whether a cell is literals and sums of them and nothing else, such as `1 + 1`: no type error can be in it, whatever came before. */
export const isPlain = (body: readonly Node[]): boolean =>
  body.every((node) => node.type === "ExpressionStatement" && kindOf(child(node, "expression")) !== undefined);

/** What an expression of literals is; undefined for any other expression. */
const kindOf = (node: Node | undefined): "number" | "string" | "other" | undefined => {
  switch (node?.type) {
    case "Literal":
      return typeof node.value === "number" || typeof node.value === "string"
        ? (typeof node.value as "number" | "string")
        : "other";
    case "TemplateLiteral":
      return children(node, "expressions").length === 0 ? "string" : undefined;
    case "ParenthesizedExpression":
      return kindOf(child(node, "expression"));
    case "UnaryExpression":
      return node.operator === "-" && kindOf(child(node, "argument")) === "number" ? "number" : undefined;
    case "BinaryExpression":
      return sum(String(node.operator), kindOf(child(node, "left")), kindOf(child(node, "right")));
    case "ArrayExpression":
      return children(node, "elements").every((element) => kindOf(element) !== undefined) ? "other" : undefined;
    default:
      return undefined;
  }
};

type Kind = ReturnType<typeof kindOf>;

const sum = (operator: string, left: Kind, right: Kind): Kind => {
  if (left === "number" && right === "number") return /^(?:[-+*/%]|\*\*)$/.test(operator) ? "number" : undefined;
  const texts = [left, right].every((kind) => kind === "number" || kind === "string");
  return operator === "+" && texts ? "string" : undefined;
};
