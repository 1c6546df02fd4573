import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";
import { unrecorded } from "../access.ts";
import { packageRoot } from "../root.ts";
import { isFromPinbook } from "./from-pinbook.ts";
import { localUrl } from "./local-graph.ts";
import { loadLocalModules, versionedUrl } from "./local-modules.ts";
import { localRequire } from "./local-require.ts";
import { quietly } from "./quietly.ts";
import { hookTslab, tslabStandIn } from "./tslab.ts";

type NativeImport = (specifier: string, options?: object) => Promise<Record<string, unknown>>;

/** What cells call in the place of `import`: a function, with `import.meta` as its `meta`. */
export interface Importer {
  (specifier: string, options?: object, required?: readonly string[]): Promise<unknown>;
  readonly meta: object;
}

/** An importer and a `require` that resolve as a file in the folder would; pinbook and its kin are found from everywhere. */
export const createImporter = (cwd: string): { importer: Importer; require: NodeJS.Require } => {
  const file = join(cwd, "notebook.js");
  const fromCell = importFrom(file);
  const fromPackage = importFrom(join(packageRoot, "notebook.js"));
  const require = createRequire(file);
  const meta = {
    url: pathToFileURL(file).href,
    filename: file,
    dirname: cwd,
    resolve: (specifier: string) => localUrl(specifier, pathToFileURL(file))?.href ?? resolved(require, specifier),
  };
  const load = async (specifier: string, options?: object): Promise<Record<string, unknown>> => {
    // What is read to find a module is no data of the cell; what the module reads as it loads is.
    const local = unrecorded(() => localUrl(specifier, pathToFileURL(file)));
    if (local) {
      loadLocalModules();
      const url = unrecorded(() => versionedUrl(local));
      return fromCell(url, options ?? (/\.json(?:\?|$)/.test(url) ? { with: { type: "json" } } : undefined));
    }
    if (!isFromPinbook(specifier)) return fromCell(specifier, options);
    return fromCell(specifier, options).catch((error: unknown) => {
      if (!isMissing(error, specifier)) throw error;
      return fromPackage(specifier, options).catch((second: unknown) => {
        if (specifier === "tslab" && isMissing(second, specifier)) return tslabStandIn();
        throw second;
      });
    });
  };
  const importer = async (specifier: string, options?: object, required: readonly string[] = []) => {
    const module = interoperable(await load(String(specifier), options));
    if (specifier === "tslab") hookTslab([file, join(packageRoot, "notebook.js")]);
    return withNames(module, specifier, required);
  };
  return { importer: Object.assign(importer, { meta }), require: localRequire(file, require) };
};

// Node says at the first import that this way is experimental; that is ours to know, not the user's.
const importFrom = (file: string): NativeImport => {
  const load: NativeImport = new vm.Script("(specifier, options) => import(specifier, options)", {
    filename: file,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext();
  return (specifier, options) => quietly(() => load(specifier, options));
};

const isMissing = (error: unknown, specifier: string): boolean =>
  (error as { code?: unknown })?.code === "ERR_MODULE_NOT_FOUND" &&
  String(error).includes(`'${specifier.split("/")[0]}'`);

const resolved = (require: NodeJS.Require, specifier: string): string => {
  const path = require.resolve(specifier);
  return path.startsWith("/") || path.includes("\\") ? pathToFileURL(path).href : path;
};

/** A CommonJS module whose names Node could not tell is seen through its default, as TypeScript's esModuleInterop does. */
const interoperable = (module: Record<string, unknown>): Record<string, unknown> => {
  const inner = module.default;
  const names = Object.keys(module).filter((name) => name !== "default" && name !== "module.exports");
  if (names.length > 0 || (typeof inner !== "object" && typeof inner !== "function") || inner === null) return module;
  return Object.assign(Object.create(null), inner, { default: inner });
};

const withNames = (module: Record<string, unknown>, specifier: string, required: readonly string[]) => {
  const missing = required.filter((name) => !(name in module));
  if (missing.length === 0) return module;
  const inner = module.default as Record<string, unknown> | undefined | null;
  const found = missing.filter((name) => inner && Object(inner) === inner && name in inner);
  if (found.length === missing.length && inner)
    return Object.assign(Object.create(null), module, Object.fromEntries(found.map((name) => [name, inner[name]])));
  throw new SyntaxError(
    `the module ${specifier} has no export named ${missing.filter((name) => !found.includes(name)).join(", ")}`,
  );
};

/** The folder of a package as seen from a file; undefined where it is not installed. */
export const packageFolder = (name: string, from: string): string | undefined => {
  try {
    return dirname(createRequire(from).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
};

export const pathOf = (url: string): string => fileURLToPath(url);
