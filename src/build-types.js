// Writes the declarations that an installed package has, dist/types, for compilers that read no sources: TypeScript in
// projects that use pinbook, and tslab. Plain JavaScript, because it runs before a package is packed.
import { spawnSync } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "dist", "types");

/** Writes the declarations of src/index.ts and all it needs where they are missing. */
export const buildTypes = () => {
  if (existsSync(folder)) return;
  const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  const half = `${folder}.${process.pid}.tmp`;
  const ran = spawnSync(process.execPath, [compiler, "-p", "tsconfig.types.json", "--outDir", half], {
    cwd: root,
    encoding: "utf8",
  });
  // Errors of types are for `npm run check` to say: the declarations are written all the same.
  if (!existsSync(half))
    throw new Error(`the declarations cannot be built: ${ran.error?.message ?? ran.stdout + ran.stderr}`);
  replaceFolder(half);
};

// Two processes may build at once: the one that comes second has nothing to add.
const replaceFolder = (/** @type {string} */ half) => {
  try {
    renameSync(half, folder);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) buildTypes();
