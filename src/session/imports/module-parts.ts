import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import {
  child,
  children,
  declaredNames,
  isNode,
  type Node,
  parseTypeScript,
  patternNames,
} from "../../syntax/index.ts";

/** A statement of a module that declares names, or acts as it loads. */
export interface ModulePart {
  /** Hash of its syntax tree: comments and blanks do not count. */
  readonly hash: string;
  readonly declares: readonly string[];
  /** Every name that stands in it. */
  readonly mentions: ReadonlySet<string>;
  /** Whether loading the module runs code of it that may do something. */
  readonly acts: boolean;
}

/** Where an imported name comes from: `*` for all of the module. */
export interface ImportedName {
  readonly specifier: string;
  readonly name: string;
}

/** A module as the parts that can be told apart. */
export interface ModuleParts {
  readonly parts: readonly ModulePart[];
  /** By local name. */
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** By exported name: a local name, or a name of another module. */
  readonly exports: ReadonlyMap<string, string | ImportedName>;
  /** Modules all of whose names are exported. */
  readonly stars: readonly string[];
  /** Modules that are loaded for what they do. */
  readonly effects: readonly string[];
}

const known = new Map<string, { readonly stamp: string; readonly parts: ModuleParts }>();

/** The parts of a module's file, kept until it changes. */
export const modulePartsOf = (path: string): ModuleParts => {
  const { size, mtimeMs } = statSync(path);
  const stamp = `${size} ${mtimeMs}`;
  const earlier = known.get(path);
  if (earlier?.stamp === stamp) return earlier.parts;
  const parts = readParts(readFileSync(path, "utf8"), /x$/.test(path));
  known.set(path, { stamp, parts });
  return parts;
};

const readParts = (code: string, jsx: boolean): ModuleParts => {
  const parts: ModulePart[] = [];
  const imports = new Map<string, ImportedName>();
  const exports = new Map<string, string | ImportedName>();
  const stars: string[] = [];
  const effects: string[] = [];
  const { body, errors } = parseTypeScript(code, { jsx });
  // What cannot be parsed counts as it is written.
  if (errors.length > 0) parts.push({ hash: hashOf(code), declares: [], mentions: new Set(), acts: true });
  for (const node of errors.length > 0 ? [] : body) {
    const specifier = child(node, "source")?.value;
    if (typeof specifier === "string") {
      if (node.importKind === "type" || node.exportKind === "type") continue;
      if (node.type === "ImportDeclaration") readImport(node, specifier, imports, effects);
      else readReexport(node, specifier, exports, stars);
      continue;
    }
    const declaration = /^Export/.test(node.type) ? child(node, "declaration") : undefined;
    const isDefault = node.type === "ExportDefaultDeclaration";
    const declares = declaredNames(declaration ?? node);
    for (const name of declares) if (declaration && !isDefault) exports.set(name, name);
    for (const one of children(node, "specifiers")) exports.set(nameIn(one, "exported"), nameIn(one, "local"));
    if (isDefault) exports.set("default", declares[0] ?? "*default*");
    if (node.type === "ExportNamedDeclaration" && !declaration) continue;
    parts.push({
      hash: hashOf(treeText(node)),
      declares: isDefault && declares.length === 0 ? ["*default*"] : declares,
      mentions: mentionsOf(node),
      acts: !isQuiet(declaration ?? node),
    });
  }
  return { parts, imports, exports, stars, effects };
};

const readImport = (node: Node, specifier: string, imports: Map<string, ImportedName>, effects: string[]): void => {
  const specifiers = children(node, "specifiers");
  if (specifiers.length === 0) effects.push(specifier);
  for (const one of specifiers) {
    if (one.importKind === "type") continue;
    const name =
      one.type === "ImportNamespaceSpecifier" ? "*" : child(one, "imported") ? nameIn(one, "imported") : "default";
    imports.set(nameIn(one, "local"), { specifier, name });
  }
};

const readReexport = (
  node: Node,
  specifier: string,
  exports: Map<string, string | ImportedName>,
  stars: string[],
): void => {
  if (node.type === "ExportAllDeclaration") {
    if (child(node, "exported")) exports.set(nameIn(node, "exported"), { specifier, name: "*" });
    else stars.push(specifier);
  }
  for (const one of children(node, "specifiers"))
    if (one.exportKind !== "type") exports.set(nameIn(one, "exported"), { specifier, name: nameIn(one, "local") });
};

const nameIn = (node: Node, key: string): string => {
  const found = child(node, key);
  return String(found?.name ?? found?.value);
};

/** Declarations whose evaluation does nothing but make a value. */
const isQuiet = (node: Node): boolean => {
  if (/^(TS|FunctionDeclaration|ClassDeclaration)/.test(node.type)) return true;
  if (node.type !== "VariableDeclaration") return false;
  // What a constant is initialised with matters to those who mention it, and to them alone.
  return children(node, "declarations").every((one) => patternNames(child(one, "id")).length > 0);
};

const mentionsOf = (node: Node): ReadonlySet<string> => {
  const names = new Set<string>();
  visit(node, (one) => {
    if ((one.type === "Identifier" || one.type === "JSXIdentifier") && typeof one.name === "string")
      names.add(one.name);
  });
  return names;
};

const visit = (value: unknown, act: (node: Node) => void): void => {
  if (Array.isArray(value)) for (const item of value) visit(item, act);
  if (!isNode(value)) return;
  act(value);
  for (const item of Object.values(value)) if (typeof item === "object") visit(item, act);
};

/** A syntax tree as text, without its places. */
const treeText = (value: unknown): string =>
  JSON.stringify(value, (key, item: unknown) => {
    if (key === "start" || key === "end" || key === "range") return undefined;
    return typeof item === "bigint" || item instanceof RegExp ? String(item) : item;
  });

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
