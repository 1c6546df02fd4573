import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { child, isNode, parseTypeScript } from "../syntax/index.ts";
import { mappedUrl } from "./path-mapping.ts";

/** The query that tells versions of one local module apart. */
export const versionQuery = "pinbook";

/**
 * The URL of a local module with the version of what it and all local modules below it contain,
 * so that an edit anywhere gives its importers new URLs too and leaves other modules as they are.
 * What is no local module (a package, CommonJS by extension) comes back as it is.
 */
export const versioned = (url: URL): URL => {
  const path = localFile(url);
  if (!path) return url;
  const result = pathToFileURL(path);
  result.hash = url.hash;
  result.search = url.search;
  if (isModule(path)) result.searchParams.set(versionQuery, version(path));
  return result;
};

/** The URL of what a specifier in the file at `base` means where that is a local file: by its path, or by the paths of a tsconfig.json. */
export const localUrl = (specifier: string, base: URL): URL | undefined => {
  if (/^(\.{1,2}(\/|$)|\/|file:)/.test(specifier)) return new URL(specifier, base);
  return mappedUrl(specifier, fileURLToPath(new URL(".", base)), (url) => localFile(url) !== undefined);
};

/** The file that a local URL means: itself, or with the extension that TypeScript lets one leave out or spell .js; undefined where there is none. */
export const localFile = (url: URL): string | undefined => {
  const path = fileURLToPath(new URL(url.pathname, url));
  const candidates = [
    path,
    path.replace(/\.js$/, ".ts").replace(/\.mjs$/, ".mts"),
    path.replace(/\.jsx?$/, ".tsx"),
    ...[".ts", ".tsx", ".mts", ".js", ".jsx", ".json"].map((extension) => path + extension),
    ...["index.ts", "index.tsx", "index.js"].map((file) => `${path}${sep}${file}`),
  ];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
};

/** A local module by its path, with a hash of its content; of one that is not there the path that was looked for, and no hash. */
export interface LocalModule {
  readonly path: string;
  readonly hash: string | undefined;
}

/** The local modules that these specifiers mean in a folder, and those below them. */
export const localModulesOf = (specifiers: readonly string[], folder: string): readonly LocalModule[] => {
  const found = new Map<string, LocalModule>();
  const base = pathToFileURL(`${folder}${sep}notebook.js`);
  const queue = specifiers.map((specifier) => localUrl(specifier, base)).filter((url) => url !== undefined);
  for (let url = queue.pop(); url; url = queue.pop()) {
    const path = localFile(url);
    const known = path ?? fileURLToPath(new URL(url.pathname, url));
    if (found.has(known)) continue;
    if (!path || !isModule(path)) {
      found.set(known, { path: known, hash: undefined });
      continue;
    }
    const { hash, imports } = contentOf(path);
    found.set(path, { path, hash });
    queue.push(...imports);
  }
  return [...found.values()];
};

/** Whether a file has to be turned into JavaScript before it can run. */
export const isTypeScript = (path: string): boolean => /\.(m?ts|[jt]sx)$/.test(path);

const isModule = (path: string): boolean =>
  /\.(m?[jt]s|[jt]sx|json)$/.test(path) && !path.includes(`${sep}node_modules${sep}`);

interface Content {
  readonly hash: string;
  readonly imports: readonly URL[];
}
const known = new Map<string, { readonly modified: number; readonly size: number; readonly content: Content }>();

const version = (start: string): string => {
  const reached = new Map<string, string>();
  const queue = [start];
  for (let path = queue.pop(); path; path = queue.pop()) {
    if (reached.has(path)) continue;
    const { hash, imports } = contentOf(path);
    reached.set(path, hash);
    queue.push(
      ...imports
        .map(localFile)
        .filter((file) => file !== undefined)
        .filter(isModule),
    );
  }
  const entries = [...reached].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(entries)).digest("hex").slice(0, 12);
};

const contentOf = (path: string): Content => {
  const { mtimeMs, size } = statSync(path);
  const earlier = known.get(path);
  if (earlier && earlier.modified === mtimeMs && earlier.size === size) return earlier.content;
  const text = readFileSync(path, "utf8");
  const hash = createHash("sha256").update(text).digest("hex");
  const base = pathToFileURL(path);
  const imports = path.endsWith(".json")
    ? []
    : specifiers(text, /x$/.test(path))
        .map((specifier) => localUrl(specifier, base))
        .filter((url) => url !== undefined);
  const content = { hash, imports };
  known.set(path, { modified: mtimeMs, size, content });
  return content;
};

const specifiers = (text: string, jsx: boolean): string[] => {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isNode(value)) return;
    const source = /^(Import|Export)/.test(value.type) ? child(value, "source") : undefined;
    if (typeof source?.value === "string") found.push(source.value);
    for (const item of Object.values(value)) if (typeof item === "object") visit(item);
  };
  visit(parseTypeScript(text, { jsx }).body);
  return found;
};
