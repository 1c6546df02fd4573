import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fromPinbook } from "../from-pinbook.ts";
import type { ProjectSpec } from "./project.ts";

/** Looks up, from a notebook's folder, what its cells' project is made of. */
export const findProject = (folder: string, pinbook: string): ProjectSpec => {
  const path = ancestors(folder)
    .map((ancestor) => join(ancestor, "tsconfig.json"))
    .find(existsSync);
  const text = path && dirname(path) === folder ? readFileSync(path, "utf8") : undefined;
  return {
    config: path === undefined ? undefined : { path, text },
    nodeTypes: packageFolder("@types/node", folder) ?? packageFolder("@types/node", pinbook),
    pinbook,
    fallbacks: fallbacks(folder, pinbook),
  };
};

/** A folder and all above it. */
export const ancestors = (folder: string): readonly string[] => {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
};

/** Where packages are that the notebook's folder does not have, and that cells import all the same. */
const fallbacks = (folder: string, pinbook: string): Record<string, string> =>
  Object.fromEntries(
    fromPinbook.flatMap((name) => {
      const found = name === "pinbook" ? join(pinbook, "src/index.ts") : packageFolder(name, pinbook);
      return found === undefined || packageFolder(name, folder) ? [] : [[name, found]];
    }),
  );

const packageFolder = (name: string, from: string): string | undefined =>
  ancestors(from)
    .map((folder) => join(folder, "node_modules", name))
    .find((folder) => existsSync(join(folder, "package.json")));
