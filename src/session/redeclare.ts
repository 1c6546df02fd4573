import type { Edit } from "../syntax/index.ts";
import { child, declaredNames, type Node, type Parsed } from "../syntax/index.ts";

/**
 * Edits that let a later cell declare a name again in any way: V8's REPL mode allows it only where both are `let`
 * (or a class). So top-level const and var become let, and function declarations become let with a function, unless
 * the cell calls them further up and so needs them hoisted.
 */
export const redeclarable = (parsed: Parsed): Edit[] => {
  const statements = parsed.body.map((node) => exported(node) ?? node);
  const names = statements.flatMap(declaredNames);
  const repeated = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  return statements.flatMap((node, i) => {
    if (node.declare || declaredNames(node).some((name) => repeated.has(name))) return [];
    if (node.type === "VariableDeclaration") return asLet(node);
    if (node.type !== "FunctionDeclaration" || isMentioned(parsed, statements.slice(0, i), node)) return [];
    return asFunctionValue(parsed, node, parsed.body[i - 1]);
  });
};

const exported = (node: Node): Node | undefined =>
  node.type === "ExportNamedDeclaration" ? child(node, "declaration") : undefined;

const asLet = (node: Node): Edit[] => {
  const kind = String(node.kind);
  if (kind !== "const" && kind !== "var") return [];
  return [{ start: node.start, end: node.start + kind.length, text: "let".padEnd(kind.length) }];
};

/** The words go before the line break above, so that the function's own lines and columns hold. */
const asFunctionValue = (parsed: Parsed, node: Node, previous: Node | undefined): Edit[] => {
  const id = child(node, "id");
  if (!id) return [];
  const name = String(id.name);
  const above = previous && parsed.code.slice(previous.end, node.start).includes("\n") ? previous.end : node.start;
  return [
    { start: above, end: above, text: `;let ${name}=` },
    { start: id.start, end: id.end, text: " ".repeat(id.end - id.start) },
    { start: node.end, end: node.end, text: ";" },
  ];
};

/** Whether statements above that run at once speak of the function. */
const isMentioned = (parsed: Parsed, above: readonly Node[], node: Node): boolean => {
  const name = String(child(node, "id")?.name);
  return above
    .filter((statement) => statement.type !== "FunctionDeclaration")
    .some((statement) =>
      parsed.masked
        .slice(statement.start, statement.end)
        .split(/[^\p{ID_Continue}$]+/u)
        .includes(name),
    );
};
