import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { messageOf } from "../errors.ts";
import { readJsonc } from "./jsonc.ts";
import type { JsxSettings } from "./jsx.ts";

/** What a tsconfig.json says of how code runs. */
export interface TsConfig {
  /** The file; undefined where there is none. */
  readonly path: string | undefined;
  /** Undefined where JSX is not turned on. */
  readonly jsx: JsxSettings | undefined;
  /** Patterns of specifiers and the absolute paths, with `*`, that they stand for. */
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
  /** The folder from which bare specifiers may be found. */
  readonly baseUrl: string | undefined;
}

const none: TsConfig = { path: undefined, jsx: undefined, paths: [], baseUrl: undefined };

interface Loaded {
  readonly config: TsConfig;
  readonly files: ReadonlyMap<string, number>;
}
const known = new Map<string, Loaded>();

/** The settings that hold in a folder: those of the tsconfig.json there or in the nearest folder above, with what it extends; read anew once a file was edited. Throws where one cannot be read. */
export const tsConfigOf = (folder: string): TsConfig => {
  const path = nearest(folder);
  if (!path) return none;
  const earlier = known.get(path);
  if (earlier && [...earlier.files].every(([file, modified]) => modifiedAt(file) === modified)) return earlier.config;
  const files = new Map<string, number>();
  const options = optionsOf(path, files);
  const { baseUrl, paths, pathsFrom } = options;
  const from = baseUrl ?? pathsFrom ?? dirname(path);
  const config: TsConfig = {
    path,
    jsx: jsxOf(options),
    baseUrl,
    paths: Object.entries(paths ?? {}).map(([pattern, targets]) => ({
      pattern,
      targets: targets.map((target) => resolve(from, target)),
    })),
  };
  known.set(path, { config, files });
  return config;
};

/** The files from which the settings of a tsconfig.json come: itself and all that it extends, also where one cannot be read. */
export const tsConfigFiles = (path: string): readonly string[] => {
  const files = new Map<string, number>();
  try {
    optionsOf(path, files);
  } catch {
    // What is broken is read again once it was mended.
  }
  return [...files.keys()];
};

const nearest = (folder: string): string | undefined => {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, "tsconfig.json");
    if (modifiedAt(path) !== undefined) return path;
    if (dirname(at) === at) return undefined;
  }
};

const modifiedAt = (path: string): number | undefined => {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.mtimeMs : undefined;
};

interface Options {
  readonly jsx?: string;
  readonly jsxFactory?: string;
  readonly jsxFragmentFactory?: string;
  readonly jsxImportSource?: string;
  /** Absolute. */
  readonly baseUrl?: string;
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  /** The folder of the file that gave the paths. */
  readonly pathsFrom?: string;
}

const optionsOf = (path: string, files: Map<string, number>): Options => {
  if (files.has(path)) return {};
  files.set(path, modifiedAt(path) ?? 0);
  const { extends: parents = [], compilerOptions: own = {} } = parse(path);
  const folder = dirname(path);
  const inherited = [parents]
    .flat()
    .map((parent) => optionsOf(parentPath(parent, path), files))
    .reduce((all, each) => Object.assign(all, each), {});
  const baseUrl = own.baseUrl === undefined ? {} : { baseUrl: resolve(folder, own.baseUrl) };
  return { ...inherited, ...own, ...baseUrl, ...(own.paths ? { pathsFrom: folder } : {}) };
};

interface ConfigFile {
  readonly extends?: string | readonly string[];
  readonly compilerOptions?: Options;
}

const parse = (path: string): ConfigFile => {
  try {
    return (readJsonc(readFileSync(path, "utf8")) ?? {}) as ConfigFile;
  } catch (error) {
    throw new SyntaxError(`${path} cannot be read: ${messageOf(error)}`);
  }
};

const parentPath = (parent: string, path: string): string => {
  if (/^\.{0,2}\//.test(parent)) {
    const whole = resolve(dirname(path), parent);
    return modifiedAt(whole) === undefined ? `${whole}.json` : whole;
  }
  const require = createRequire(path);
  for (const candidate of [parent, `${parent}.json`, `${parent}/tsconfig.json`]) {
    try {
      return require.resolve(candidate);
    } catch {
      // The next.
    }
  }
  throw new Error(`${path} extends ${parent}, which is not installed`);
};

const jsxOf = (options: Options): JsxSettings | undefined => {
  const { jsx, jsxFactory, jsxFragmentFactory, jsxImportSource = "react" } = options;
  if (jsx === undefined) return undefined;
  if (jsx !== "react" && jsx !== "react-native") return { runtime: "automatic", importSource: jsxImportSource };
  return {
    runtime: "classic",
    factory: jsxFactory ?? "React.createElement",
    fragment: jsxFragmentFactory ?? "React.Fragment",
  };
};
