import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { ancestors } from "./find-project.ts";
import { specifiersIn } from "./specifiers.ts";

/** A file that came, changed or went since it was last looked at. */
export interface FileChange {
  readonly path: string;
  readonly type: "created" | "changed" | "deleted";
}

/**
 * Notices edits of the files that cells import, also through each other, and packages that are installed later:
 * each call looks at the files behind the specifiers and at those of `also`, and gives what changed since the call before.
 */
export const watchFiles = (
  folder: string,
): ((specifiers: Iterable<string>, also: readonly string[]) => FileChange[]) => {
  const known = new Map<string, number>();
  const importsOf = importReader();
  return (specifiers, also) => {
    const times = new Map<string, number>();
    const look = (path: string): number => {
      const time = times.get(path) ?? modified(path);
      times.set(path, time);
      return time;
    };
    also.forEach(look);
    const seen = new Set<string>();
    const queue = [...specifiers].map((specifier) => ({ specifier, from: folder }));
    for (let next = queue.pop(); next; next = queue.pop()) {
      for (const path of candidates(next.specifier, next.from)) {
        if (seen.has(path)) continue;
        seen.add(path);
        const time = look(path);
        if (time > 0 && /\.[cm]?[jt]sx?$/.test(path) && !path.includes(`${sep}node_modules${sep}`))
          queue.push(...importsOf(path, time).map((specifier) => ({ specifier, from: dirname(path) })));
      }
    }
    return [...times].flatMap(([path, time]) => changeOf(known, path, time));
  };
};

/** When a file was changed, in milliseconds; 0 where there is none. */
const modified = (path: string): number => {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
};

/** A file that is met for the first time is no news: whoever asked for it reads it as it is now. */
const changeOf = (known: Map<string, number>, path: string, time: number): FileChange[] => {
  const before = known.get(path);
  known.set(path, time);
  if (before === undefined || before === time) return [];
  return [{ path, type: before === 0 ? "created" : time === 0 ? "deleted" : "changed" }];
};

/** Where a module may lie: a local one with the extensions that may be left out, a package in every folder above. */
const candidates = (specifier: string, from: string): readonly string[] => {
  if (/^\.{0,2}\//.test(specifier)) {
    const path = resolve(from, specifier);
    const bare = path.replace(/\.([cm]?)js(x?)$/, ".$1ts$2");
    return [...new Set([path, bare, `${path}.ts`, `${path}.tsx`, `${path}.d.ts`, join(path, "index.ts")])];
  }
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? "";
  if (/^[a-z]+:/.test(specifier) || name === "" || from.includes(`${sep}node_modules${sep}`)) return [];
  return ancestors(from).flatMap((folder) => [
    join(folder, "node_modules", name, "package.json"),
    join(folder, "node_modules/@types", name.replace(/^@(.+)\/(.+)$/, "$1__$2"), "package.json"),
  ]);
};

/** Reads what a file imports; again only when it was changed. */
const importReader = (): ((path: string, time: number) => readonly string[]) => {
  const read = new Map<string, { readonly time: number; readonly imports: readonly string[] }>();
  return (path, time) => {
    const earlier = read.get(path);
    if (earlier?.time === time) return earlier.imports;
    const imports = specifiersIn(readFileSync(path, "utf8"));
    read.set(path, { time, imports });
    return imports;
  };
};
