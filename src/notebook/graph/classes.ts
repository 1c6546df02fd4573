import { child, children, type Node } from "../../syntax/index.ts";
import { isCalledUnseen, type Rule } from "./expressions.ts";
import {
  type Args,
  asValue,
  type ClassParts,
  type Closure,
  memberOf,
  newGroup,
  none,
  type Scope,
  store,
  type Value,
} from "./heap.ts";
import { change, type Interpreter } from "./interpreter.ts";
import { keyOf } from "./members.ts";
import { setLocal } from "./names.ts";
import { innerScope, runBlock } from "./statements.ts";
import { cellName } from "./world.ts";

const methodTypes = new Set(["MethodDefinition", "AccessorProperty"]);

/** A class as a value: its static side, and what its instances share. */
export const classRule: Rule = (it, node, scope) => {
  const group = it.site(node, "class");
  const prototype = it.site(node, "object", "prototype");
  const parentNode = child(node, "superClass");
  const parent = parentNode ? it.evaluate(parentNode, scope) : undefined;
  const id = child(node, "id");
  const inner = innerScope(it, node, id ? [String(id.name)] : [], scope, { owner: scope?.owner ?? node });
  if (id) setLocal(it, inner, String(id.name), asValue(group));
  store(group, "(scope)", asValue(inner.group));
  store(group, "prototype", asValue(prototype));
  if (parent) {
    store(group, "(proto)", parent);
    store(prototype, "(proto)", prototypesOf(parent));
  }
  const home: ClassParts = { node, prototype, parent, scope: inner };
  for (const member of children(child(node, "body") ?? node, "body")) addMember(it, member, home, group);
  const own = constructorOf(node);
  const made: Closure = { node: own ?? node, scope: inner, home };
  if (![...group.calls].some((known) => known.home?.prototype === prototype)) group.calls.add(made);
  return asValue(group);
};

const constructorOf = (node: Node): Node | undefined => {
  const found = children(child(node, "body") ?? node, "body").find(({ kind }) => kind === "constructor");
  return found && child(found, "value");
};

/** What instances of a class find above themselves; of one that is not known, itself. */
const prototypesOf = (parent: Value): Value => {
  const groups = [...parent.groups].flatMap((group) => [...(group.fields.get("prototype") ?? [group])]);
  return { groups: new Set(groups) };
};

const addMember = (it: Interpreter, member: Node, home: ClassParts, statics: Group): void => {
  const { scope } = home;
  const self = asValue(statics);
  const inside = innerScope(it, member, [], scope, { owner: member, self, home });
  if (member.type === "StaticBlock") {
    runBlock(it, member, children(member, "body"), inside);
    return;
  }
  if (member.kind === "constructor") return;
  const key = keyOf(it, member, scope);
  const owner = member.static ? statics : home.prototype;
  const value = child(member, "value");
  if (methodTypes.has(member.type) && value?.type === "FunctionExpression") {
    for (const { calls } of it.evaluate(value, scope).groups)
      for (const closure of [...calls]) addMethod(it, owner, key, member, { ...closure, home }, value);
  } else if (member.static) {
    store(owner, key ?? "*", it.evaluate(value, inside));
  }
};

type Group = Value extends { readonly groups: ReadonlySet<infer G> } ? G : never;

const addMethod = (
  it: Interpreter,
  owner: Group,
  key: string | undefined,
  member: Node,
  closure: Closure,
  site: Node,
): void => {
  const group = it.site(site, "function", "method");
  group.calls.clear();
  group.calls.add(closure);
  if (closure.scope) store(group, "(scope)", asValue(closure.scope.group));
  const isAccessor = member.kind === "get" || member.kind === "set";
  if (isAccessor || isCalledUnseen(key, Boolean(member.computed))) {
    owner.implicit.add(closure);
    it.hasImplicit = true;
  }
  if (!isAccessor) store(owner, key ?? "*", asValue(group));
};

/** Makes an instance: fields, then the constructor, parents first. */
export const instantiate = (it: Interpreter, closure: Closure, args: Args, site: Node, made?: Value): Value => {
  const { home } = closure;
  const self = made ?? asValue(it.site(site, "object", "instance"));
  if (!home) {
    const result = it.invoke(closure, args, self, site);
    return { groups: new Set([...self.groups, ...result.groups]) };
  }
  for (const group of self.groups) store(group, "(proto)", asValue(home.prototype));
  const isDerived = home.parent !== undefined;
  if (!isDerived) initializeFields(it, home, self);
  if (closure.node !== home.node) it.invoke(closure, args, self, site);
  else if (home.parent) constructParent(it, home, args, self, site);
  return self;
};

/** What `super(…)` does. */
export const constructParent = (it: Interpreter, home: ClassParts, args: Args, self: Value, site: Node): void => {
  for (const group of home.parent?.groups ?? []) {
    if (group.calls.size === 0) it.construct(asValue(group), args, site);
    if (group.calls.size === 0) for (const own of self.groups) store(own, "(proto)", asValue(foreignParent(it, site)));
    for (const closure of [...group.calls]) instantiate(it, closure, args, site, self);
  }
  initializeFields(it, home, self);
};

const foreignParent = (it: Interpreter, site: Node): Group => it.site(site, "foreign", "parent") ?? newGroup("foreign");

const initializeFields = (it: Interpreter, home: ClassParts, self: Value): void => {
  for (const member of children(child(home.node, "body") ?? home.node, "body")) {
    if (!/^(PropertyDefinition|AccessorProperty)$/.test(member.type) || member.static) continue;
    const inside: Scope = innerScope(it, member, [], home.scope, { owner: member, self, home });
    const value = it.evaluate(child(member, "value"), inside);
    const key = keyOf(it, member, inside);
    for (const group of self.groups) store(group, key ?? "*", value);
  }
};

/** `super.name`: what the parent's prototype has. */
export const superMember = (it: Interpreter, scope: Scope | undefined, name: string | undefined): Value => {
  const parent = scope?.home?.parent;
  if (!parent) return none;
  if ([...parent.groups].some(({ kind }) => kind === "foreign") && scope?.self)
    change(it, scope.self.groups, `${cellName(it.world.cell.index)} calls a method of a class that is not known`);
  return memberOf(prototypesOf(parent), name);
};
