import type { Node } from "../../syntax/index.ts";
import { foreignCall } from "./foreign.ts";
import { type Args, asValue, join, memberOf, newGroup, none, store, type Value, withInner } from "./heap.ts";
import { change, floating, type Interpreter, maybe } from "./interpreter.ts";
import { assignField } from "./members.ts";
import { rootName } from "./names.ts";
import { applyNode } from "./node-calls.ts";
import { recordUse } from "./record-use.ts";
import { cellName } from "./world.ts";

type Handler = (it: Interpreter, args: Args, site: Node, path: string) => Value;

const givenOf = ({ list, rest }: Args): Value => join(...list, rest);

/** Changes nothing; gives a primitive. */
const plain: Handler = () => none;

/** Makes something new that holds what it was given, and what that holds. */
const holding =
  (kind: string): Handler =>
  (it, args, site) => {
    const group = it.site(site, kind);
    const given = givenOf(args);
    if (store(group, "*", withInner(given))) it.grown += 1;
    return asValue(group);
  };

const fresh =
  (kind: string): Handler =>
  (it, _, site) =>
    asValue(it.site(site, kind));

/** Calls the functions that it is given with what else it is given. */
const calling =
  (then: Handler): Handler =>
  (it, args, site, path) => {
    const given = givenOf(args);
    const results = args.list
      .filter(({ groups }) => [...groups].some(({ calls }) => calls.size > 0))
      .map((one) =>
        maybe(it, () => it.call(one, { list: [], rest: join(given, memberOf(given, undefined)) }, undefined, site)),
      );
    return join(then(it, { ...args, list: [...args.list, ...results] }, site, path));
  };

const timer: Handler = (it, args, site) => {
  const [action] = args.list;
  if (action) floating(it, () => it.call(action, { list: args.list.slice(1) }, undefined, site));
  return asValue(it.site(site, "data"));
};

const promise: Handler = (it, args, site) => {
  const [executor] = args.list;
  const settle = newGroup("function");
  if (executor) floating(it, () => it.call(executor, { list: [asValue(settle), asValue(settle)] }, undefined, site));
  return holding("data")(it, { list: [] }, site, "");
};

const assign: Handler = (it, args, site) => {
  const [target = none, ...sources] = args.list;
  const held = memberOf(join(...sources, args.rest), undefined);
  const first = args.nodes?.[0];
  assignField(it, target, undefined, held, rootName(first));
  void site;
  return target;
};

const altering: Handler = (it, args, _, path) => {
  const [target = none] = args.list;
  for (const group of target.groups) {
    store(group, "*", join(...args.list.slice(1)));
    for (const descriptor of args.list.slice(1).flatMap(({ groups }) => [...groups]))
      for (const held of [...descriptor.fields.values()].flatMap((each) => [...each]))
        for (const closure of held.calls) {
          group.implicit.add({ ...closure, self: target });
          it.hasImplicit = true;
        }
  }
  const direct = rootName(args.nodes?.[0]);
  if ([...target.groups].some(({ kind }) => kind === "builtin"))
    assignField(it, target, args.list[1]?.text, args.list[2] ?? none, direct);
  else change(it, target.groups, `${cellName(it.world.cell.index)} calls ${path} on it`, { direct, sure: true });
  return target;
};

const proxy: Handler = (it, args, site) => {
  const result = holding("data")(it, args, site, "");
  const [target = none, handler = none] = args.list;
  for (const group of result.groups)
    for (const held of memberOf(handler, undefined).groups)
      for (const closure of held.calls) {
        group.implicit.add({ ...closure, self: handler, bound: { list: [], rest: target } });
        it.hasImplicit = true;
      }
  return result;
};

const evaluation: Handler = (it, _, __, path) => {
  it.world.disturb(`${cellName(it.world.cell.index)} calls ${path}, which can run any code`);
  return none;
};

const fetching: Handler = (it, args, site) => {
  const [url, options] = args.list;
  const isPlain = options === undefined || !methodOf(args.nodes?.[1]);
  const data = { kind: "url", argument: 0 };
  const spec = isPlain ? { reads: [data] } : { reads: [data], writes: [data], effect: "sends a request" };
  recordUse(it, spec, "fetch", { list: url ? [url] : [] });
  return asValue(it.site(site, "response"));
};

// Whether the options name a method other than GET and HEAD, or may do so.
const methodOf = (node: Node | undefined): boolean => {
  if (node?.type !== "ObjectExpression") return node !== undefined;
  return (node.properties as readonly Node[]).some((property) => {
    const { name } = (property.key ?? {}) as { readonly name?: unknown };
    const { value } = (property.value ?? {}) as { readonly value?: unknown };
    return property.type === "SpreadElement" || (name === "method" && !/^(GET|HEAD)$/i.test(String(value)));
  });
};

const asking: Handler = (it) => {
  it.world.cell.effects.add("asks the person");
  return none;
};

const folder =
  (writes: boolean): Handler =>
  (it) => {
    const data = [{ kind: "folder", name: "the working folder" }];
    recordUse(it, writes ? { writes: data } : { reads: data }, "process", { list: [] });
    if (writes) it.world.alter("working folder", `${cellName(it.world.cell.index)} changes the working folder`);
    return none;
  };

const requiring: Handler = (it, args, site) => {
  const text = args.list[0]?.text;
  if (text !== undefined && !text.includes("*")) return asValue(it.importModule(text, ["*"]));
  it.world.cell.unsure.add(`${cellName(it.world.cell.index)} requires a module whose name only running tells`);
  return asValue(it.site(site, "foreign"));
};

const exact: Readonly<Record<string, Handler>> = {
  fetch: fetching,
  require: requiring,
  eval: evaluation,
  Function: evaluation,
  "new Function": evaluation,
  "new Proxy": proxy,
  "new Promise": promise,
  setTimeout: timer,
  setInterval: timer,
  setImmediate: timer,
  queueMicrotask: timer,
  "process.nextTick": timer,
  "process.on": timer,
  "process.once": timer,
  "process.chdir": folder(true),
  "process.cwd": folder(false),
  prompt: asking,
  confirm: asking,
  alert: asking,
  "Jupyter.password": asking,
  progress: holding("array"),
  structuredClone: fresh("data"),
  "JSON.parse": calling(fresh("data")),
  "JSON.stringify": calling(plain),
  "Object.assign": assign,
  "Object.defineProperty": altering,
  "Object.defineProperties": altering,
  "Object.setPrototypeOf": altering,
  "Object.freeze": altering,
  "Object.seal": altering,
  "Object.preventExtensions": altering,
  "Reflect.set": altering,
  "Reflect.defineProperty": altering,
  "Reflect.deleteProperty": altering,
  "Reflect.setPrototypeOf": altering,
  "Reflect.get": holding("array"),
  "Reflect.apply": calling(holding("array")),
  "Reflect.construct": calling(holding("array")),
};

const plainPrefix =
  /^(console|Math|JSON|Number|String|Boolean|BigInt|Symbol|Atomics|performance|Intl|Date|isNaN|isFinite|parseInt|parseFloat|encodeURI|decodeURI|encodeURIComponent|decodeURIComponent|escape|unescape|btoa|atob|clearTimeout|clearInterval|clearImmediate|display|html|md|svg|clearOutput|process\.(memoryUsage|uptime|hrtime)|Array\.isArray|Object\.(is|isFrozen|isSealed|isExtensible|hasOwn)|Reflect\.(has|ownKeys)|URL\.canParse|Jupyter)(\.|$)/;
const freshPrefix =
  /^(new )?(crypto|Date|RegExp|Error|\w+Error|URL|URLSearchParams|TextEncoder|TextDecoder|AbortController|AbortSignal|Intl|Headers|Request|Blob|File|FormData|EventTarget|BroadcastChannel|ArrayBuffer|SharedArrayBuffer|DOMException)(\.|$)/;
const holdingPrefix =
  /^(new )?(Object|Array|Map|Set|WeakMap|WeakSet|WeakRef|Promise|Buffer|\w*Array|DataView|Response|ReadableStream|Iterator)(\.|$)/;

/** What a call of a built-in does, by its path: `Math.max`, `new Map`. */
export const applyBuiltin = (it: Interpreter, path: string, args: Args, site: Node): Value => {
  const known = Object.hasOwn(exact, path) ? exact[path] : undefined;
  if (known) return known(it, args, site, path);
  if (path.startsWith("module.")) return applyNode(it, path.slice("module.".length), args, site);
  if (/^(queueMicrotask|process\.exit|process\.kill)$/.test(path)) return none;
  if (plainPrefix.test(path)) return none;
  if (freshPrefix.test(path)) return fresh("data")(it, args, site, path);
  if (holdingPrefix.test(path)) return calling(holding("array"))(it, args, site, path);
  return foreignCall(it, newGroup("data", path), args, site);
};
