import { applyEdits, blanked, child, children, type Node, type Parsed, UnsupportedSyntax } from "../syntax/index.ts";
import { enumEdits } from "./enum.ts";
import { type JsxSettings, jsxRules } from "./jsx.ts";
import { classLike, member, modifiers } from "./strip-class.ts";
import { arrow, functionLike } from "./strip-function.ts";
import { isTrailing, type Rule, Stripper, type Stripping } from "./stripper.ts";

/** The code with its types blanked in place, so that every line and column stays where it was; throws UnsupportedSyntax. */
export const stripTypes = (parsed: Parsed): string => applyEdits(parsed.code, typeEdits(parsed, parsed.body).edits);

/** The edits of `stripTypes` for some nodes of the code. */
export const typeEdits = (parsed: Parsed, nodes: readonly Node[], jsx?: JsxSettings): Stripping => {
  const stripper = new Stripper(parsed, rules, jsx);
  for (const node of nodes) stripper.walk(node);
  return stripper;
};

const statement: Rule = (node, s) => s.blankStatement(node);
const blankNode: Rule = (node, s) => {
  s.blank(node.start, node.end);
  return "done";
};

const cast: Rule = (node, s) => {
  const expression = child(node, "expression");
  if (!expression) return;
  s.walk(expression);
  const text = blanked(s.parsed.code.slice(expression.end, node.end));
  // A type ends a statement before a bracket on the next line; a bare expression does not.
  const hazard = /^\s*\n\s*[([`]/.test(s.parsed.masked.slice(node.end));
  s.put(expression.end, node.end, hazard ? `;${text.slice(1)}` : text);
  return "done";
};

const pattern: Rule = (node, s) => {
  if (node.type === "Identifier") s.values.add(String(node.name));
  if (!node.optional) return;
  const end = child(node, "typeAnnotation")?.start ?? node.end;
  const mark = s.parsed.masked.lastIndexOf("?", end);
  if (mark >= node.start) s.blank(mark, mark + 1);
  return undefined;
};

const specifier: Rule = (node, s) => {
  if (node.importKind !== "type" && node.exportKind !== "type") return "done";
  const comma = s.parsed.masked.indexOf(",", node.end);
  s.blank(node.start, isTrailing(s, node.end, comma) ? comma + 1 : node.end);
  return "done";
};

const isInstantiated = (node: Node): boolean => {
  if (node.type === "TSModuleDeclaration") {
    const body = child(node, "body");
    return body?.type === "TSModuleDeclaration"
      ? isInstantiated(body)
      : children(body ?? node, "body").some(isInstantiated);
  }
  const inner = node.type === "ExportNamedDeclaration" ? child(node, "declaration") : undefined;
  if (inner) return isInstantiated(inner);
  return !/^TS(Interface|TypeAlias)/.test(node.type) && node.declare !== true;
};

const rules: Readonly<Record<string, Rule>> = {
  ...jsxRules,
  TSTypeAnnotation: blankNode,
  TSTypeParameterDeclaration: blankNode,
  TSTypeParameterInstantiation: blankNode,
  TSInterfaceDeclaration: statement,
  TSTypeAliasDeclaration: statement,
  TSDeclareFunction: statement,
  TSAbstractMethodDefinition: statement,
  TSAbstractPropertyDefinition: statement,
  TSAbstractAccessorProperty: statement,
  TSIndexSignature: statement,
  TSNamespaceExportDeclaration: statement,
  TSAsExpression: cast,
  TSSatisfiesExpression: cast,
  TSNonNullExpression: (node, s) => {
    const expression = child(node, "expression");
    if (!expression) return;
    s.walk(expression);
    s.blank(expression.end, node.end);
    return "done";
  },
  TSTypeAssertion: (node, s) => {
    const expression = child(node, "expression");
    if (!expression) return;
    s.blank(node.start, expression.start);
    s.walk(expression);
    return "done";
  },
  TSParameterProperty: (node, s) => {
    const parameter = child(node, "parameter");
    if (parameter) s.blankWords(node.start, parameter.start, modifiers);
    return undefined;
  },
  TSEnumDeclaration: (node, s) => {
    if (node.declare) return s.blankStatement(node);
    s.edits.push(...enumEdits(s.parsed.code, node, (value) => s.stripped(value)));
    return "done";
  },
  TSModuleDeclaration: (node, s) => {
    if (node.declare || !isInstantiated(node)) return s.blankStatement(node);
    throw new UnsupportedSyntax(
      `namespaces with values are not supported: write an object instead, const ${child(node, "id")?.name} = { … }`,
      node.start,
    );
  },
  TSImportEqualsDeclaration: (node, s) => {
    const reference = child(child(node, "moduleReference") ?? node, "expression");
    if (node.importKind === "type") return s.blankStatement(node);
    if (!reference) throw new UnsupportedSyntax("import aliases are not supported: write const A = B.C", node.start);
    const text = `const ${child(node, "id")?.name} = require(${s.parsed.code.slice(reference.start, reference.end)});`;
    s.put(node.start, node.end, text);
    return "done";
  },
  TSExportAssignment: (node) => {
    throw new UnsupportedSyntax("export = is not supported: write export default", node.start);
  },
  ImportDeclaration: (node, s) => (node.importKind === "type" ? s.blankStatement(node) : undefined),
  ExportNamedDeclaration: (node, s) => {
    const declaration = child(node, "declaration");
    const typeOnly = node.exportKind === "type" || (declaration && rules[declaration.type] === statement);
    if (!child(node, "source"))
      for (const each of children(node, "specifiers")) s.values.add(String(child(each, "local")?.name));
    const isType = declaration?.type === "TSModuleDeclaration" && !isInstantiated(declaration);
    return typeOnly || isType || declaration?.declare ? s.blankStatement(node) : undefined;
  },
  ExportAllDeclaration: (node, s) => (node.exportKind === "type" ? s.blankStatement(node) : undefined),
  ImportSpecifier: specifier,
  ExportSpecifier: specifier,
  Identifier: pattern,
  ObjectPattern: pattern,
  ArrayPattern: pattern,
  PropertyDefinition: member,
  MethodDefinition: member,
  AccessorProperty: member,
  ClassDeclaration: classLike,
  ClassExpression: classLike,
  FunctionDeclaration: functionLike,
  FunctionExpression: functionLike,
  ArrowFunctionExpression: arrow,
  VariableDeclaration: (node, s) => (node.declare ? s.blankStatement(node) : undefined),
  VariableDeclarator: (node, s) => {
    const id = child(node, "id");
    if (node.definite && id) s.blankMark(id.start + String(id.name).length, "!");
    return undefined;
  },
};
