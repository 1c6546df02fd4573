import { readFileSync, statSync } from "node:fs";
import { sep } from "node:path";
import { pathToFileURL } from "node:url";
import { parseTypeScript } from "../syntax/index.ts";
import { localFile, localUrl } from "./local-graph.ts";
import { moduleSource } from "./module-source.ts";

/**
 * A `require` that also loads local TypeScript written as CommonJS, finds files by the paths of a tsconfig.json, and loads
 * local files anew, with those that require them, once they were edited.
 */
export const localRequire = (file: string, native: NodeJS.Require): NodeJS.Require => {
  for (const extension of [".ts", ".cts", ".tsx"]) native.extensions[extension] = compile;
  const modified = new Map<string, number>();
  const require = (id: string): unknown => {
    const target = resolve(id);
    const path = native.resolve(target);
    if (!isLocal(path)) return native(target);
    dropStale(native.cache, path, modified);
    const exports: unknown = native(target);
    remember(native.cache, path, modified);
    return exports;
  };
  const resolve = (id: string): string => {
    const url = typeof id === "string" ? localUrl(id, pathToFileURL(file)) : undefined;
    return (url && localFile(url)) ?? id;
  };
  return Object.assign(require, {
    cache: native.cache,
    extensions: native.extensions,
    main: native.main,
    resolve: Object.assign(
      (id: string, options?: NodeJS.RequireResolveOptions) => native.resolve(resolve(id), options),
      {
        paths: native.resolve.paths,
      },
    ),
  }) as NodeJS.Require;
};

interface Compilable {
  _compile(code: string, path: string): void;
}

const compile = (module: NodeJS.Module, path: string): void => {
  const code = readFileSync(path, "utf8");
  const { body } = parseTypeScript(code, { jsx: path.endsWith("x") });
  if (body.some((node) => /^(Import|Export)/.test(node.type)))
    throw new SyntaxError(
      `require cannot load ${path}, which is an ES module: write import … from ${JSON.stringify(path)}`,
    );
  (module as unknown as Compilable)._compile(moduleSource(path, code), path);
};

type Cache = NodeJS.Dict<NodeJS.Module>;

const isLocal = (path: string): boolean => path.includes(sep) && !path.includes(`${sep}node_modules${sep}`);

/** Forgets a module and those below it that were edited, or that load one that was. */
const dropStale = (cache: Cache, path: string, modified: ReadonlyMap<string, number>): void => {
  const stale = new Map<string, boolean>();
  const visit = (module: NodeJS.Module): boolean => {
    const known = stale.get(module.filename);
    if (known !== undefined) return known;
    stale.set(module.filename, false);
    const below = module.children.filter(({ filename }) => isLocal(filename)).map(visit);
    const isStale = below.includes(true) || modified.get(module.filename) !== timeOf(module.filename);
    stale.set(module.filename, isStale);
    if (isStale) delete cache[module.filename];
    return isStale;
  };
  const module = cache[path];
  if (module) visit(module);
};

const remember = (cache: Cache, path: string, modified: Map<string, number>): void => {
  const seen = new Set<string>();
  const visit = (module: NodeJS.Module | undefined): void => {
    if (!module || seen.has(module.filename) || !isLocal(module.filename)) return;
    seen.add(module.filename);
    const time = timeOf(module.filename);
    if (time !== undefined) modified.set(module.filename, time);
    module.children.forEach(visit);
  };
  visit(cache[path]);
};

const timeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.mtimeMs;
