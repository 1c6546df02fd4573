import { child, children, declaredNames, isNode, type Node, patternNames, UnsupportedSyntax } from "../syntax/index.ts";

/**
 * Which names are constants after a cell, given those before it. Throws UnsupportedSyntax where the cell assigns to one:
 * V8 cannot tell, because cells declare with let. A name that is also declared in some inner scope is let through.
 */
export const constantsAfter = (body: readonly Node[], before: ReadonlySet<string>): ReadonlySet<string> => {
  const constants = new Set(before);
  for (const statement of body) {
    const node = child(statement, "declaration") ?? statement;
    for (const name of declaredNames(node)) {
      if (node.kind === "const") constants.add(name);
      else constants.delete(name);
    }
    for (const specifier of children(statement, "specifiers"))
      constants.delete(String(child(specifier, "local")?.name));
  }
  const inner = innerNames(body);
  for (const { name, start } of assignments(body)) {
    if (constants.has(name) && !inner.has(name))
      throw new UnsupportedSyntax(`cannot assign to ${name}, which is a constant: declare it with let`, start);
  }
  return constants;
};

interface Assignment {
  readonly name: string;
  readonly start: number;
}

const assignments = (body: readonly Node[]): Assignment[] => {
  const found: Assignment[] = [];
  visit(body, (node) => {
    const target = node.type === "AssignmentExpression" ? child(node, "left") : undefined;
    const counted = node.type === "UpdateExpression" ? child(node, "argument") : undefined;
    const identifier = counted?.type === "Identifier" ? counted : undefined;
    for (const name of patternNames(target ?? identifier)) found.push({ name, start: node.start });
  });
  return found;
};

/** Names bound anywhere but at the top level. */
const innerNames = (body: readonly Node[]): ReadonlySet<string> => {
  const names = new Set<string>();
  const top = new Set(body.map((statement) => child(statement, "declaration") ?? statement));
  visit(body, (node) => {
    if (!top.has(node) && /Declaration$/.test(node.type)) for (const name of declaredNames(node)) names.add(name);
    for (const param of children(node, "params")) for (const name of patternNames(param)) names.add(name);
    for (const name of patternNames(node.type === "CatchClause" ? child(node, "param") : undefined)) names.add(name);
    if (/Expression$/.test(node.type) && child(node, "id")) names.add(String(child(node, "id")?.name));
  });
  return names;
};

const visit = (value: unknown, action: (node: Node) => void): void => {
  if (Array.isArray(value)) for (const item of value) visit(item, action);
  if (!isNode(value)) return;
  action(value);
  for (const item of Object.values(value)) if (typeof item === "object") visit(item, action);
};
