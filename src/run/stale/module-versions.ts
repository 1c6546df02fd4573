import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CellImport } from "../../notebook/index.ts";
import { packageRoot } from "../../root.ts";
import { localFile, localUrl, versioned } from "../../session/imports/index.ts";

/** By specifier, what an import is: the version of a package, a hash of the content of a local module and of those below it. */
export const moduleVersions =
  (folder: string) =>
  (imports: readonly CellImport[]): Readonly<Record<string, string>> =>
    Object.fromEntries(imports.map(({ specifier }) => [specifier, versionOf(specifier, folder)]));

const versionOf = (specifier: string, folder: string): string => {
  if (/^node:/.test(specifier)) return process.version;
  const url = localUrl(specifier, pathToFileURL(join(folder, "notebook.js")));
  if (url) return localFile(url) ? (versioned(url).searchParams.get("pinbook") ?? "") : "absent";
  return (
    packageVersion(specifier, folder) ??
    (/^pinbook(\/|$)/.test(specifier) ? packageVersion("pinbook", packageRoot) : undefined) ??
    "absent"
  );
};

const packageVersion = (specifier: string, folder: string): string | undefined => {
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  for (let here = folder; ; here = dirname(here)) {
    const found =
      versionIn(join(here, "node_modules", name)) ?? (name === "pinbook" ? versionIn(here, name) : undefined);
    if (found !== undefined || dirname(here) === here) return found;
  }
};

const versionIn = (folder: string, name?: string): string | undefined => {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      name?: string;
      version?: string;
    };
    return name === undefined || manifest.name === name ? (manifest.version ?? "0") : undefined;
  } catch {
    return undefined;
  }
};
