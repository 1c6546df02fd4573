import { child, children, declaredNames, type Node, type Parsed, parseTypeScript } from "../../syntax/index.ts";

/** A name that a cell declares for later cells. */
export interface Declared {
  readonly name: string;
  /** Whether a later cell may assign to it. */
  readonly assignable: boolean;
  /** Whether the cell exports it by itself. */
  readonly exported: boolean;
}

/** What a cell declares at its top level: values, types and imports. */
export const declarationsOf = ({ body }: Parsed): readonly Declared[] => {
  const found = new Map<string, Declared>();
  for (const statement of body) {
    const exported = statement.type === "ExportNamedDeclaration";
    const node = (exported && child(statement, "declaration")) || statement;
    const assignable = node.type === "VariableDeclaration" && (node.kind === "let" || node.kind === "var");
    for (const name of namesOf(node)) found.set(name, { name, assignable, exported });
  }
  return [...found.values()];
};

/**
 * The names that unfinished code seems to declare: from its parse, or where it has none, from the words after the
 * keywords that declare.
 */
export const namesDeclaredIn = (code: string): ReadonlySet<string> => {
  const parsed = parseTypeScript(code);
  if (parsed.errors.length === 0) return new Set(declarationsOf(parsed).map(({ name }) => name));
  const names = new Set<string>();
  for (const [, name = ""] of code.matchAll(simple)) names.add(name);
  for (const [, pattern = ""] of code.matchAll(destructured))
    for (const name of pattern.match(word) ?? []) names.add(name);
  for (const [, clause = ""] of code.matchAll(imported)) for (const name of clause.match(word) ?? []) names.add(name);
  return names;
};

/** All words of a text that could be names. */
export const wordsOf = (code: string): ReadonlySet<string> => new Set(code.match(word) ?? []);

const word = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;
const simple =
  /^[ \t]*(?:export\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const\s+enum|const|let|var|function\s*\*?|class|interface|type|enum|namespace)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu;
const destructured = /^[ \t]*(?:export\s+)?(?:const|let|var)\s*([[{][^=]*)=/gm;
const imported = /^[ \t]*import\s+([^"';]*?)\s+from\b/gm;

const namesOf = (node: Node): readonly string[] => {
  if (node.type === "ImportDeclaration")
    return children(node, "specifiers").map((specifier) => String(child(specifier, "local")?.name));
  if (/^TS(Interface|TypeAlias|Enum|Module|ImportEquals|DeclareFunction).*/.test(node.type)) {
    const id = child(node, "id");
    return id?.type === "Identifier" && node.kind !== "global" ? [String(id.name)] : [];
  }
  return declaredNames(node);
};
