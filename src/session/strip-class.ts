import { child, children, type Node, UnsupportedSyntax } from "../syntax/index.ts";
import type { Rule, Stripper } from "./stripper.ts";

/** The words that only TypeScript knows before a member or parameter. */
export const modifiers = /\b(?:public|private|protected|readonly|abstract|override)\b/g;

/** Members of classes: modifiers, marks and types go; what declares only a type goes whole. */
export const member: Rule = (node, s) => {
  const key = child(node, "key");
  refuseDecorators(node, s);
  if (!key) return;
  if (node.declare || child(node, "value")?.type === "TSEmptyBodyFunctionExpression") return s.blankStatement(node);
  const first = s.blankWords(node.start, key.start, modifiers);
  // `["x"]` and `*x` would otherwise continue the field above.
  if (first !== undefined && s.parsed.code.slice(node.start, key.start).match(/[[*]/)) {
    const place = s.edits.findIndex((edit) => edit.start === first);
    s.edits.splice(place, 1);
    const length = /^\w+/.exec(s.parsed.code.slice(first))?.[0].length ?? 1;
    s.put(first, first + length, `;${" ".repeat(length - 1)}`);
  }
  const after = node.computed ? s.parsed.masked.indexOf("]", key.end) + 1 : key.end;
  if (node.optional) s.blankMark(after, "?");
  if (node.definite) s.blankMark(after, "!");
  return undefined;
};

/** Classes: `abstract`, `implements` and type arguments go. */
export const classLike: Rule = (node, s) => {
  refuseDecorators(node, s);
  if (node.declare) return s.blankStatement(node);
  const head = child(node, "body")?.start ?? node.end;
  if (node.abstract) s.blankWords(node.start, node.start + 8, /\babstract\b/g);
  const last = children(node, "implements").at(-1);
  const first = children(node, "implements")[0];
  if (first && last && last.end <= head) {
    const from = s.parsed.masked.lastIndexOf("implements", first.start);
    s.blank(from, last.end);
  }
  for (const key of ["id", "typeParameters", "superClass", "superTypeArguments", "body"]) {
    const value = child(node, key);
    if (value) s.walk(value);
  }
  return "done";
};

const refuseDecorators = (node: Node, s: Stripper): void => {
  const [decorator] = children(node, "decorators");
  if (!decorator) return;
  const text = s.parsed.code.slice(decorator.start + 1, decorator.end);
  throw new UnsupportedSyntax(
    `decorators are not supported: call the function on the class or value instead, as in ${text}(…)`,
    decorator.start,
  );
};
