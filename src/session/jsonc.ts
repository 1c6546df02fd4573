import { child, children, type Node, parseTypeScript } from "../syntax/index.ts";

/** The value of JSON with comments and trailing commas. Throws SyntaxError. */
export const readJsonc = (text: string): unknown => {
  const { body, errors } = parseTypeScript(`(${text.replace(/^\uFEFF/, "")}\n)`);
  const [problem] = errors;
  const statement = body[0];
  const expression = statement && child(statement, "expression");
  if (problem || !expression) throw new SyntaxError(problem?.message ?? "it is empty");
  return jsonOf(expression);
};

const jsonOf = (node: Node | undefined): unknown => {
  switch (node?.type) {
    case "ParenthesizedExpression":
      return jsonOf(child(node, "expression"));
    case "ObjectExpression":
      return Object.fromEntries(
        children(node, "properties").map((property) => [
          child(property, "key")?.value,
          jsonOf(child(property, "value")),
        ]),
      );
    case "ArrayExpression":
      return children(node, "elements").map(jsonOf);
    case "UnaryExpression":
      return -Number(jsonOf(child(node, "argument")));
    case "Literal":
      return node.value;
    default:
      throw new SyntaxError("it holds something else than JSON");
  }
};
