import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ModuleSource } from "../notebook/index.ts";
import { localFile, localUrl } from "./local-graph.ts";

/** Gives the sources of the local modules that the cells of a notebook in this folder import, as they stand on disk; a module's `id` is its path. */
export const localSources =
  (folder: string): ModuleSource =>
  (specifier, from) => {
    const url = localUrl(specifier, pathToFileURL(from ?? join(folder, "notebook.js")));
    const path = url && localFile(url);
    if (!path || !/\.(m?[jt]s|[jt]sx)$/.test(path) || path.includes("/node_modules/")) return undefined;
    return { id: path, source: readFileSync(path, "utf8") };
  };
