import { child, children, declaredNames, isNode, type Node, patternNames } from "../../syntax/index.ts";
import { join, memberOf, newGroup, none, type Scope } from "./heap.ts";
import { awaiting, type Interpreter, maybe, settle } from "./interpreter.ts";
import { assignName, defineGlobal, scopeOf, setLocal } from "./names.ts";

/** What to make of one type of statement. */
export type StatementRule = (it: Interpreter, node: Node, scope: Scope | undefined) => void;

const kids = (node: Node): readonly Node[] =>
  Object.entries(node).flatMap(([key, value]) =>
    key === "typeAnnotation" ? [] : Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );

/** The names that `var` declares in these nodes, functions apart. */
export const varNames = (nodes: readonly Node[]): readonly string[] =>
  nodes.flatMap((node) => {
    if (/Function|Class|^TS/.test(node.type)) return [];
    if (node.type === "VariableDeclaration" && node.kind === "var") return declaredNames(node);
    return varNames(kids(node));
  });

/** The names that a block's own statements declare. */
const blockNames = (nodes: readonly Node[]): readonly string[] =>
  nodes.flatMap((node) =>
    node.kind === "var" || node.declare ? [] : declaredNames(child(node, "declaration") ?? node),
  );

/** A scope below another, with these names. */
export const innerScope = (
  it: Interpreter,
  node: Node,
  names: readonly string[],
  parent: Scope | undefined,
  own: Partial<Pick<Scope, "owner" | "self" | "home">> = {},
): Scope => {
  const group = parent || own.owner ? it.site(node, "scope") : newGroup("scope");
  for (const name of names) if (!group.fields.has(name)) group.fields.set(name, new Set());
  if (parent) {
    group.fields.set("(outer)", new Set([parent.group]));
    parent.group.holders.add(group);
  }
  const { owner = parent?.owner, self = parent?.self, home = parent?.home } = own;
  return { group, parent, owner, self, home, texts: new Map() };
};

/** Runs statements in a scope of their own, functions first. */
export const runBlock = (it: Interpreter, node: Node, statements: readonly Node[], scope: Scope | undefined): void => {
  const names = blockNames(statements);
  it.executeAll(statements, names.length > 0 ? innerScope(it, node, names, scope) : scope);
};

const block: StatementRule = (it, node, scope) => runBlock(it, node, children(node, "body"), scope);

const branches =
  (...keys: readonly string[]): StatementRule =>
  (it, node, scope) => {
    it.evaluate(child(node, "test") ?? child(node, "discriminant"), scope);
    maybe(it, () => {
      for (const key of keys) {
        const one = child(node, key);
        if (one) it.execute(one, scope);
      }
    });
  };

const forLoop: StatementRule = (it, node, scope) => {
  const init = child(node, "init");
  const names = init?.type === "VariableDeclaration" && init.kind !== "var" ? declaredNames(init) : [];
  const inner = innerScope(it, node, names, scope);
  if (init?.type === "VariableDeclaration") it.execute(init, inner);
  else it.evaluate(init, inner);
  loop(it, node, inner);
};

const loop: StatementRule = (it, node, scope) => {
  it.evaluate(child(node, "test"), scope);
  maybe(it, () =>
    settle(it, () => {
      it.execute(child(node, "body") ?? node, scope);
      it.evaluate(child(node, "update"), scope);
      it.evaluate(child(node, "test"), scope);
    }),
  );
};

const forEach: StatementRule = (it, node, scope) => {
  const left = child(node, "left");
  const right = it.evaluate(child(node, "right"), scope);
  const value = node.type === "ForInStatement" ? none : join(memberOf(right, undefined));
  const declaration = left?.type === "VariableDeclaration" ? left : undefined;
  const names = declaration && declaration.kind !== "var" ? declaredNames(declaration) : [];
  const inner = innerScope(it, node, names, scope);
  const target = declaration ? child(children(declaration, "declarations")[0] ?? declaration, "id") : left;
  const body = child(node, "body");
  maybe(it, () =>
    settle(it, () => {
      it.bind(target, value, inner, declaration && declaration.kind !== "var" ? "declare" : "assign");
      if (body) it.execute(body, inner);
    }),
  );
};

const tryRule: StatementRule = (it, node, scope) => {
  const [body, handler, finalizer] = ["block", "handler", "finalizer"].map((key) => child(node, key));
  maybe(it, () => {
    if (body) it.execute(body, scope);
    const param = handler && child(handler, "param");
    const caught = child(handler ?? node, "body");
    if (handler && caught) {
      const inner = innerScope(it, handler, patternNames(param), scope);
      it.bind(param, { groups: new Set([it.site(handler, "data")]) }, inner, "declare");
      it.execute(caught, inner);
    }
  });
  if (finalizer) it.execute(finalizer, scope);
};

const switchRule: StatementRule = (it, node, scope) => {
  it.evaluate(child(node, "discriminant"), scope);
  const cases = children(node, "cases");
  const inner = innerScope(
    it,
    node,
    cases.flatMap((each) => blockNames(children(each, "consequent"))),
    scope,
  );
  maybe(it, () => {
    for (const each of cases) {
      it.evaluate(child(each, "test"), inner);
      it.executeAll(children(each, "consequent"), inner);
    }
  });
};

const variables: StatementRule = (it, node, scope) => {
  if (node.declare) return;
  for (const declarator of children(node, "declarations")) {
    const target = child(declarator, "id");
    const init = child(declarator, "init");
    const value = it.evaluate(init, scope);
    // A var in a block or function is that of the function around it, and keeps its value where none is given.
    if (node.kind !== "var" || scope === undefined) it.bind(target, value, scope, "declare");
    else if (init) for (const each of target ? [target] : []) it.bind(each, value, scope, "assign");
  }
};

const named: StatementRule = (it, node, scope) => {
  if (node.declare || node.type === "TSDeclareFunction") return;
  const value = it.evaluate(node, scope);
  const name = String(child(node, "id")?.name);
  const holder = scopeOf(name, scope);
  if (!holder) return defineGlobal(it, name, value);
  setLocal(it, holder, name, value);
  // A function in a block is seen around it too, once the block was entered.
  const isInBlock = node.type === "FunctionDeclaration" && holder.owner === holder.parent?.owner;
  if (isInBlock && it.module === undefined) maybe(it, () => assignName(it, name, value, holder.parent));
};

const enumRule: StatementRule = (it, node, scope) => {
  if (node.declare) return;
  const body = child(node, "body") ?? node;
  const members = children(body, "members");
  const inner = innerScope(
    it,
    node,
    members.map((member) => String(child(member, "id")?.name)),
    scope,
  );
  for (const member of members) it.evaluate(child(member, "initializer"), inner);
  it.bind(child(node, "id"), { groups: new Set([it.site(node, "array")]) }, scope, "declare");
};

const returnRule: StatementRule = (it, node, scope) => {
  const frame = it.frames.at(-1);
  const value = awaiting(it, frame?.awaited ?? false, () => it.evaluate(child(node, "argument"), scope));
  if (frame) frame.result = frame.result === none ? value : join(frame.result, value);
};

const exported: StatementRule = (it, node, scope) => {
  const declaration = child(node, "declaration");
  const source = child(node, "source");
  if (node.exportKind === "type") return;
  if (source) it.importModule(String(source.value), []);
  if (!declaration) return;
  if (/Declaration$/.test(declaration.type)) return it.execute(declaration, scope);
  it.evaluate(declaration, scope);
};

/** How to follow each type of statement. */
export const statementRules: Readonly<Record<string, StatementRule>> = {
  ExpressionStatement: (it, node, scope) => {
    const expression = child(node, "expression");
    const isShown = node === it.last;
    it.discarded = {
      site: expression?.type === "AwaitExpression" ? child(expression, "argument") : expression,
      isShown,
    };
    awaiting(it, isShown, () => void it.evaluate(expression, scope));
  },
  VariableDeclaration: variables,
  FunctionDeclaration: named,
  ClassDeclaration: named,
  TSEnumDeclaration: enumRule,
  BlockStatement: block,
  StaticBlock: block,
  IfStatement: branches("consequent", "alternate"),
  LabeledStatement: branches("body"),
  WithStatement: (it, node, scope) => {
    it.evaluate(child(node, "object"), scope);
    it.world.disturb("a with statement hides what its names mean");
  },
  ForStatement: forLoop,
  WhileStatement: loop,
  DoWhileStatement: loop,
  ForOfStatement: forEach,
  ForInStatement: forEach,
  TryStatement: tryRule,
  SwitchStatement: switchRule,
  ReturnStatement: returnRule,
  ThrowStatement: (it, node, scope) => void it.evaluate(child(node, "argument"), scope),
  ExportNamedDeclaration: exported,
  ExportDefaultDeclaration: exported,
  ExportAllDeclaration: exported,
};
