import {
  blanked,
  child,
  children,
  declaredNames,
  type Node,
  parseTypeScript,
  withoutMagics,
} from "../../syntax/index.ts";

/** What of a cell can be made again without running the rest of it. */
export interface AgainParts {
  /** Names that it imports. */
  readonly imports: readonly string[];
  /** Functions and classes that it declares at its top level and that close over nothing but top-level names. */
  readonly declarations: readonly string[];
}

/** Which names of a cell its imports and declarations alone make. */
export const againParts = (source: string): AgainParts => {
  const body = bodyOf(source);
  return {
    imports: body.flatMap(importedNames),
    declarations: body.filter(isPureDeclaration).flatMap((node) => declaredNames(unexported(node))),
  };
};

/** The cell with all blanked but its imports and declarations of these names, at their own places. */
export const againSource = (source: string, names: ReadonlySet<string>): string => {
  let result = "";
  let at = 0;
  for (const node of bodyOf(source)) {
    const made =
      node.type === "ImportDeclaration"
        ? importedNames(node)
        : isPureDeclaration(node)
          ? declaredNames(unexported(node))
          : [];
    if (!made.some((name) => names.has(name))) continue;
    result += blanked(source.slice(at, node.start)) + source.slice(node.start, node.end);
    at = node.end;
  }
  return result;
};

const bodyOf = (source: string): readonly Node[] => {
  try {
    const { body, errors } = parseTypeScript(withoutMagics(source));
    return errors.length > 0 ? [] : body;
  } catch {
    return [];
  }
};

const unexported = (node: Node): Node => (/^Export/.test(node.type) ? (child(node, "declaration") ?? node) : node);

const importedNames = (node: Node): readonly string[] => {
  if (node.type !== "ImportDeclaration" || node.importKind === "type") return [];
  return children(node, "specifiers")
    .filter((specifier) => specifier.importKind !== "type")
    .map((specifier) => String(child(specifier, "local")?.name));
};

const isPureDeclaration = (statement: Node): boolean => {
  const node = unexported(statement);
  if (node.type === "FunctionDeclaration") return child(node, "id") !== undefined;
  if (node.type === "ClassDeclaration") return child(node, "id") !== undefined && isPureClass(node);
  if (node.type !== "VariableDeclaration" || node.declare === true) return false;
  const declarations = children(node, "declarations");
  return (
    declarations.length > 0 &&
    declarations.every((one) => child(one, "id")?.type === "Identifier" && isFunction(child(one, "init")))
  );
};

const isFunction = (node: Node | undefined): boolean =>
  node !== undefined && /^(ArrowFunction|Function)Expression$/.test(node.type);

/** Static fields and blocks hold state; a superclass other than a name, decorators and computed names run code. */
const isPureClass = (node: Node): boolean => {
  const superclass = child(node, "superClass");
  if (superclass && superclass.type !== "Identifier") return false;
  if (children(node, "decorators").length > 0) return false;
  return children(child(node, "body") ?? node, "body").every(
    (member) =>
      member.type !== "StaticBlock" &&
      children(member, "decorators").length === 0 &&
      (member.static !== true || member.type === "MethodDefinition" || isConstant(child(member, "value"))) &&
      (member.computed !== true || isSymbolKey(child(member, "key"))),
  );
};

const isConstant = (node: Node | undefined): boolean =>
  node === undefined || node.type === "Literal" || isFunction(node);

/** `Symbol.iterator` and `Symbol.for("…")`. */
const isSymbolKey = (node: Node | undefined): boolean => {
  const called = node?.type === "CallExpression" ? child(node, "callee") : node;
  if (node?.type === "CallExpression" && !children(node, "arguments").every((one) => one.type === "Literal"))
    return false;
  return called?.type === "MemberExpression" && child(called, "object")?.name === "Symbol";
};
