import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../../src/root.ts";
import { hasTslab } from "./tslab-kernels.ts";

/**
 * Gives a checkout what an installed package has, for tslab in its notebooks: declarations, and a place in node_modules,
 * because tslab's TypeScript knows no package that imports itself by name. Does nothing in an installed package.
 */
export const prepareCheckout = async (log: (line: string) => void): Promise<void> => {
  if (!existsSync(join(packageRoot, "tsconfig.json")) || !hasTslab(packageRoot)) return;
  const buildTypes = pathToFileURL(join(packageRoot, "src", "build-types.js")).href;
  const module = (await import(buildTypes)) as { buildTypes: () => void };
  module.buildTypes();
  const link = join(packageRoot, "node_modules", "pinbook");
  if (!existsSync(link)) symlinkSync(packageRoot, link, "junction");
  log(`tslab's cells find pinbook through ${link}`);
};
