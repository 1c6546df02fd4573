import { child, type Node } from "../../syntax/index.ts";
import { type Group, newGroup, none, type Scope, store, type Value } from "./heap.ts";
import { change, type Interpreter } from "./interpreter.ts";
import { isGlobalName } from "./known-globals.ts";
import { cellName } from "./world.ts";

/** The scope that holds a local variable; undefined where the name is the session's. */
export const scopeOf = (name: string, scope: Scope | undefined): Scope | undefined => {
  for (let here = scope; here; here = here.parent) if (here.group.fields.has(name)) return here;
  return undefined;
};

/** What a name stands for. */
export const lookUp = (it: Interpreter, name: string, scope: Scope | undefined): Value => {
  const holder = scopeOf(name, scope);
  if (holder) return { groups: holder.group.fields.get(name) ?? new Set(), text: holder.texts.get(name) };
  if (name === "undefined" || name === "NaN" || name === "Infinity") return none;
  if (it.world.names.has(name) || !isGlobalName(name)) {
    const value = it.world.use(name, it.guess === 0 && it.floating === 0);
    return value ?? { groups: new Set([foreignOf(it, name)]) };
  }
  return { groups: new Set([builtinOf(it, name === "global" || name === "window" ? "globalThis" : name)]) };
};

/** The group of a built-in, by its path: `Math.floor`. */
export const builtinOf = (it: Interpreter, path: string): Group => known(it, "builtin", path);

/** The group of a name that no cell defines. */
const foreignOf = (it: Interpreter, name: string): Group => known(it, "foreign", `name ${name}`);

const known = (it: Interpreter, kind: string, label: string): Group => {
  const key = `${kind}:${label}`;
  const found = it.builtins.get(key) ?? newGroup(kind, label);
  it.builtins.set(key, found);
  return found;
};

/** Gives a local variable a value beside those it may have. */
export const setLocal = (it: Interpreter, holder: Scope, name: string, value: Value): void => {
  const isFirst = !holder.texts.has(name) && (holder.group.fields.get(name)?.size ?? 0) === 0;
  const text = isFirst || holder.texts.get(name) === value.text ? value.text : undefined;
  if (holder.texts.get(name) !== text || !holder.texts.has(name)) it.grown += 1;
  holder.texts.set(name, text);
  if (store(holder.group, name, value)) it.grown += 1;
};

/** Gives the session's name a value. */
export const defineGlobal = (it: Interpreter, name: string, value: Value, specifier?: string): void => {
  it.world.define(name, value, {
    specifier,
    replaces: it.maybe === 0,
    sure: it.maybe === 0,
    floats: it.floating > 0,
    pends: it.floating > 0 && it.guess === 0,
    why: `${cellName(it.world.cell.index)} ${it.maybe === 0 ? "defines" : "may define"} ${name}`,
  });
};

/** Assigns to the session's name, which may be that of a built-in. */
export const setGlobal = (it: Interpreter, name: string, value: Value): void => {
  if (!it.world.names.has(name) && isGlobalName(name))
    it.world.alter(`built-in ${name}`, `${cellName(it.world.cell.index)} changes the built-in ${name}`);
  defineGlobal(it, name, value);
};

/** Assigns to a name, wherever it lives. */
export const assignName = (it: Interpreter, name: string, value: Value, scope: Scope | undefined): void => {
  const holder = scopeOf(name, scope);
  if (!holder) {
    setGlobal(it, name, value);
    return;
  }
  setLocal(it, holder, name, value);
  const owner = scope?.owner;
  if (holder.owner === owner) return;
  change(it, [holder.group], `${cellName(it.world.cell.index)} sets ${name}, which a function keeps`);
};

/** The name at the root of `x.y[0].z()`. */
export const rootName = (node: Node | undefined): string | undefined => {
  for (let here = node; here; ) {
    if (here.type === "Identifier") return String(here.name);
    here =
      child(here, "object") ??
      child(here, "callee") ??
      child(here, "expression") ??
      child(here, "argument") ??
      undefined;
  }
  return undefined;
};
