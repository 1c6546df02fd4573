import { child, children, type Node, patternNames } from "../../syntax/index.ts";
import type { Rule } from "./expressions.ts";
import { type Args, asValue, type Closure, join, none, type Scope, store, type Value } from "./heap.ts";
import { awaiting, floating, type Interpreter, maybe } from "./interpreter.ts";
import { setLocal } from "./names.ts";
import { innerScope, varNames } from "./statements.ts";

/** A function as a value: what it captures hangs on it. */
export const functionRule: Rule = (it, node, scope) => {
  const group = it.site(node, "function");
  const isArrow = node.type === "ArrowFunctionExpression";
  const own = node.type === "FunctionExpression" ? child(node, "id") : undefined;
  const inner = own ? innerScope(it, node, [String(own.name)], scope, { owner: scope?.owner ?? node }) : scope;
  if (own && inner) setLocal(it, inner, String(own.name), asValue(group));
  if (inner && store(group, "(scope)", asValue(inner.group))) it.grown += 1;
  const known = [...group.calls].find((closure) => closure.node === node && closure.scope?.group === inner?.group);
  if (!known) group.calls.add({ node, scope: inner, ...(isArrow ? { self: scope?.self } : {}) });
  return asValue(group);
};

const maxSteps = 8_000;

/** Follows a call of a function; what it gives is what its returns give. */
export const invokeClosure = (
  it: Interpreter,
  closure: Closure,
  given: Args,
  self: Value | undefined,
  site: Node,
): Value => {
  const args = closure.bound ?? given;
  const running = it.frames.find(
    (frame) => frame.closure.node === closure.node && frame.closure.scope?.group === closure.scope?.group,
  );
  if (running) {
    const before = it.grown;
    bindParameters(it, closure.node, args, running.scope);
    running.again ||= it.grown !== before;
    return running.result;
  }
  it.steps += 1;
  if (it.steps > maxSteps) {
    if (it.steps === maxSteps + 1) it.world.disturb("the cell calls more functions than can be followed");
    return none;
  }
  const goesOnLater = closure.node.async === true && !it.awaited && closure.bound === undefined;
  const isLazy = goesOnLater || closure.node.generator === true;
  const before = it.world.marks();
  const run = () => runFunction(it, closure, args, closure.self ?? self, site);
  const result = goesOnLater ? floating(it, run) : maybe(it, run);
  return isLazy && it.world.marks() !== before
    ? lazy(it, closure, args, self, site, result)
    : iterable(it, closure, site, result);
};

/** What runs on when the promise or iterator is used. */
const lazy = (
  it: Interpreter,
  closure: Closure,
  args: Args,
  self: Value | undefined,
  site: Node,
  result: Value,
): Value => {
  const group = it.site(site, "data", "later");
  store(group, "*", result);
  if (![...group.implicit].some(({ node }) => node === closure.node))
    group.implicit.add({ ...closure, bound: args, self: closure.self ?? self });
  it.hasImplicit = true;
  return { groups: new Set([group, ...result.groups]) };
};

const iterable = (it: Interpreter, closure: Closure, site: Node, result: Value): Value => {
  if (!closure.node.generator) return result;
  const group = it.site(site, "data", "iterator");
  store(group, "*", result);
  return asValue(group);
};

const runFunction = (it: Interpreter, closure: Closure, args: Args, self: Value | undefined, site: Node): Value => {
  const { node, home } = closure;
  const body = child(node, "body");
  const statements = body?.type === "BlockStatement" ? children(body, "body") : [];
  const params = children(node, "params");
  const names = ["arguments", ...params.flatMap(parameterNames), ...varNames(statements), ...declared(statements)];
  const isArrow = node.type === "ArrowFunctionExpression";
  const scope = innerScope(
    it,
    node.type === "Program" ? site : callSite(it, node, site),
    isArrow ? names.slice(1) : names,
    closure.scope,
    {
      owner: node,
      self: isArrow ? closure.self : self,
      ...(home ? { home } : {}),
    },
  );
  const { awaited } = it;
  const frame = { closure, scope, result: none, again: false, awaited };
  it.frames.push(frame);
  it.awaited = false;
  try {
    for (let round = 0; round < 4; round++) {
      frame.again = false;
      bindParameters(it, node, args, scope);
      if (body?.type === "BlockStatement") it.executeAll(statements, scope);
      else
        frame.result = join(
          awaiting(it, awaited, () => it.evaluate(body, scope)),
          ...(frame.result === none ? [] : [frame.result]),
        );
      if (!frame.again) break;
    }
  } finally {
    it.frames.pop();
    it.awaited = awaited;
  }
  return frame.result;
};

// The variables of a call are told apart by where it is made.
const callSites = new WeakMap<Node, WeakMap<Node, Node>>();
const callSite = (_: Interpreter, node: Node, site: Node): Node => {
  const bySite = callSites.get(node) ?? new WeakMap<Node, Node>();
  callSites.set(node, bySite);
  const known = bySite.get(site) ?? { type: "CallSite", start: node.start, end: node.end };
  bySite.set(site, known);
  return known;
};

const parameterNames = (param: Node): readonly string[] =>
  patternNames(param.type === "TSParameterProperty" ? child(param, "parameter") : param);

const declared = (statements: readonly Node[]): readonly string[] =>
  statements.flatMap((statement) => {
    const id = child(statement, "id");
    if (/^(Function|Class|TSEnum)Declaration$/.test(statement.type) && id) return [String(id.name)];
    if (statement.type !== "VariableDeclaration") return [];
    return children(statement, "declarations").flatMap((each) => patternNames(child(each, "id")));
  });

const bindParameters = (it: Interpreter, node: Node, { list, rest }: Args, scope: Scope): void => {
  const all = join(...list, rest);
  children(node, "params").forEach((param, i) => {
    const isRest = param.type === "RestElement";
    it.bind(param, isRest ? join(...list.slice(i), rest) : (list[i] ?? rest ?? none), scope, "declare");
    if (param.type !== "TSParameterProperty") return;
    const name = parameterNames(param)[0];
    for (const group of scope.self?.groups ?? []) if (name) store(group, name, list[i] ?? rest ?? none);
  });
  if (scope.group.fields.has("arguments")) setLocal(it, scope, "arguments", { groups: all.groups });
};
