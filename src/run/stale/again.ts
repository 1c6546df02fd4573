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

/** An import of a name by a cell. */
export interface ImportedName {
  readonly local: string;
  readonly specifier: string;
  /** As the module exports it: `*` for all of it. */
  readonly name: string;
}

/**
 * The names that a cell imports where it does nothing but import and declare, so that each of them is what its module
 * makes of it, whatever else the cell imports; none for all other cells.
 */
export const importedAlone = (source: string): readonly ImportedName[] => {
  return declaringBody(source).flatMap(importsOf);
};

/**
 * The variables with the texts of their values that a cell sets to numbers, texts and other plain constants where it does
 * nothing but import and declare, so that each of them is what is written there, whatever else the cell sets.
 */
export const constantsAlone = (source: string): readonly { readonly name: string; readonly text: string }[] =>
  declaringBody(source).flatMap((statement) => {
    const node = unexported(statement);
    if (!isConstants(node)) return [];
    return children(node, "declarations").map((one) => {
      const value = child(one, "init");
      return { name: String(child(one, "id")?.name), text: value ? source.slice(value.start, value.end) : "undefined" };
    });
  });

/** The statements of a cell that does nothing but import and declare; none of others. */
const declaringBody = (source: string): readonly Node[] => {
  if (withoutMagics(source) !== source) return [];
  const body = bodyOf(source);
  const isDeclaring = (node: Node): boolean =>
    importedNames(node).length > 0 || isPureDeclaration(node) || isType(node) || isConstants(unexported(node));
  return body.every(isDeclaring) ? body : [];
};

/** `const a = 1, b = "x"`, as `let` and `var` too. */
const isConstants = (node: Node): boolean =>
  node.type === "VariableDeclaration" &&
  node.declare !== true &&
  children(node, "declarations").every((one) => child(one, "id")?.type === "Identifier" && isPlain(child(one, "init")));

/** No object: two cells could hold the same one. */
const isPlain = (node: Node | undefined): boolean => {
  if (node === undefined) return true;
  if (node.type === "Literal") return !("regex" in node);
  if (node.type === "TemplateLiteral") return children(node, "expressions").length === 0;
  return node.type === "UnaryExpression" && /^[-+!]$/.test(String(node.operator)) && isPlain(child(node, "argument"));
};

const importsOf = (node: Node): readonly ImportedName[] => {
  const names = new Set(importedNames(node));
  const specifier = String(child(node, "source")?.value);
  return children(node, "specifiers").flatMap((one): readonly ImportedName[] => {
    const local = String(child(one, "local")?.name);
    if (!names.has(local)) return [];
    if (one.type !== "ImportSpecifier")
      return [{ local, specifier, name: one.type === "ImportDefaultSpecifier" ? "default" : "*" }];
    const imported = child(one, "imported");
    return [{ local, specifier, name: String(imported?.name ?? imported?.value) }];
  });
};

const isType = (node: Node): boolean =>
  /^TS(TypeAlias|Interface)Declaration$/.test(unexported(node).type) ||
  (node.type === "ImportDeclaration" && node.importKind === "type");

/** The cell with all blanked but its imports and declarations of these names, at their own places; names beside them are not made. */
export const againSource = (source: string, names: ReadonlySet<string>): string => {
  let result = "";
  let at = 0;
  const keep = (start: number, end: number, text = source.slice(start, end)): void => {
    result += blanked(source.slice(at, start)) + text;
    at = end;
  };
  for (const node of bodyOf(source)) {
    const declaration = isPureDeclaration(node) ? unexported(node) : undefined;
    if (importedNames(node).some((name) => names.has(name)))
      keep(node.start, node.end, wantedImport(source, node, names));
    if (!declaration || !declaredNames(declaration).some((name) => names.has(name))) continue;
    if (declaration.type !== "VariableDeclaration") keep(declaration.start, declaration.end);
    else {
      keep(declaration.start, declaration.start + String(declaration.kind).length);
      const wanted = children(declaration, "declarations").filter((one) => names.has(String(child(one, "id")?.name)));
      for (const [i, one] of wanted.entries()) {
        // Between two of them there was a comma already.
        if (i > 0) keep(at, at + 1, ",");
        keep(one.start, one.end);
      }
      result += ";";
      at = Math.min(source.length, at + 1);
    }
  }
  return result;
};

/** An import without the specifiers in braces that are not wanted. */
const wantedImport = (source: string, node: Node, names: ReadonlySet<string>): string => {
  let result = "";
  let at = node.start;
  for (const one of children(node, "specifiers")) {
    if (one.type !== "ImportSpecifier" || names.has(String(child(one, "local")?.name))) continue;
    const comma = /^\s*,/.exec(source.slice(one.end, node.end))?.[0].length ?? 0;
    result += source.slice(at, one.start) + blanked(source.slice(one.start, one.end + comma));
    at = one.end + comma;
  }
  return result + source.slice(at, node.end);
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
