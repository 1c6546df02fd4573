import { blanked, child, children, type Node } from "../syntax/index.ts";
import { isTrailing, type Rule, type Stripper } from "./stripper.ts";

/** Functions: `this` parameters go, parameter properties are assigned in the body. */
export const functionLike: Rule = (node, s) => {
  if (node.declare) return s.blankStatement(node);
  const params = children(node, "params");
  const [first, second] = params;
  if (first?.type === "Identifier" && first.name === "this") {
    const comma = s.parsed.masked.indexOf(",", first.end);
    s.blank(first.start, second ? second.start : Math.max(first.end, isTrailing(s, first.end, comma) ? comma + 1 : 0));
  }
  const properties = params.filter((param) => param.type === "TSParameterProperty");
  const body = child(node, "body");
  if (properties.length > 0 && body) assignProperties(properties, body, s);
  return undefined;
};

const assignProperties = (properties: readonly Node[], body: Node, s: Stripper): void => {
  const names = properties.map((property) => {
    const parameter = child(property, "parameter");
    return String((parameter?.type === "AssignmentPattern" ? child(parameter, "left") : parameter)?.name);
  });
  const isSuper = (node: Node) => {
    const callee = child(child(node, "expression") ?? node, "callee");
    return callee?.type === "Super";
  };
  const place = children(body, "body").find(isSuper)?.end ?? body.start + 1;
  s.put(place, place, `;${names.map((name) => `this.${name} = ${name};`).join("")}`);
};

/** Arrow functions, whose types may hold line breaks where JavaScript allows none. */
export const arrow: Rule = (node, s) => {
  const { code, masked } = s.parsed;
  const generics = child(node, "typeParameters");
  const type = child(node, "returnType");
  functionLike(node, s);
  const moved = type && code.slice(type.start, type.end).includes("\n");
  if (moved) {
    // No line break may stand between `)` and `=>`.
    const close = masked.lastIndexOf(")", type.start);
    s.blank(close, type.start);
    s.put(type.start, type.end, `${blanked(code.slice(type.start, type.end - 1))})`);
  }
  if (generics && code.slice(generics.start, generics.end).includes("\n")) {
    // `async` and `(` must stay on one line.
    const open = masked.indexOf("(", generics.end);
    s.put(generics.start, open + 1, `(${blanked(code.slice(generics.start + 1, open + 1))}`);
    for (const param of children(node, "params")) s.walk(param);
    if (type && !moved) s.walk(type);
    const body = child(node, "body");
    if (body) s.walk(body);
    return "done";
  }
  s.walkChildren(node, moved ? "returnType" : undefined);
  return "done";
};
