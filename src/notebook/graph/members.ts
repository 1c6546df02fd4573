import { child, type Node } from "../../syntax/index.ts";
import { type Group, type Scope, store, type Value } from "./heap.ts";
import { change, type Interpreter } from "./interpreter.ts";
import { rootName, setGlobal } from "./names.ts";
import { cellName } from "./world.ts";

/** The name of a property or member, undefined where only running tells it. */
export const keyOf = (it: Interpreter, node: Node, scope: Scope | undefined): string | undefined => {
  const key = child(node, "property") ?? child(node, "key");
  if (!key) return undefined;
  if (node.computed) {
    const { text } = it.evaluate(key, scope);
    return text?.includes("*") ? undefined : text;
  }
  if (key.type === "PrivateIdentifier") return `#${key.name}`;
  return String(key.name ?? key.value);
};

/** `object.name = value`, also of the global object. */
export const setMember = (it: Interpreter, target: Node, value: Value, scope: Scope | undefined): void => {
  const object = it.evaluate(child(target, "object"), scope);
  const name = keyOf(it, target, scope);
  assignField(it, object, name, value, rootName(target));
};

/** Puts a value into a field of an object, and notes that this changes the object. */
export const assignField = (
  it: Interpreter,
  object: Value,
  name: string | undefined,
  value: Value,
  direct: string | undefined,
): void => {
  const here = cellName(it.world.cell.index);
  for (const group of object.groups) {
    if (group.kind === "builtin") setBuiltin(it, group, name, value, here);
    else if (store(group, name ?? "*", value)) it.grown += 1;
  }
  const what = direct === undefined ? "a field" : `${direct}${name === undefined ? "[…]" : `.${name}`}`;
  const lasts = [...object.groups].some(({ kind }) => kind === "foreign");
  change(it, object.groups, `${here} sets ${what}`, { direct, sure: true, lasts });
};

const setBuiltin = (it: Interpreter, group: Group, name: string | undefined, value: Value, here: string): void => {
  if (group.label === "globalThis") {
    if (name !== undefined) setGlobal(it, name, value);
    else it.world.disturb(`${here} sets a global name that only running tells`);
  } else if (group.label === "process.env") {
    it.world.cell.writes.push({ kind: "env", name: name ?? "*", sure: name !== undefined && it.maybe === 0 });
    const variable = name === undefined ? "environment variables" : `environment variable ${name}`;
    it.world.alter(variable, `${here} sets ${name === undefined ? "" : "the "}${variable}`);
  } else {
    const label = group.label.replace(/^module\./, "");
    if (label === group.label) it.world.disturb(`${here} changes the built-in ${label}`);
    it.world.alter(`built-in ${label}`, `${here} changes the built-in ${label}`);
  }
};
