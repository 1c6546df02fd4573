import type { Node } from "../../syntax/index.ts";
import { type Args, asValue, type Group, join, memberOf, none, store, type Value, withInner } from "./heap.ts";
import { change, floating, type Interpreter, maybe } from "./interpreter.ts";
import { rootName } from "./names.ts";
import { recordUse, type UseSpec } from "./record-use.ts";
import { cellName } from "./world.ts";

/** What a method that is known does. */
export interface MethodSpec extends UseSpec {
  /** Whether it changes its object. */
  readonly changes?: boolean;
  /** Whether the object holds the arguments afterwards. */
  readonly keeps?: boolean;
  /** `none`: a primitive; `content`: a new list of what the object holds; `flat`: that with what is in it; `element`: that itself; `self`; else a kind. */
  readonly gives: string;
}

const words = (text: string): readonly string[] => text.split(/\s+/);

const lists: readonly (readonly [string, MethodSpec])[] = [
  ["at find findLast get reduce reduceRight", { gives: "element" }],
  [
    "filter map slice subarray toReversed toSorted toSpliced with values entries keys then catch finally",
    { gives: "content" },
  ],
  ["union intersection difference symmetricDifference take drop toArray", { gives: "content" }],
  [
    "every some includes indexOf lastIndexOf join has findIndex findLastIndex forEach isSubsetOf isSupersetOf isDisjointFrom hasOwnProperty propertyIsEnumerable isPrototypeOf",
    { gives: "none" },
  ],
  ["concat flat flatMap", { gives: "flat" }],
  ["pop shift", { gives: "element", changes: true }],
  ["push unshift add set append fill", { gives: "self", changes: true, keeps: true }],
  ["splice", { gives: "content", changes: true, keeps: true }],
  ["sort reverse copyWithin", { gives: "self", changes: true }],
  ["delete clear", { gives: "none", changes: true }],
  ["next return throw", { gives: "element", changes: true }],
];

const primitiveNames = [String, Number, Boolean, BigInt, Symbol, Date]
  .flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype))
  .filter((name) => name !== "constructor" && !/^(set|at$|concat$|slice$)/.test(name));

const general = new Map<string, MethodSpec>([
  ...primitiveNames.map((name): [string, MethodSpec] => [name, { gives: "none" }]),
  ...lists.flatMap(([names, spec]) => words(names).map((name): [string, MethodSpec] => [name, spec])),
]);

// Of things that nobody knows: names that stand for nothing else but reading.
const foreignNames = new Set([
  ...primitiveNames,
  ...words(
    "concat filter flat flatMap map slice toReversed toSorted toSpliced find findLast findIndex findLastIndex every some includes indexOf lastIndexOf join reduce reduceRight forEach then catch finally",
  ),
]);

const topic = (index: number) => ({ kind: "topic", argument: index });
const stream = (index: number) => ({ kind: "stream", argument: index });
const object = (index: number) => ({ kind: "object", argument: index });
const reading = (...reads: NonNullable<UseSpec["reads"]>): MethodSpec => ({ gives: "data", reads });
const writing = (effect: string, ...writes: NonNullable<UseSpec["writes"]>): MethodSpec => ({
  gives: "data",
  writes,
  effect,
});

const byKind: Readonly<Record<string, Readonly<Record<string, MethodSpec>>>> = {
  pipeline: { close: { gives: "none", changes: true } },
  cached: { release: { gives: "none", changes: true } },
  kafka: {
    offsets: reading(topic(0)),
    read: reading(topic(0)),
    consume: {
      gives: "none",
      reads: [topic(-1)],
      writes: [{ kind: "offsets", argument: -1 }],
      effect: "reads as a consumer group and commits",
    },
    listTopics: reading(topic(-1)),
    brokers: { gives: "data" },
    produce: writing("produces records", topic(0)),
    createTopics: writing("creates topics", topic(-1)),
    deleteTopics: writing("deletes topics", topic(-1)),
    close: { gives: "none", changes: true },
  },
  kinesis: {
    describeStream: reading(stream(0)),
    shards: reading(stream(0)),
    iterator: reading(stream(0)),
    records: reading(stream(0)),
    listStreams: reading(stream(-1)),
    createStream: writing("creates a stream", stream(0)),
    deleteStream: writing("deletes a stream", stream(0)),
    putRecord: writing("puts a record", stream(0)),
    putRecords: writing("puts records", stream(0)),
    close: { gives: "none", changes: true },
  },
  store: {
    get: reading(object(0)),
    head: reading(object(0)),
    list: reading(object(-1)),
    put: writing("puts an object", object(0)),
    putIfAbsent: writing("puts an object", object(0)),
    delete: writing("deletes an object", object(0)),
  },
  mount: {
    ls: reading(object(0)),
    glob: reading(object(0)),
    read: reading(object(0)),
    readText: reading(object(0)),
    files: reading(object(0)),
    write: writing("writes an object", object(0)),
  },
  source: {
    rows: reading({ kind: "rows", argument: 0 }),
    rowAt: reading({ kind: "rows", argument: 0 }),
    count: reading({ kind: "rows", argument: 0 }),
    close: { gives: "none", changes: true },
  },
  response: Object.fromEntries(
    words("text json arrayBuffer blob bytes formData").map((name) => [name, { gives: "data", changes: true }]),
  ),
};

const frameResults: Readonly<Record<string, string>> = {
  toRows: "data",
  rows: "data",
  collect: "data",
  batches: "data",
  toArquero: "arquero",
  toArrow: "data",
  toDanfo: "danfo",
  toString: "none",
};

/** What a method does to an object of a kind; undefined where that is not known. */
export const methodSpec = (kind: string, name: string | undefined): MethodSpec | undefined => {
  if (name === undefined) return undefined;
  const own = byKind[kind];
  if (own && Object.hasOwn(own, name)) return own[name];
  if (kind === "frame") return { gives: frameResults[name] ?? "frame" };
  if (kind === "expr" || kind === "arquero") return { gives: kind };
  if (kind === "cursor" && (name === "exec" || name === "test")) return { gives: "none", changes: true };
  if (kind === "foreign") return foreignNames.has(name) ? general.get(name) : undefined;
  if (kind === "danfo") return undefined;
  if (/^set[A-Z]/.test(name) && kind === "data") return { gives: "none", changes: true };
  if (name === "exec" || name === "test") return { gives: "data" };
  return general.get(name);
};

/** Does what a known method does. */
export const applyMethod = (
  it: Interpreter,
  spec: MethodSpec,
  group: Group,
  name: string,
  args: Args,
  site: Node,
): Value => {
  const self = asValue(group);
  const given = join(...args.list, args.rest);
  const root = rootName(site);
  if (spec.keeps && store(group, "*", given)) it.grown += 1;
  if (spec.changes)
    change(it, [group], `${cellName(it.world.cell.index)} calls ${root ?? "…"}.${name}()`, {
      direct: root,
      sure: true,
    });
  recordUse(it, spec, name, args, group.label);
  const content = memberOf(self, undefined);
  const results = runCallbacks(it, name, args, join(content, self, dataOf(given)), site);
  return resultOf(it, spec, group, join(content, given, ...results), site);
};

const later = new Set(["then", "catch", "finally"]);
const takesFunction = new Set([
  ...later,
  ...words(
    "map filter forEach find findLast findIndex findLastIndex every some reduce reduceRight flatMap sort toSorted",
  ),
  ...words("replace replaceAll"),
]);

const isFunction = ({ calls, kind }: Group): boolean => calls.size > 0 || kind === "pinbook" || kind === "builtin";

/** Calls what is given to be called; to what only keeps its arguments, a function is data. */
const runCallbacks = (it: Interpreter, name: string, args: Args, rest: Value, site: Node): readonly Value[] => {
  const isGeneral = general.has(name);
  if (isGeneral && !takesFunction.has(name)) return [];
  const run = (one: Value) => () => it.call(one, { list: [], rest }, undefined, site);
  return args.list
    .filter(({ groups }, i) =>
      [...groups].some((group) => isFunction(group) || (isGeneral && i === 0 && group.kind === "foreign")),
    )
    .map((one) => (later.has(name) && !it.awaited ? floating(it, run(one)) : maybe(it, run(one))));
};

/** What is given beside functions. */
const dataOf = (value: Value): Value => ({ groups: new Set([...value.groups].filter((group) => !isFunction(group))) });

const resultOf = (it: Interpreter, { gives }: MethodSpec, group: Group, content: Value, site: Node): Value => {
  if (gives === "none") return none;
  if (gives === "self") return asValue(group);
  if (gives === "element") return { groups: content.groups };
  const made = it.site(site, gives === "content" || gives === "flat" ? "array" : gives);
  if (gives === "content" && store(made, "*", content)) it.grown += 1;
  if (gives === "flat" && store(made, "*", withInner(content))) it.grown += 1;
  return asValue(made);
};
