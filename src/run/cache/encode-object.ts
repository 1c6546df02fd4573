import { types } from "node:util";
import { Secret } from "../../secret.ts";
import { arqueroColumns, isArquero } from "./arquero.ts";
import { danfoNode, isDanfo } from "./danfo.ts";
import type { EncodeContext, Encoder } from "./encode.ts";
import { columnsNode, OwnColumns, rowsNode } from "./encode-rows.ts";
import { globalName } from "./globals.ts";
import { encodeImmutable } from "./immutable.ts";
import { listed } from "./listed.ts";
import type { Closed, Node, Ref, Slot } from "./nodes.ts";
import { homeSymbol, immutableSymbol, NotRestorable, restoreSymbol, saveSymbol, unchangingSymbol } from "./protocol.ts";

/** The node of one object, or of a symbol; throws NotRestorable. */
export const encodeObject = (value: object, encoder: Encoder): { readonly node: Node; readonly isMutable: boolean } => {
  const fixed = fixedNode(value, encoder);
  if (fixed) return { node: fixed, isMutable: false };
  return { node: changingNode(value, encoder), isMutable: !isUnchanging(value) };
};

/** What instances of classes that say so gave of themselves: nobody else has it. */
const given = new WeakSet<object>();

const isUnchanging = (value: object): boolean => given.has(value) || saysUnchanging(value);

const saysUnchanging = ({ constructor: made }: { constructor?: unknown }): boolean =>
  typeof made === "function" && (made as { [unchangingSymbol]?: unknown })[unchangingSymbol] === true;

/** Data and the plain objects right in it. */
const remember = (data: unknown): void => {
  for (const one of [data, ...Object.values(Object(data) as object)]) {
    if (typeof one === "object" && one !== null && Object.getPrototypeOf(one) === Object.prototype) given.add(one);
  }
};

/** What is there again without its content: globals, what cells declare or import, symbols, what never changes. */
const fixedNode = (value: object | symbol, encoder: Encoder): Node | undefined => {
  if (typeof value === "symbol") return symbolNode(value);
  const global = globalName(value);
  if (global !== undefined) return ["global", global];
  const name = encoder.context.nameOf(value);
  if (name !== undefined) {
    encoder.need(name);
    return ["name", name];
  }
  if ((value as { [immutableSymbol]?: unknown })[immutableSymbol] !== true) return undefined;
  const hash = immutableHash(value, encoder.context);
  encoder.blob(hash);
  return ["blob", hash];
};

const immutableHash = (value: object, { stored, putBlob, isSecret }: EncodeContext): string => {
  const known = stored.get(value);
  if (known !== undefined) return known;
  const bytes = encodeImmutable(value);
  if (isSecret(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1")))
    throw new NotRestorable("holds a credential");
  const hash = putBlob(bytes);
  stored.set(value, hash);
  return hash;
};

const symbolNode = (value: symbol): Node => {
  const key = Symbol.keyFor(value);
  if (key === undefined) throw new NotRestorable("is a symbol that only this session has");
  return ["symbol", key];
};

const changingNode = (value: object, encoder: Encoder): Node => {
  if (value instanceof OwnColumns) return columnsNode(value.columns, encoder);
  if (types.isProxy(value) && !isDanfo(value)) throw new NotRestorable("is a proxy");
  if (typeof value === "function") throw new NotRestorable("is a function that closes over what its cell made");
  if (Array.isArray(value) && Object.getPrototypeOf(value) === Array.prototype) return arrayNode(value, encoder);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return ["object", ...fieldsOf(value, encoder), closedOf(value)];
  if (prototype === null) return ["bare", ...fieldsOf(value, encoder), closedOf(value)];
  return builtInNode(value, prototype, encoder) ?? instanceNode(value, encoder);
};

const builtInNode = (value: object, prototype: unknown, encoder: Encoder): Node | undefined => {
  if (types.isMap(value) && prototype === Map.prototype) {
    plain(value);
    const [keys, items] = [[...value.keys()], [...value.values()]];
    return ["map", slotsOf(keys, encoder), slotsOf(items, encoder)];
  }
  if (types.isSet(value) && prototype === Set.prototype) {
    plain(value);
    return ["set", slotsOf([...value], encoder)];
  }
  if (types.isDate(value) && prototype === Date.prototype) {
    plain(value);
    return ["date", value.getTime()];
  }
  if (types.isRegExp(value) && prototype === RegExp.prototype) {
    plain(value);
    return ["regexp", value.source, value.flags, value.lastIndex];
  }
  if (types.isAnyArrayBuffer(value)) {
    if (prototype !== ArrayBuffer.prototype) throw new NotRestorable("is memory shared with other threads");
    return ["buffer", new Uint8Array(value as ArrayBuffer)];
  }
  if (ArrayBuffer.isView(value)) return viewNode(value, encoder);
  if (types.isNativeError(value)) return errorNode(value, prototype, encoder);
  if (value instanceof URL && prototype === URL.prototype) return ["url", value.href];
  return undefined;
};

const slotsOf = (values: readonly unknown[], encoder: Encoder): readonly Slot[] =>
  listed(values.length, (at) => encoder.slot(values[at], at));

const arrayNode = (value: readonly unknown[], encoder: Encoder): Node => {
  const keys = Object.keys(value);
  const last = keys.at(-1);
  if (last !== undefined && !(Number(last) < value.length)) throw new NotRestorable(`is a list with the field ${last}`);
  if (Object.getOwnPropertySymbols(value).length > 0)
    throw new NotRestorable("is a list with a field that is a symbol");
  const closed = closedOf(value);
  const isWhole = keys.length === value.length;
  const rows = isWhole ? rowsNode(value, closed, encoder) : undefined;
  if (rows) return rows;
  if (isWhole) return ["array", listed(value.length, (at) => encoder.slot(value[at], at)), closed];
  const items: Slot[] = new Array(value.length);
  for (const key of keys) items[Number(key)] = encoder.slot(value[Number(key)], Number(key));
  return ["array", items, closed];
};

const fieldsOf = (value: object, encoder: Encoder): readonly [readonly string[], readonly Slot[]] => {
  const names = Object.getOwnPropertyNames(value);
  if (Object.getOwnPropertySymbols(value).length > 0) throw new NotRestorable("has a field that is a symbol");
  const isFrozen = !Object.isExtensible(value);
  const slots = listed(names.length, (at) => {
    const name = names[at] as string;
    const field = Object.getOwnPropertyDescriptor(value, name);
    if (!field || !("value" in field)) throw new NotRestorable(`has the accessor ${name}`);
    if (!field.enumerable || (!isFrozen && !(field.writable && field.configurable)))
      throw new NotRestorable(`has the special field ${name}`);
    return encoder.slot(field.value, name);
  });
  return [names, slots];
};

const closedOf = (value: object): Closed => {
  if (Object.isExtensible(value)) return 0;
  if (Object.isFrozen(value)) return 3;
  return Object.isSealed(value) ? 2 : 1;
};

const plain = (value: object): void => {
  if (Object.keys(value).length > 0 || Object.getOwnPropertySymbols(value).length > 0)
    throw new NotRestorable("has fields of its own");
};

const viewNode = (value: ArrayBufferView, encoder: Encoder): Node => {
  const kind = types.isDataView(value) ? "DataView" : ((value as Uint8Array)[Symbol.toStringTag] as string);
  if (Buffer.isBuffer(value)) {
    // A small one is a part of memory that it shares with strangers.
    return ["bytes", new Uint8Array(value)];
  }
  const made = (globalThis as unknown as Record<string, { prototype: unknown }>)[kind];
  if (Object.getPrototypeOf(value) !== made?.prototype) throw new NotRestorable(`is an instance of ${classOf(value)}`);
  const length = types.isDataView(value) ? value.byteLength : (value as Uint8Array).length;
  return ["view", kind, encoder.slot(value.buffer, "buffer") as Ref, value.byteOffset, length];
};

const errorNode = (value: Error, prototype: unknown, encoder: Encoder): Node | undefined => {
  const kind = errorClasses.find(
    (name) => (globalThis as unknown as Record<string, { prototype: unknown }>)[name]?.prototype === prototype,
  );
  if (kind === undefined) return undefined;
  const names = Object.getOwnPropertyNames(value);
  return [
    "error",
    kind,
    names,
    listed(names.length, (at) => encoder.slot(Reflect.get(value, names[at] as string), names[at] as string)),
  ];
};

const errorClasses = ["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"];

const instanceNode = (value: object, encoder: Encoder): Node => {
  if (value instanceof Secret || classOf(value) === "Secret") throw new NotRestorable("holds a credential");
  if (isArquero(value)) return ["arquero", encoder.slot(new OwnColumns(arqueroColumns(value)), "columns")];
  if (isDanfo(value)) return danfoNode(value, encoder);
  if (types.isPromise(value)) throw new NotRestorable("is a promise");
  const save = (value as { [saveSymbol]?: unknown })[saveSymbol];
  const made = (value as { constructor?: unknown }).constructor as
    | { [restoreSymbol]?: unknown; [homeSymbol]?: unknown }
    | undefined;
  if (typeof save !== "function" || typeof made?.[restoreSymbol] !== "function")
    throw new NotRestorable(`is an instance of ${classOf(value)}, which does not say how to save it`);
  const saved: unknown = save.call(value);
  if (saysUnchanging(value)) remember(saved);
  const data = encoder.slot(saved, "data");
  return ["instance", homeSlot(made, encoder), data];
};

const homeSlot = (made: object & { [homeSymbol]?: unknown }, encoder: Encoder): Slot => {
  const home = made[homeSymbol];
  if (typeof home === "string") return home;
  if (encoder.context.nameOf(made) === undefined)
    throw new NotRestorable(`is an instance of a class that no cell declares or imports`);
  return encoder.slot(made, "constructor");
};

const classOf = (value: object): string => {
  const { constructor: made } = value as { constructor?: { name?: unknown } };
  return typeof made?.name === "string" && made.name !== "" ? made.name : "a class without a name";
};
