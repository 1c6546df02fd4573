import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const findRoot = (folder: string): string => {
  if (existsSync(join(folder, "package.json")) && existsSync(join(folder, "src"))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error(`no package.json above ${import.meta.url}: the pinbook installation is incomplete`);
  return findRoot(parent);
};

/** The folder of the pinbook package itself, whether this runs from src/ or from dist/. */
export const packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The built file of a module that others import: `entryPoint("src/session/index")`. */
export const entryPoint = (module: string): string => join(packageRoot, "dist", `${module}.js`);

/** The built file of a module that is started as a process or a thread of its own: `programFile("src/run/worker")`. */
export const programFile = (module: string): string => join(packageRoot, "dist", `${module}.cjs`);
