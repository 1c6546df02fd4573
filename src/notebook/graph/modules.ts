import { child, children, isNode, type Node, patternNames } from "../../syntax/index.ts";
import { asValue, type Group, newGroup, type Scope, store, type Value } from "./heap.ts";
import { type Interpreter, maybe } from "./interpreter.ts";
import { isLocal, isNodeModule } from "./known-packages.ts";
import { builtinOf, defineGlobal, scopeOf, setLocal } from "./names.ts";
import { isConstant } from "./pinbook-calls.ts";
import { readModule } from "./read-cell.ts";
import { innerScope, varNames } from "./statements.ts";

/** What importing a name of a module gives; `*` is the module itself. A path such as `op.sum` goes on into the export. */
const importName = (it: Interpreter, specifier: string, name: string): Group => {
  if (specifier === "pinbook" || specifier.startsWith("pinbook/")) return pinbookExport(it, name);
  if (isNodeModule(specifier)) return builtinOf(it, `module.${specifier}${name === "*" ? "" : `.${name}`}`);
  if (isLocal(specifier) || it.moduleOf(specifier, it.module)) {
    const exports = localModule(it, specifier);
    if (exports) return exportOf(exports, name);
  }
  const module = known(it, "foreign", `module ${specifier}`);
  it.world.watch(module, false);
  return exportOf(module, name);
};

const known = (it: Interpreter, kind: string, label: string): Group => {
  const key = `${kind}:${label}`;
  const group = it.modules.get(key) ?? newGroup(kind, label);
  it.modules.set(key, group);
  return group;
};

const pinbookExport = (it: Interpreter, name: string): Group =>
  isConstant(name) ? known(it, "data", `pinbook's ${name}`) : known(it, "pinbook", name === "*" ? "" : name);

const exportOf = (module: Group, name: string): Group => {
  if (name === "*") return module;
  const [found] = module.fields.get(name) ?? [];
  if (found && module.kind === "object") return found;
  if (module.kind === "object") return newGroup("data");
  const made = found ?? newGroup("foreign", module.label);
  store(module, name, asValue(made));
  store(made, "(module)", asValue(module));
  return made;
};

/** The exports of a module of one's own, whose code is followed at its first import; undefined where it cannot be had. */
const localModule = (it: Interpreter, specifier: string): Group | undefined => {
  const found = it.moduleOf(specifier, it.module);
  if (!found) {
    it.world.cell.unsure.add(`${specifier} cannot be read: what it keeps and changes is not known`);
    return undefined;
  }
  const before = it.modules.get(found.id);
  if (before) return before;
  const exports = newGroup("object", `module ${specifier}`);
  it.modules.set(found.id, exports);
  const outer = it.module;
  it.module = found.id;
  runModule(it, readModule(found.source), exports);
  it.module = outer;
  it.world.watch(exports, true);
  return exports;
};

const runModule = (it: Interpreter, body: readonly Node[], exports: Group): void => {
  const program: Node = { type: "Program", start: 0, end: 0, body };
  const names = [
    ...varNames(body),
    ...body.flatMap((node) => [...declarations(child(node, "declaration") ?? node), ...importedNames(node)]),
  ];
  const scope = innerScope(it, program, names, undefined, { owner: program });
  maybe(it, () => it.executeAll(body, scope));
  for (const node of body) exportFrom(it, node, scope, exports);
};

const declarations = (node: Node): readonly string[] => {
  const id = child(node, "id");
  if (id && /^(Function|Class|TSEnum)Declaration$/.test(node.type)) return [String(id.name)];
  return children(node, "declarations").flatMap((each) => patternNames(child(each, "id")));
};

const importedNames = (node: Node): readonly string[] =>
  node.type === "ImportDeclaration"
    ? children(node, "specifiers").map((specifier) => String(child(specifier, "local")?.name))
    : [];

const exportFrom = (it: Interpreter, node: Node, scope: Scope, exports: Group): void => {
  const source = child(node, "source");
  if (node.exportKind === "type" || !/^Export/.test(node.type)) return;
  const give = (name: string, value: Value): void =>
    void store(exports, name, value.groups.size > 0 ? value : asValue(newGroup("object")));
  const local = (name: string): Value => ({ groups: scope.group.fields.get(name) ?? new Set() });
  if (node.type === "ExportDefaultDeclaration") {
    const declaration = child(node, "declaration");
    const id = declaration && child(declaration, "id");
    give("default", id ? local(String(id.name)) : it.evaluate(declaration, scope));
  }
  for (const name of node.type === "ExportNamedDeclaration" ? declarations(child(node, "declaration") ?? node) : [])
    give(name, local(name));
  const from = source ? String(source.value) : undefined;
  if (node.type === "ExportAllDeclaration" && from !== undefined) {
    const all = importName(it, from, "*");
    for (const [name, held] of all.fields) store(exports, name, { groups: held });
  }
  for (const specifier of children(node, "specifiers")) {
    const name = nameOf(specifier.local);
    give(nameOf(specifier.exported), from === undefined ? local(name) : asValue(importName(it, from, name)));
  }
};

const nameOf = (value: unknown): string => (isNode(value) ? String(value.name ?? value.value) : "");

/** An import declaration: binds its names, those of types apart. */
export const importDeclaration = (it: Interpreter, node: Node, scope: Scope | undefined): void => {
  if (node.importKind === "type") return;
  const specifier = String(child(node, "source")?.value);
  if (it.module === undefined) noteImport(it, specifier, []);
  for (const each of children(node, "specifiers")) {
    if (each.importKind === "type") continue;
    const name =
      each.type === "ImportNamespaceSpecifier" ? "*" : nameOf(each.imported ?? { type: "", name: "default" });
    const local = String(child(each, "local")?.name);
    if (it.module === undefined) noteImport(it, specifier, [name]);
    bindImport(it, local, importName(it, specifier, name), scope, specifier);
  }
};

const bindImport = (
  it: Interpreter,
  local: string,
  group: Group,
  scope: Scope | undefined,
  specifier: string,
): void => {
  const holder = scopeOf(local, scope);
  if (holder) setLocal(it, holder, local, asValue(group));
  else defineGlobal(it, local, asValue(group), specifier);
};

const noteImport = (it: Interpreter, specifier: string, names: readonly string[]): void => {
  const { imports } = it.world.cell;
  const found = imports.get(specifier) ?? new Set<string>();
  for (const name of names) found.add(name);
  imports.set(specifier, found);
};

/** `import x = require("y")`. */
export const importEquals = (it: Interpreter, node: Node, scope: Scope | undefined): void => {
  const specifier = child(child(node, "moduleReference") ?? node, "expression");
  if (node.importKind === "type" || !specifier) return;
  noteImport(it, String(specifier.value), ["*"]);
  it.bind(child(node, "id"), asValue(importName(it, String(specifier.value), "*")), scope, "declare");
};

/** What an import gives; the whole of a module counts as an import of the cell's own. */
export const importCalled = (it: Interpreter, specifier: string, names: readonly string[]): Group => {
  const [name] = names;
  if (it.module === undefined && (name === undefined || name === "*")) noteImport(it, specifier, names);
  return importName(it, specifier, name ?? "*");
};
