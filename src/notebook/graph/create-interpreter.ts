import { child, isNode, type Node } from "../../syntax/index.ts";
import { callMethod, callRule, callValue, constructValue, newRule, taggedRule } from "./calls.ts";
import { classRule } from "./classes.ts";
import { expressionRules, type Rule } from "./expressions.ts";
import { functionRule, invokeClosure } from "./functions.ts";
import { none, type Scope, type Value } from "./heap.ts";
import { type Interpreter, type ModuleSource, maybe, siteGroup } from "./interpreter.ts";
import { importCalled, importDeclaration, importEquals } from "./modules.ts";
import { bindPattern } from "./patterns.ts";
import { readMember, touch } from "./read-member.ts";
import { type StatementRule, statementRules } from "./statements.ts";
import type { World } from "./world.ts";

const expressions: Readonly<Record<string, Rule>> = {
  ...expressionRules,
  CallExpression: callRule,
  NewExpression: newRule,
  TaggedTemplateExpression: taggedRule,
  FunctionExpression: functionRule,
  FunctionDeclaration: functionRule,
  ArrowFunctionExpression: functionRule,
  ClassExpression: classRule,
  ClassDeclaration: classRule,
};

const statements: Readonly<Record<string, StatementRule>> = {
  ...statementRules,
  ImportDeclaration: importDeclaration,
  TSImportEqualsDeclaration: importEquals,
};

/** An interpreter that has followed nothing yet. */
export const createInterpreter = (world: World, moduleOf: ModuleSource): Interpreter => {
  const it: Interpreter = {
    world,
    moduleOf,
    module: undefined,
    discarded: undefined,
    last: undefined,
    modules: new Map(),
    builtins: new Map(),
    frames: [],
    sites: new Map(),
    ...{ maybe: 0, guess: 0, floating: 0, awaited: false, grown: 0, steps: 0, hasImplicit: false },
    evaluate: (node, scope) => (node ? evaluate(it, node, scope) : none),
    execute: (node, scope) => statements[node.type]?.(it, node, scope),
    executeAll: (nodes, scope) => executeAll(it, nodes, scope),
    bind: (pattern, value, scope, how) => bindPattern(it, pattern, value, scope, how),
    readMember: (value, name, site) => readMember(it, value, name, site),
    invoke: (closure, args, self, site) => invokeClosure(it, closure, args, self, site),
    call: (callee, args, self, site) => callValue(it, callee, args, self, site),
    method: (receiver, name, args, site) => callMethod(it, receiver, name, args, site),
    construct: (callee, args, site) => constructValue(it, callee, args, site),
    importModule: (specifier, names) => importCalled(it, specifier, names),
    site: (node, kind, label) => siteGroup(it, node, kind, label),
  };
  return it;
};

const evaluate = (it: Interpreter, node: Node, scope: Scope | undefined): Value => {
  const value = expressions[node.type]?.(it, node, scope) ?? none;
  if (node.type === "Identifier") touch(it, value, node);
  return value;
};

/** Functions first: they can be called further up. At the top of a cell those of a cell above may still be the ones. */
const executeAll = (it: Interpreter, nodes: readonly Node[], scope: Scope | undefined): void => {
  const functionOf = (node: Node): Node | undefined => {
    const declared = child(node, "declaration") ?? node;
    return declared.type === "FunctionDeclaration" && child(declared, "id") ? declared : undefined;
  };
  for (const node of nodes) {
    const hoisted = functionOf(node);
    if (hoisted) maybe(it, () => it.execute(hoisted, scope));
  }
  nodes.forEach((node, at) => {
    const hoisted = functionOf(node);
    if (!hoisted) it.execute(node, scope);
    else if (scope === undefined) {
      // A session hoists only what statements above speak of; they may have set the name by then.
      const isHoisted = mentions(nodes.slice(0, at), String(child(hoisted, "id")?.name));
      if (isHoisted) maybe(it, () => it.execute(node, scope));
      else it.execute(node, scope);
    }
  });
};

const mentions = (value: unknown, name: string): boolean => {
  if (Array.isArray(value)) return value.some((item) => mentions(item, name));
  if (!isNode(value)) return false;
  return value.name === name || Object.values(value).some((item) => typeof item === "object" && mentions(item, name));
};
