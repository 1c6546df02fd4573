import { child, children, type Node } from "../../syntax/index.ts";
import { join, memberOf, none, type Scope, store, type Value } from "./heap.ts";
import { type Binding, type Interpreter, maybe } from "./interpreter.ts";
import { keyOf, setMember } from "./members.ts";
import { assignName, defineGlobal, scopeOf, setLocal } from "./names.ts";

/** Gives the names of a pattern what a value has at their places. */
export const bindPattern = (
  it: Interpreter,
  pattern: Node | undefined,
  value: Value,
  scope: Scope | undefined,
  how: Binding,
): void => {
  if (!pattern) return;
  switch (pattern.type) {
    case "Identifier":
      bindName(it, String(pattern.name), value, scope, how);
      return;
    case "ObjectPattern":
      for (const property of children(pattern, "properties")) bindProperty(it, property, value, scope, how);
      return;
    case "ArrayPattern":
      for (const element of children(pattern, "elements"))
        it.bind(element, element.type === "RestElement" ? value : memberOf(value, undefined), scope, how);
      return;
    case "RestElement":
      it.bind(child(pattern, "argument"), rest(it, pattern, value), scope, how);
      return;
    case "AssignmentPattern": {
      const fallback = maybe(it, () => it.evaluate(child(pattern, "right"), scope));
      it.bind(child(pattern, "left"), join({ groups: value.groups }, fallback), scope, how);
      return;
    }
    case "TSParameterProperty":
      it.bind(child(pattern, "parameter"), value, scope, how);
      return;
    case "MemberExpression":
      setMember(it, pattern, value, scope);
      return;
    default:
      it.bind(child(pattern, "expression"), value, scope, how);
      return;
  }
};

const bindName = (it: Interpreter, name: string, value: Value, scope: Scope | undefined, how: Binding): void => {
  if (how === "assign") {
    assignName(it, name, value, scope);
    return;
  }
  const holder = scopeOf(name, scope);
  if (holder) setLocal(it, holder, name, value);
  else defineGlobal(it, name, value);
};

const bindProperty = (it: Interpreter, property: Node, value: Value, scope: Scope | undefined, how: Binding): void => {
  if (property.type === "RestElement") {
    it.bind(property, value, scope, how);
    return;
  }
  it.bind(child(property, "value"), it.readMember(value, keyOf(it, property, scope), property), scope, how);
};

const rest = (it: Interpreter, node: Node, value: Value): Value => {
  if (value.groups.size === 0) return none;
  const group = it.site(node, "array");
  if (store(group, "*", join(value, memberOf(value, undefined)))) it.grown += 1;
  return { groups: new Set([group]) };
};
