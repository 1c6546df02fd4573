import { child, children, type Node } from "../../syntax/index.ts";
import { asValue, join, memberOf, none, type Scope, store, type Value } from "./heap.ts";
import { awaiting, type Interpreter, maybe } from "./interpreter.ts";
import { assignField, keyOf } from "./members.ts";
import { assignName, lookUp, rootName } from "./names.ts";
import { cellName } from "./world.ts";

/** What to make of one type of expression. */
export type Rule = (it: Interpreter, node: Node, scope: Scope | undefined) => Value;

const inner =
  (key: string): Rule =>
  (it, node, scope) =>
    it.evaluate(child(node, key), scope);

/** Evaluates all children of these names; what it gives is a primitive. */
const parts =
  (...keys: readonly string[]): Rule =>
  (it, node, scope) => {
    for (const key of keys) {
      it.evaluate(child(node, key), scope);
      for (const each of children(node, key)) it.evaluate(each, scope);
    }
    return none;
  };

const literal: Rule = (it, node) => {
  if (node.regex)
    return asValue(it.site(node, /[gy]/.test(String((node.regex as { flags?: string }).flags)) ? "cursor" : "data"));
  return typeof node.value === "string" || typeof node.value === "number"
    ? { ...none, text: String(node.value) }
    : none;
};

const template: Rule = (it, node, scope) => {
  const texts = children(node, "quasis").map(({ value }) => (value as { cooked?: string }).cooked ?? "*");
  const values = children(node, "expressions").map((each) => it.evaluate(each, scope).text ?? "*");
  return {
    ...none,
    text: texts
      .map((text, i) => text + (values[i] ?? ""))
      .join("")
      .replace(/\*{2,}/g, "**"),
  };
};

const binary: Rule = (it, node, scope) => {
  const left = it.evaluate(child(node, "left"), scope);
  const right = it.evaluate(child(node, "right"), scope);
  if (node.operator !== "+" || (left.text === undefined && right.text === undefined)) return none;
  return { ...none, text: `${left.text ?? "*"}${right.text ?? "*"}` };
};

const logical: Rule = (it, node, scope) => {
  const left = it.evaluate(child(node, "left"), scope);
  return join(
    left,
    maybe(it, () => it.evaluate(child(node, "right"), scope)),
  );
};

const conditional: Rule = (it, node, scope) => {
  it.evaluate(child(node, "test"), scope);
  return maybe(it, () =>
    join(it.evaluate(child(node, "consequent"), scope), it.evaluate(child(node, "alternate"), scope)),
  );
};

const assignment: Rule = (it, node, scope) => {
  const left = child(node, "left");
  const operator = String(node.operator);
  if (operator === "=") {
    const value = it.evaluate(child(node, "right"), scope);
    it.bind(left, value, scope, "assign");
    return value;
  }
  const before = it.evaluate(left, scope);
  if (!/^(\|\||&&|\?\?)=$/.test(operator)) {
    it.evaluate(child(node, "right"), scope);
    it.bind(left, none, scope, "assign");
    return none;
  }
  return maybe(it, () => {
    const value = join({ groups: before.groups }, it.evaluate(child(node, "right"), scope));
    it.bind(left, value, scope, "assign");
    return value;
  });
};

const update: Rule = (it, node, scope) => {
  const target = child(node, "argument");
  it.evaluate(target, scope);
  it.bind(target, none, scope, "assign");
  return none;
};

const unary: Rule = (it, node, scope) => {
  const target = child(node, "argument");
  if (node.operator === "delete" && target) deleteTarget(it, target, scope);
  else it.evaluate(target, scope);
  return none;
};

const deleteTarget = (it: Interpreter, node: Node, scope: Scope | undefined): void => {
  const target = node.type === "MemberExpression" ? node : child(node, "expression");
  if (target?.type !== "MemberExpression") {
    if (node.type === "Identifier") assignName(it, String(node.name), none, scope);
    else it.evaluate(node, scope);
    return;
  }
  const object = it.evaluate(child(target, "object"), scope);
  const name = keyOf(it, target, scope);
  assignField(it, object, name, none, rootName(target));
};

const member: Rule = (it, node, scope) => {
  const object = it.evaluate(child(node, "object"), scope);
  const key = keyOf(it, node, scope);
  return it.readMember(object, key, node);
};

const array: Rule = (it, node, scope) => {
  const group = it.site(node, "array");
  for (const element of children(node, "elements")) {
    const value = it.evaluate(element, scope);
    const held = element.type === "SpreadElement" ? join(memberOf(value, undefined)) : value;
    if (store(group, "*", held)) it.grown += 1;
  }
  return asValue(group);
};

const object: Rule = (it, node, scope) => {
  const group = it.site(node, "object");
  const self = asValue(group);
  for (const property of children(node, "properties")) {
    if (property.type === "SpreadElement") {
      const value = it.evaluate(child(property, "argument"), scope);
      if (store(group, "*", memberOf(value, undefined))) it.grown += 1;
      continue;
    }
    const key = keyOf(it, property, scope);
    const value = it.evaluate(child(property, "value"), scope);
    const isImplicit = property.kind !== "init" || isCalledUnseen(key, Boolean(property.computed));
    for (const each of value.groups)
      for (const closure of isImplicit ? each.calls : []) {
        group.implicit.add({ ...closure, self });
        it.hasImplicit = true;
      }
    if (property.kind === "init" && store(group, key ?? "*", value)) it.grown += 1;
  }
  return self;
};

/** Whether a method is one that JavaScript calls where no call is written. */
export const isCalledUnseen = (name: string | undefined, computed: boolean): boolean =>
  name === undefined ? computed : ["toString", "valueOf", "toJSON", "then", "next", "return"].includes(name);

const sequence: Rule = (it, node, scope) => {
  const all = children(node, "expressions");
  awaiting(it, false, () => all.slice(0, -1).map((each) => it.evaluate(each, scope)));
  return it.evaluate(all.at(-1), scope);
};

const awaitRule: Rule = (it, node, scope) => awaiting(it, true, () => it.evaluate(child(node, "argument"), scope));

const yieldRule: Rule = (it, node, scope) => {
  const value = it.evaluate(child(node, "argument"), scope);
  const frame = it.frames.at(-1);
  if (frame) frame.result = join(frame.result, value);
  return value;
};

const dynamicImport: Rule = (it, node, scope) => {
  const source = child(node, "source");
  const { text } = it.evaluate(source, scope);
  if (text !== undefined && !text.includes("*")) return asValue(it.importModule(text, ["*"]));
  it.world.cell.unsure.add(`${cellName(it.world.cell.index)} imports a module whose name only running tells`);
  return asValue(it.site(node, "foreign"));
};

const jsx = parts("openingElement", "children", "attributes", "name", "value", "argument");

/** How to evaluate each type of expression; calls and functions have files of their own. */
export const expressionRules: Readonly<Record<string, Rule>> = {
  Literal: literal,
  TemplateLiteral: template,
  Identifier: (it, node, scope) => lookUp(it, String(node.name), scope),
  ThisExpression: (it, _, scope) => scope?.self ?? lookUp(it, "globalThis", undefined),
  ParenthesizedExpression: inner("expression"),
  ChainExpression: inner("expression"),
  TSAsExpression: inner("expression"),
  TSSatisfiesExpression: inner("expression"),
  TSNonNullExpression: inner("expression"),
  TSTypeAssertion: inner("expression"),
  TSInstantiationExpression: inner("expression"),
  BinaryExpression: binary,
  LogicalExpression: logical,
  ConditionalExpression: conditional,
  AssignmentExpression: assignment,
  UpdateExpression: update,
  UnaryExpression: unary,
  MemberExpression: member,
  ArrayExpression: array,
  ObjectExpression: object,
  SequenceExpression: sequence,
  SpreadElement: inner("argument"),
  AwaitExpression: awaitRule,
  YieldExpression: yieldRule,
  ImportExpression: dynamicImport,
  MetaProperty: () => none,
  JSXElement: jsx,
  JSXFragment: jsx,
  JSXOpeningElement: jsx,
  JSXAttribute: jsx,
  JSXSpreadAttribute: jsx,
  JSXSpreadChild: inner("expression"),
  JSXExpressionContainer: inner("expression"),
  JSXMemberExpression: inner("object"),
  JSXIdentifier: (it, node, scope) =>
    /^[a-z]|-/.test(String(node.name)) ? none : lookUp(it, String(node.name), scope),
};
