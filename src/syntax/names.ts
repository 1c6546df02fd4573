import { child, children, type Node } from "./parse.ts";

/** The names that a declaration declares. */
export const declaredNames = (node: Node): string[] => {
  if (/^(Function|Class|TSEnum)Declaration$/.test(node.type) && child(node, "id"))
    return [String(child(node, "id")?.name)];
  if (node.type !== "VariableDeclaration") return [];
  return children(node, "declarations").flatMap((declarator) => patternNames(child(declarator, "id")));
};

/** The names that a pattern binds. */
export const patternNames = (node: Node | undefined): string[] => {
  switch (node?.type) {
    case "Identifier":
      return [String(node.name)];
    case "ObjectPattern":
      return children(node, "properties").flatMap((property) =>
        patternNames(child(property, property.type === "RestElement" ? "argument" : "value")),
      );
    case "ArrayPattern":
      return children(node, "elements").flatMap(patternNames);
    case "RestElement":
      return patternNames(child(node, "argument"));
    case "AssignmentPattern":
      return patternNames(child(node, "left"));
    default:
      return [];
  }
};
