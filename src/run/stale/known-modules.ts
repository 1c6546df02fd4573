import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { NameVersion } from "../../session/imports/index.ts";

/** Versions of imports by what was asked for, kept in a file, so that unchanged modules are not read again. */
export interface KnownModules {
  /** The version that is known, or the one that `find` makes; `outside` tells the versions of what is no local module. */
  version(key: string, outside: (specifier: string) => string, find: () => NameVersion): string;
  /** Whether a version is known of a module's file and nothing that it was made of was touched since. */
  holds(path: string, version: string, outside: (specifier: string) => string): boolean;
  /** Writes what is new; a folder that cannot be written is no error. */
  save(): void;
}

interface Entry extends NameVersion {
  /** By file, its size and time then; by specifier that leads outside, its version then. */
  readonly stamps: readonly string[];
  readonly versions: readonly string[];
}

export const knownModules = (path: string): KnownModules => {
  const entries = new Map(read(path));
  const stamps = new Map<string, string>();
  const used = new Set<string>();
  let isNew = false;
  const stampOf = (file: string): string => {
    const found = stamps.get(file) ?? stamp(file);
    stamps.set(file, found);
    return found;
  };
  const isSame = ({ files, stamps: before, outer, versions }: Entry, outside: (specifier: string) => string): boolean =>
    files.every((file, i) => stampOf(file) === before[i]) &&
    outer.every((specifier, i) => outside(specifier) === versions[i]);
  return {
    holds: (path, version, outside) =>
      [...entries].some(
        ([key, entry]) =>
          entry.version === version && (JSON.parse(key) as [string])[0] === path && isSame(entry, outside),
      ),
    version: (key, outside, find) => {
      used.add(key);
      const entry = entries.get(key);
      if (entry && isSame(entry, outside)) return entry.version;
      const found = find();
      entries.set(key, { ...found, stamps: found.files.map(stampOf), versions: found.outer.map(outside) });
      isNew = true;
      return found.version;
    },
    save: () => {
      if (!isNew) return;
      try {
        mkdirSync(dirname(path), { recursive: true });
        const temporary = `${path}.${process.pid}.tmp`;
        // What was asked for longest ago goes first.
        const kept = [...entries].sort(([a], [b]) => Number(used.has(b)) - Number(used.has(a))).slice(0, most);
        writeFileSync(temporary, JSON.stringify(kept));
        renameSync(temporary, path);
      } catch {}
    },
  };
};

const most = 500;

const read = (path: string): readonly [string, Entry][] => {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as [string, Entry][];
  } catch {
    return [];
  }
};

const stamp = (file: string): string => {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.size} ${stats.mtimeMs} ${stats.ino}` : "absent";
};
