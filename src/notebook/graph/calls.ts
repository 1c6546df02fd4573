import { child, children, type Node } from "../../syntax/index.ts";
import { applyBuiltin } from "./builtins.ts";
import { constructParent, instantiate, superMember } from "./classes.ts";
import type { Rule } from "./expressions.ts";
import { foreignCall, foreignMethod } from "./foreign.ts";
import {
  type Args,
  asValue,
  type Group,
  isOpaque,
  join,
  memberOf,
  none,
  type Scope,
  store,
  type Value,
} from "./heap.ts";
import { type Interpreter, maybe } from "./interpreter.ts";
import { keyOf } from "./members.ts";
import { applyMethod, methodSpec } from "./methods.ts";
import { applyPinbook } from "./pinbook-calls.ts";

/** Evaluates arguments; what a spread gives stands for any of them. */
const evaluateArguments = (
  it: Interpreter,
  nodes: readonly Node[],
  scope: Scope | undefined,
  areAwaited = false,
): Args => {
  const { awaited } = it;
  it.awaited &&= areAwaited;
  const list: Value[] = [];
  let rest: Value | undefined;
  for (const node of nodes) {
    const value = it.evaluate(node, scope);
    if (node.type === "SpreadElement") rest = join(rest, memberOf(value, undefined));
    else if (rest) rest = join(rest, value);
    else list.push(value);
  }
  it.awaited = awaited;
  return { list, rest, nodes };
};

const unwrapped = (node: Node | undefined): Node | undefined => {
  let here = node;
  while (here && /^(ParenthesizedExpression|ChainExpression|TSNonNullExpression|TSAsExpression)$/.test(here.type))
    here = child(here, "expression");
  return here;
};

/** A call of a function or method. */
export const callRule: Rule = (it, node, scope) => {
  const callee = unwrapped(child(node, "callee"));
  const nodes = children(node, "arguments");
  const follow = (action: () => Value): Value => (node.optional ? maybe(it, action) : action());
  if (callee?.type === "Super") {
    const args = evaluateArguments(it, nodes, scope);
    if (scope?.home && scope.self) constructParent(it, scope.home, args, scope.self, node);
    return none;
  }
  if (callee?.type !== "MemberExpression") {
    const value = it.evaluate(callee, scope);
    return follow(() => it.call(value, evaluateArguments(it, nodes, scope), undefined, node));
  }
  const object = child(callee, "object");
  const name = keyOf(it, callee, scope);
  if (object?.type === "Super") {
    const args = evaluateArguments(it, nodes, scope);
    return it.call(superMember(it, scope, name), args, scope?.self, node);
  }
  const receiver = it.evaluate(object, scope);
  // Of what Promise.all is given, all is awaited.
  const isPromises = [...receiver.groups].some(({ label }) => label === "Promise");
  return follow(() => it.method(receiver, name, evaluateArguments(it, nodes, scope, isPromises), node));
};

export const newRule: Rule = (it, node, scope) => {
  const callee = it.evaluate(child(node, "callee"), scope);
  return it.construct(callee, evaluateArguments(it, children(node, "arguments"), scope), node);
};

export const taggedRule: Rule = (it, node, scope) => {
  const quasi = child(node, "quasi");
  const args = { list: [none, ...children(quasi ?? node, "expressions").map((each) => it.evaluate(each, scope))] };
  const tag = unwrapped(child(node, "tag"));
  if (tag?.type === "MemberExpression")
    return it.method(it.evaluate(child(tag, "object"), scope), keyOf(it, tag, scope), args, node);
  return it.call(it.evaluate(tag, scope), args, undefined, node);
};

/** What calling a value gives. */
export const callValue = (it: Interpreter, callee: Value, args: Args, self: Value | undefined, site: Node): Value => {
  const results = [...callee.groups].map((group) => {
    const closures = [...group.calls];
    if (closures.length > 0 && group.kind !== "class")
      return join(...closures.map((closure) => it.invoke(closure, args, self, site)));
    if (group.kind === "builtin") return applyBuiltin(it, group.label, args, site);
    if (group.kind === "pinbook") return applyPinbook(it, group.label, args, site);
    if (!isOpaque(group) || group.kind === "array") return none;
    if (group.kind === "expr" || group.kind === "frame") return asValue(group);
    return foreignCall(it, group, args, site);
  });
  return results.length === 0 ? none : join(...results);
};

/** What `new` gives. */
export const constructValue = (it: Interpreter, callee: Value, args: Args, site: Node): Value => {
  const results = [...callee.groups].map((group) => {
    const closures = [...group.calls];
    if (closures.length > 0) return join(...closures.map((closure) => instantiate(it, closure, args, site)));
    if (group.kind === "builtin") return applyBuiltin(it, `new ${group.label}`, args, site);
    if (group.kind === "pinbook") return applyPinbook(it, group.label, args, site);
    return foreignCall(it, group, args, site);
  });
  return results.length === 0 ? none : join(...results);
};

const namespaces = new Set(["builtin", "pinbook", "module"]);

/** What calling a method gives. */
export const callMethod = (
  it: Interpreter,
  receiver: Value,
  name: string | undefined,
  args: Args,
  site: Node,
): Value => {
  if (receiver.groups.size === 0) return primitiveMethod(it, name, args, site);
  const results = [...receiver.groups].map((group) => methodOf(it, group, receiver, name, args, site));
  return join(...results);
};

const methodOf = (
  it: Interpreter,
  group: Group,
  receiver: Value,
  name: string | undefined,
  args: Args,
  site: Node,
): Value => {
  if (namespaces.has(group.kind)) {
    const found = it.readMember(asValue(group), name, site);
    return it.call(found, args, receiver, site);
  }
  if (group.calls.size > 0 && (name === "call" || name === "apply"))
    return it.call(asValue(group), shifted(args, name), args.list[0], site);
  const own = functionsIn(group, name);
  if (own.groups.size > 0) return it.call(own, args, receiver, site);
  const spec = methodSpec(group.kind, name);
  if (spec) return applyMethod(it, spec, group, name ?? "", args, site);
  if (!isOpaque(group) && group.kind !== "function") return none;
  return foreignMethod(it, group, name, args, site);
};

const shifted = ({ list, rest }: Args, name: string): Args =>
  name === "call"
    ? { list: list.slice(1), rest }
    : { list: [], rest: join(memberOf(join(...list.slice(1)), undefined), rest) };

/** The functions in a field; where the object is not its own content, also those that it inherits. */
const functionsIn = (group: Group, name: string | undefined): Value => {
  const found = [...memberOf(asValue(group), name).groups].filter(
    (one) =>
      one !== group && (one.calls.size > 0 || (one.kind === "foreign" && !isOpaque(group)) || one.kind === "builtin"),
  );
  return { groups: new Set(group.kind === "array" || group.kind === "data" ? [] : found) };
};

const primitiveMethod = (it: Interpreter, name: string | undefined, args: Args, site: Node): Value => {
  for (const one of args.list)
    if ([...one.groups].some(({ calls }) => calls.size > 0)) it.call(one, { list: [] }, none, site);
  if (!["split", "match", "matchAll"].includes(name ?? "")) return none;
  const group = it.site(site, "array");
  store(group, "*", none);
  return asValue(group);
};
