import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { dirname, join, resolve } from "node:path";
import { isTypeScript, type Notebook } from "../notebook/index.ts";

/** The packages that a notebook's code imports, with the versions that are installed from a folder on, by name. */
export const readPackages = async (
  notebook: Notebook,
  folder: string,
): Promise<readonly { readonly name: string; readonly version: string }[]> => {
  if (!isTypeScript(notebook)) return languageVersion(notebook);
  const names = [
    ...new Set(notebook.cells.flatMap((cell) => (cell.cell_type === "code" ? packagesIn(cell.source) : []))),
  ];
  const found = await Promise.all(
    names.sort().map(async (name) => {
      const version = await installedVersion(name, resolve(folder));
      return version === undefined ? [] : [{ name, version }];
    }),
  );
  return found.flat();
};

const packagesIn = (code: string): readonly string[] =>
  [...code.matchAll(/\b(?:from|import|require)\s*\(?\s*["']([^"'./][^"']*)["']/g)].flatMap(([, specifier = ""]) => {
    const [, name] = /^((?:@[^/]+\/)?[^/]+)/.exec(specifier) ?? [];
    return name === undefined || isBuiltin(specifier) || /[:\\]/.test(name) ? [] : [name];
  });

const installedVersion = async (name: string, folder: string): Promise<string | undefined> => {
  for (let here = folder; ; here = dirname(here)) {
    const version = await versionIn(join(here, "node_modules", name, "package.json"));
    if (version !== undefined || dirname(here) === here) return version;
  }
};

const versionIn = async (path: string): Promise<string | undefined> => {
  try {
    const { version } = JSON.parse(await readFile(path, "utf8")) as { version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
};

// Of other languages a notebook keeps the version of its kernel's.
const languageVersion = ({ metadata }: Notebook) => {
  const { language_info: info } = metadata;
  if (info === null || typeof info !== "object" || Array.isArray(info)) return [];
  const { name, version } = info as { name?: unknown; version?: unknown };
  return typeof name === "string" && typeof version === "string" ? [{ name, version }] : [];
};
