import type { Node } from "../../syntax/index.ts";
import { foreignCall } from "./foreign.ts";
import { type Args, asValue, join, newGroup, none, store, type Value } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { recordUse, type UseSpec } from "./record-use.ts";

const file = { kind: "file", argument: 0 };
const second = { kind: "file", argument: 1 };
const folder = { kind: "folder", name: "the working folder" };
const anyFile = { kind: "file", argument: -1 };

const reads: UseSpec = { reads: [file] };
const writes: UseSpec = { writes: [file], effect: "writes a file" };
const moves: UseSpec = { reads: [file], writes: [file, second], effect: "writes a file" };

/** What a command of the shell may do. */
export const shellUse: UseSpec = {
  reads: [anyFile, folder, { kind: "env", name: "*" }],
  writes: [anyFile],
  effect: "runs a command",
};

const fileCalls: readonly (readonly [RegExp, UseSpec])[] = [
  [/^(readFile|readdir|opendir|createReadStream|stat|lstat|access|exists|readlink|realpath|watch|glob)(Sync)?$/, reads],
  [/^open(Sync)?$/, { reads: [file], writes: [file], effect: "opens a file" }],
  [
    /^(writeFile|appendFile|createWriteStream|mkdir|mkdtemp|rm|rmdir|unlink|truncate|chmod|chown|utimes|symlink)(Sync)?$/,
    writes,
  ],
  [/^(rename|copyFile|cp|link)(Sync)?$/, moves],
];

const pureModules =
  /^(path|path\/posix|path\/win32|url|util|querystring|buffer|string_decoder|assert|assert\/strict|crypto|os|zlib|perf_hooks|punycode|v8)$/;

/** What a call of a function of Node's modules does, by its path: `fs.readFileSync`, `path.join`. */
export const applyNode = (it: Interpreter, path: string, args: Args, site: Node): Value => {
  const [, module = "", name = ""] = /^(?:node:)?([^.]*)\.(?:default\.|promises\.)?(.*)$/.exec(path) ?? [];
  const spec = specOf(module, name);
  if (spec)
    recordUse(
      it,
      isRelative(args) && spec !== shellUse ? { ...spec, reads: [...(spec.reads ?? []), folder] } : spec,
      name,
      args,
    );
  if (!spec && !pureModules.test(module)) return foreignCall(it, newGroup("data", path), args, site);
  const callbacks = args.list.filter(({ groups }) => [...groups].some(({ calls }) => calls.size > 0));
  for (const one of callbacks) it.call(one, { list: [] }, none, site);
  const group = it.site(site, "data");
  if (!/^(path|os)/.test(module) && store(group, "*", join(...args.list, args.rest))) it.grown += 1;
  return module.startsWith("path") ? { ...none, text: joined(name, args) } : asValue(group);
};

const specOf = (module: string, name: string): UseSpec | undefined => {
  if (/^fs(\/promises)?$/.test(module)) return fileCalls.find(([pattern]) => pattern.test(name))?.[1];
  return module === "child_process" ? shellUse : undefined;
};

const isRelative = ({ list }: Args): boolean => !list[0]?.text?.startsWith("/");

// What path.join gives where it is told; nothing is resolved.
const joined = (name: string, { list, rest }: Args): string | undefined =>
  name === "join" && !rest && list.every(({ text }) => text !== undefined)
    ? list.map(({ text }) => text).join("/")
    : undefined;
