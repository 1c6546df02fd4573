import type { Expression } from "oxc-parser";
import { literalOf } from "./literal-of.ts";
import { keyName, readType, type TypeScope } from "./read-type.ts";
import { type Literal, type ParameterType, unionOf, unknownType } from "./type.ts";

/**
 * The type that a default value gives its parameter, widened as TypeScript does for a variable that may change: `10` is a
 * number. Kept narrow under `as const`. `unknown` for what only running it could tell.
 */
export const inferType = (node: Expression, scope: TypeScope, narrow = false): ParameterType => {
  const infer = (expression: Expression) => inferType(expression, scope, narrow);
  const literal = literalOf(node);
  if (literal) return narrow ? { kind: "literal", value: literal.value } : widened(literal.value);
  switch (node.type) {
    case "ParenthesizedExpression":
      return infer(node.expression);
    case "TSSatisfiesExpression":
      return readType(node.typeAnnotation, scope);
    case "TSAsExpression":
      return isConst(node.typeAnnotation)
        ? inferType(node.expression, scope, true)
        : readType(node.typeAnnotation, scope);
    case "TemplateLiteral":
      return { kind: "string" };
    case "UnaryExpression":
      return node.operator === "!"
        ? { kind: "boolean" }
        : node.operator === "-"
          ? numeric(infer(node.argument))
          : unknownType;
    case "BinaryExpression":
      return binary(node.operator, () => [infer(node.left as Expression), infer(node.right)]);
    case "NewExpression":
      return node.callee.type === "Identifier" && node.callee.name === "Date" ? { kind: "Date" } : unknownType;
    case "Identifier":
      return scope.value(node.name) ?? unknownType;
    case "ArrayExpression":
      return inferArray(node.elements, infer, narrow);
    case "ObjectExpression":
      return inferObject(node.properties, infer);
    default:
      return unknownType;
  }
};

const widened = (value: Literal): ParameterType => {
  if (value === null || value === undefined) return unknownType;
  return { kind: typeof value as "string" | "number" | "boolean" | "bigint" };
};

const isConst = (type: { readonly type: string; readonly typeName?: unknown }): boolean =>
  type.type === "TSTypeReference" && (type.typeName as { name?: string }).name === "const";

const numeric = (type: ParameterType): ParameterType =>
  type.kind === "number" || type.kind === "bigint" ? type : unknownType;

const binary = (operator: string, sides: () => readonly ParameterType[]): ParameterType => {
  if (["<", ">", "<=", ">=", "==", "!=", "===", "!==", "in", "instanceof"].includes(operator))
    return { kind: "boolean" };
  const kinds = sides().map((type) => type.kind);
  if (operator === "+" && kinds.includes("string")) return { kind: "string" };
  const [kind] = kinds;
  return kinds.every((other) => other === kind) && (kind === "number" || kind === "bigint") ? { kind } : unknownType;
};

type Elements = Extract<Expression, { type: "ArrayExpression" }>["elements"];
type Properties = Extract<Expression, { type: "ObjectExpression" }>["properties"];

const inferArray = (elements: Elements, infer: (node: Expression) => ParameterType, narrow: boolean): ParameterType => {
  const types = elements.map((element) =>
    element === null || element.type === "SpreadElement" ? unknownType : infer(element),
  );
  if (narrow) return { kind: "tuple", elements: types.map((type) => ({ type })) };
  const certain = types.length > 0 && types.every(({ kind }) => kind !== "unknown");
  return { kind: "array", element: certain ? unionOf(types) : unknownType };
};

const inferObject = (properties: Properties, infer: (node: Expression) => ParameterType): ParameterType => {
  const fields = [];
  for (const property of properties) {
    const name = property.type === "Property" ? keyName(property.key, property.computed) : undefined;
    if (property.type !== "Property" || name === undefined || property.method) return unknownType;
    fields.push({ name, type: infer(property.value), optional: false });
  }
  // An empty default says nothing of the fields.
  return fields.length === 0 ? { kind: "object", fields, rest: unknownType } : { kind: "object", fields };
};
