import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { localFile, localUrl } from "../local-graph.ts";
import { modulePartsOf } from "./module-parts.ts";

/** A version, with the files that it was made of and the specifiers that lead outside. */
export interface NameVersion {
  readonly version: string;
  readonly files: readonly string[];
  readonly outer: readonly string[];
}

/** A place in the walk: a name that a module exports, or `*` for all of it. */
interface Wanted {
  readonly path: string;
  readonly name: string;
  /** Whether the name is one of the module's own, not one that it exports. */
  readonly isLocal?: boolean;
}

/**
 * The hash of what some names of a local module are made of: their declarations and, through all local modules, those that
 * they mention; and what each of these modules does as it loads. Edits of other declarations, of types that are only
 * imported as such, of comments and blanks leave it as it is. `outside` gives the version of what is no local module.
 */
export const nameVersion = (
  path: string,
  names: readonly string[],
  outside: (specifier: string) => string,
): NameVersion => {
  const hashes = new Set<string>();
  const done = new Set<string>();
  const loaded = new Set<string>();
  const files = new Set<string>();
  const outer = new Set<string>();
  const queue: Wanted[] = names.map((name) => ({ path, name }));
  const enter = (specifier: string, name: string, from: string): void => {
    const found = resolveLocal(specifier, from);
    if (found === undefined) {
      outer.add(specifier);
      hashes.add(`${specifier} ${outside(specifier)}`);
    } else queue.push({ path: found, name });
  };
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const { parts, effects } = modulePartsOf(file);
    for (const specifier of effects) enter(specifier, "*effects*", file);
    for (const part of parts) if (part.acts) take(part, file);
  };
  const take = (
    { hash, mentions }: { readonly hash: string; readonly mentions: ReadonlySet<string> },
    file: string,
  ): void => {
    const key = `${file} ${hash}`;
    if (hashes.has(key)) return;
    hashes.add(key);
    const { imports, parts } = modulePartsOf(file);
    for (const name of mentions) {
      const imported = imports.get(name);
      if (imported) enter(imported.specifier, imported.name, file);
      else if (parts.some(({ declares }) => declares.includes(name))) queue.push({ path: file, name, isLocal: true });
    }
  };
  for (let next = queue.pop(); next; next = queue.pop()) {
    const key = `${next.path} ${next.isLocal ? "local " : ""}${next.name}`;
    if (done.has(key)) continue;
    done.add(key);
    files.add(next.path);
    if (!/\.(m?[jt]s|[jt]sx)$/.test(next.path)) {
      hashes.add(`${next.path} ${contentOf(next.path)}`);
      continue;
    }
    load(next.path);
    follow(next, queue, enter, take);
  }
  const text = JSON.stringify([...hashes].map(relative(path)).sort());
  return {
    version: createHash("sha256").update(text).digest("hex").slice(0, 16),
    files: [...files],
    outer: [...outer],
  };
};

type Enter = (specifier: string, name: string, from: string) => void;
type Take = (part: { readonly hash: string; readonly mentions: ReadonlySet<string> }, file: string) => void;

const follow = ({ path, name, isLocal }: Wanted, queue: Wanted[], enter: Enter, take: Take): void => {
  const { parts, exports, stars } = modulePartsOf(path);
  if (name === "*effects*") return;
  if (name === "*") {
    for (const part of parts) take(part, path);
    for (const exported of exports.keys()) queue.push({ path, name: exported });
    for (const specifier of stars) enter(specifier, "*", path);
    return;
  }
  const target = isLocal ? name : exports.get(name);
  if (target === undefined) for (const specifier of stars) enter(specifier, name, path);
  else if (typeof target !== "string") enter(target.specifier, target.name, path);
  else if (parts.some(({ declares }) => declares.includes(target)))
    for (const part of parts) {
      if (part.declares.includes(target)) take(part, path);
    }
  else {
    // An import that is exported again.
    const imported = modulePartsOf(path).imports.get(target);
    if (imported) enter(imported.specifier, imported.name, path);
  }
};

const resolveLocal = (specifier: string, from: string): string | undefined => {
  const url = localUrl(specifier, pathToFileURL(from));
  const path = url && localFile(url);
  return path === undefined || path.includes("/node_modules/") ? undefined : path;
};

const contentOf = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

/** A project that was moved is the same one. */
const relative =
  (path: string) =>
  (entry: string): string =>
    entry.replaceAll(join(dirname(path), "/"), "");
