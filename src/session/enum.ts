import { blanked, child, children, type Edit, type Node } from "../syntax/index.ts";

/**
 * Edits that turn an enum declaration into plain JavaScript on the same lines:
 * a `let` with an object that maps names to values and numbers back to names.
 * `initializer` gives the code of an expression with its own types already blanked.
 */
export const enumEdits = (code: string, node: Node, initializer: (node: Node) => string): Edit[] => {
  const name = String(child(node, "id")?.name);
  const body = child(node, "body");
  if (!body) return [];
  const edits: Edit[] = [];
  let at = node.start;
  let next = "0";
  const put = (end: number, text: string, until: number) => {
    edits.push({ start: at, end: until, text: lineBreaks(code.slice(at, end)) + text });
    at = until;
  };
  put(body.start, `let ${name} = ((${name}) => {`, body.start + 1);
  for (const member of children(body, "members")) {
    const id = child(member, "id");
    const key = String(id?.name ?? id?.value);
    const value = child(member, "initializer");
    const constant = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : "";
    const place = `${name}[${JSON.stringify(key)}]`;
    const text = `${place} = ${value ? initializer(value) : next};`;
    const reverse = `if (typeof ${place} === "number") ${name}[${place}] = ${JSON.stringify(key)};`;
    const alias = constant && constant !== name ? ` const ${constant} = ${place};` : "";
    put(member.start, text + reverse + alias, member.end);
    next = `${place} + 1`;
  }
  put(body.end, `return ${name}; })({});`, body.end);
  return edits;
};

const lineBreaks = (text: string): string => blanked(text).replace(/ +/g, "");
