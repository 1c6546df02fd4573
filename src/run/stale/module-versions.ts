import { existsSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { CellImport } from "../../notebook/index.ts";
import { packageRoot } from "../../root.ts";
import { localFile, localUrl, nameVersion } from "../../session/imports/index.ts";
import type { KnownModules } from "./known-modules.ts";

/**
 * By specifier, what an import is: of a package its version; of a local module a hash of the declarations behind the
 * imported names. A checkout of pinbook counts as a local module, so that who edits it reruns what that changed.
 */
export const moduleVersions = (
  folder: string,
  modules: KnownModules,
): ((imports: readonly CellImport[]) => Readonly<Record<string, string>>) => {
  const packages = new Map<string, string>();
  const packageOf = (specifier: string): string => {
    const found = packages.get(specifier) ?? packageVersionOf(specifier, folder);
    packages.set(specifier, found);
    return found;
  };
  const paths = new Map<string, string | undefined>();
  const pathOf = (specifier: string): string | undefined => {
    if (!paths.has(specifier)) paths.set(specifier, localPath(specifier, folder));
    return paths.get(specifier);
  };
  const versionOf = ({ specifier, names }: CellImport): string => {
    const path = pathOf(specifier);
    if (path === undefined) return packageOf(specifier);
    if (path === "absent") return path;
    const key = JSON.stringify([path, names]);
    const wanted = names.length > 0 ? names : ["*effects*"];
    return modules.version(key, packageOf, () => nameVersion(path, wanted, packageOf));
  };
  return (imports) => {
    const versions: Record<string, string> = {};
    for (const one of imports) {
      const before = versions[one.specifier];
      const version = versionOf(one);
      versions[one.specifier] = before === undefined ? version : `${before} ${version}`;
    }
    return versions;
  };
};

/** The file of a local module; undefined for a package, `absent` where there is none. */
export const localPath = (specifier: string, folder: string): string | undefined => {
  const url = localUrl(specifier, pathToFileURL(join(folder, "notebook.js")));
  if (url) return localFile(url) ?? "absent";
  if (specifier !== "pinbook" || packageRoot.includes(`${sep}node_modules${sep}`)) return undefined;
  const source = join(packageRoot, "src", "index.ts");
  // An installed pinbook near the notebook goes before this one.
  return installedVersion("pinbook", folder) === undefined && existsSync(source) ? source : undefined;
};

/** The version of a package, or Node's where it is a module of Node; `absent` where it is not installed. */
export const packageVersionOf = (specifier: string, folder: string): string => {
  if (/^node:/.test(specifier)) return process.version;
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  return installedVersion(name, folder) ?? installedVersion(name, packageRoot) ?? "absent";
};

const installedVersion = (name: string, folder: string): string | undefined => {
  for (let here = folder; ; here = dirname(here)) {
    const version = versionIn(join(here, "node_modules", name));
    if (version !== undefined || dirname(here) === here) return version;
  }
};

const versionIn = (folder: string): string | undefined => {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version?: string };
    return version ?? "0";
  } catch {
    return undefined;
  }
};
