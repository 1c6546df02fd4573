import { child, children, declaredNames, isNode, type Node, patternNames, UnsupportedSyntax } from "../syntax/index.ts";

/**
 * The names that a cell declares, and whether each is a constant from then on. Throws UnsupportedSyntax where the cell
 * assigns to a constant of its own or of those `before`: V8 cannot tell, because cells declare with let. A name that is
 * also declared in some inner scope is let through.
 */
export const constantsOf = (body: readonly Node[], before: ReadonlySet<string>): ReadonlyMap<string, boolean> => {
  const declared = new Map<string, boolean>();
  for (const statement of body) {
    const node = child(statement, "declaration") ?? statement;
    for (const name of declaredNames(node)) declared.set(name, node.kind === "const");
    for (const specifier of children(statement, "specifiers"))
      declared.set(String(child(specifier, "local")?.name), false);
  }
  const inner = innerNames(body);
  for (const { name, start } of assignments(body)) {
    if ((declared.get(name) ?? before.has(name)) && !inner.has(name))
      throw new UnsupportedSyntax(`cannot assign to ${name}, which is a constant: declare it with let`, start);
  }
  return declared;
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
