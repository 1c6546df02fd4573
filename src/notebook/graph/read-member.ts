import type { Node } from "../../syntax/index.ts";
import { asValue, type Group, join, memberOf, none, type Value } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { maybe } from "./interpreter.ts";
import { builtinOf, lookUp } from "./names.ts";
import { memberKind } from "./pinbook-calls.ts";
import { addUse } from "./record-use.ts";

// Fields that hold primitives, of all that is not someone's own object.
const primitiveFields = new Set([
  ...["length", "size", "byteLength", "byteOffset", "rowCount", "status", "statusText", "ok", "lastIndex"],
  ...["name", "message", "stack", "description", "flags", "source", "href", "pathname"],
]);

/** What reading a field gives, and what runs unseen by it. */
export const readMember = (it: Interpreter, value: Value, name: string | undefined, site: Node): Value => {
  const results = [...value.groups].map((group) => readOne(it, group, name, site));
  const result = results.length === 0 ? none : join(...results);
  touch(it, result, site);
  return result;
};

const readOne = (it: Interpreter, group: Group, name: string | undefined, site: Node): Value => {
  if (group.kind === "builtin") return builtinMember(it, group, name);
  if (group.kind === "pinbook") return asValue(pinbookMember(it, group, name));
  if (group.kind === "module")
    return name === undefined ? asValue(group) : asValue(it.importModule(group.label, [name]));
  const kind = memberKind(group.kind, name);
  if (kind === "none") return none;
  if (kind === "frame" && group.kind === "frame") return asValue(group);
  if (kind !== undefined && name !== undefined) {
    const known = group.fields.get(name);
    return known ? { groups: known } : made(it, group, name, kind, site);
  }
  const own = memberOf(asValue(group), name);
  const isPrimitive = name !== undefined && primitiveFields.has(name) && !group.fields.has(name);
  return isPrimitive && group.kind !== "foreign" ? none : own;
};

const made = (it: Interpreter, group: Group, name: string, kind: string, site: Node): Value => {
  const found = it.site(site, kind, group.kind === "pipeline" ? "" : name);
  group.fields.set(name, new Set([found]));
  found.holders.add(group);
  return asValue(found);
};

const builtinMember = (it: Interpreter, { label }: Group, name: string | undefined): Value => {
  if (label === "globalThis") {
    if (name !== undefined) return lookUp(it, name, undefined);
    for (const known of [...it.world.names.keys()]) it.world.use(known, false);
    return none;
  }
  if (label === "process.env") {
    addUse(it.world.cell.reads, { kind: "env", name: name ?? "*", sure: name !== undefined && it.guess === 0 });
    return none;
  }
  if (/^(process\.(argv|platform|version|pid|arch)|Math\.(PI|E)|Number\.)/.test(`${label}.${name}`)) return none;
  return asValue(builtinOf(it, `${label}.${name ?? "*"}`));
};

const pinbookMember = (it: Interpreter, group: Group, name: string | undefined): Group => {
  const path = group.label === "" ? (name ?? "*") : `${group.label}.${name ?? "*"}`;
  return it.importModule("pinbook", [path]);
};

/** Follows what runs where a value is merely read: accessors, iterators, promises that go on. */
export const touch = (it: Interpreter, value: Value, site: Node): void => {
  if (!it.hasImplicit) return;
  const seen = new Set<Group>();
  const queue = [...value.groups];
  for (let group = queue.pop(); group; group = queue.pop()) {
    if (seen.has(group)) continue;
    seen.add(group);
    for (const [field, held] of group.fields) if (!/^\((scope|outer)\)$/.test(field)) queue.push(...held);
    const self = asValue(...value.groups, group);
    for (const closure of [...group.implicit])
      maybe(it, () => it.invoke(closure, { list: [], rest: self }, self, site));
  }
};
