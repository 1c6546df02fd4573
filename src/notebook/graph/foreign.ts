import type { Node } from "../../syntax/index.ts";
import { type Args, asValue, type Group, join, none, store, type Value } from "./heap.ts";
import { change, floating, guessing, type Interpreter } from "./interpreter.ts";
import { isStateless } from "./known-packages.ts";
import { rootName } from "./names.ts";
import { cellName } from "./world.ts";

/** What is reached from values, what functions capture apart: those are followed as calls. */
export const contentOf = (value: Value): readonly Group[] => {
  const found = new Set<Group>();
  const queue = [...value.groups];
  for (let group = queue.pop(); group; group = queue.pop()) {
    if (found.has(group)) continue;
    found.add(group);
    for (const [field, held] of group.fields) if (field !== "(scope)" && field !== "(outer)") queue.push(...held);
  }
  return [...found];
};

const neverChanged = new Set(["builtin", "pinbook", "frame", "expr", "arquero", "module"]);

/** Notes that code which is not known may change values, and call the functions in them, now or later. */
const giveAway = (it: Interpreter, value: Value, args: Args, why: string, site: Node): void => {
  const content = contentOf(value).filter(({ kind }) => !neverChanged.has(kind));
  const direct = args.nodes?.map((node) => (node.type === "Identifier" ? String(node.name) : undefined));
  change(it, content, why);
  for (const name of direct ?? [])
    if (name !== undefined)
      it.world.change(valuesOf(it, name, content), { direct: name, why, sure: false, floats: it.floating > 0 });
  const given = join(value, asValue(it.site(site, "foreign")));
  guessing(it, () =>
    floating(it, () => {
      for (const group of content)
        for (const closure of [...group.calls]) it.invoke(closure, { list: [], rest: given }, given, site);
    }),
  );
};

const valuesOf = (it: Interpreter, name: string, content: readonly Group[]): readonly Group[] => {
  const groups = it.world.names.get(name)?.value.groups;
  return content.filter((group) => groups?.has(group));
};

/** A call of a function that is not known. */
export const foreignCall = (it: Interpreter, callee: Group, args: Args, site: Node): Value => {
  const given = join(...args.list, args.rest);
  const name = rootName(site) ?? "a function";
  const here = cellName(it.world.cell.index);
  giveAway(it, given, args, `${here} gives it to ${name}, which is not known and may change it`, site);
  if (keepsState(callee))
    change(it, [callee], `${here} calls ${name}, which may keep something in ${moduleOf(callee)}`);
  // A function that something not known made, as bind does, may work on what it was made of.
  else if (callee.kind === "foreign" && callee.label === "") {
    const made = contentOf(asValue(callee)).filter(({ kind }) => !neverChanged.has(kind));
    change(it, made, `${here} calls ${name}, which may change what it was made of`);
  }
  return made(it, site, callee, given, callee);
};

/** A call of a method that is not known: it may change the object too. */
export const foreignMethod = (
  it: Interpreter,
  receiver: Group,
  name: string | undefined,
  args: Args,
  site: Node,
): Value => {
  const given = join(...args.list, args.rest);
  const here = cellName(it.world.cell.index);
  const root = rootName(site);
  const call = `${root ?? "…"}.${name ?? "[…]"}()`;
  const own = contentOf(asValue(receiver)).filter(({ kind }) => !neverChanged.has(kind));
  const why = `${here} calls ${call}, which may change it`;
  const lasts = setsUp(it, name, site);
  if (lasts) it.world.change([receiver], { why, direct: root, sure: false, floats: false, lasts });
  if (!isStateless(receiver)) {
    giveAway(it, asValue(receiver), { list: [] }, why, site);
    change(it, own, why, { direct: root });
    store(receiver, "*", given);
  }
  giveAway(it, given, args, `${here} gives it to ${call}, which is not known and may change it`, site);
  return made(it, site, receiver, given, isStateless(receiver) ? undefined : receiver);
};

/** Whether a call stands alone, as those do that set a package up: `dayjs.extend(utc)`. What ends a cell may be shown. */
const setsUp = (it: Interpreter, name: string | undefined, site: Node): boolean =>
  it.guess === 0 &&
  it.discarded?.site === site &&
  (!it.discarded.isShown ||
    /^(config|extend|init|install|load|locale|mixin|plugin|register|use$|(set|add)[A-Z])/.test(name ?? ""));

const keepsState = (callee: Group): boolean => callee.kind === "foreign" && callee.label !== "" && !isStateless(callee);

const moduleOf = ({ label }: Group): string => label.replace(/^module /, "");

const made = (it: Interpreter, site: Node, from: Group, given: Value, also: Group | undefined): Value => {
  const kind = from.kind === "arquero" || isStateless(from) ? "arquero" : "foreign";
  const group = it.site(site, kind === "arquero" ? resultKind(from) : "foreign");
  if (store(group, "*", join(given, also ? asValue(also) : none))) it.grown += 1;
  return asValue(group);
};

const resultKind = ({ kind, label }: Group): string =>
  kind === "arquero" || /arquero/.test(label) ? "arquero" : "data";
