// Turns src/ and kernels/ into dist/, file by file, rewriting only what changed: strips the types and nothing else.
// Plain JavaScript, because it runs before anything is built.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @typedef {{ mtimeMs: number } | undefined} Time */

/** Brings dist/ up to date with src/ and kernels/; does nothing in an installed package. Returns the number of files written. */
export const build = async () => {
  if (!stat(join(root, "tsconfig.json"))) return 0;
  const files = ["src", "kernels"].flatMap((folder) => walk(join(root, folder))).filter(isSource);
  const stale = files.filter((from) => !sameTime(stat(from), stat(target(from))));
  removeOrphans(new Set(files.map(target)));
  if (stale.length === 0) return 0;
  // The declarations tell of sources that are no more; without them TypeScript reads the sources themselves.
  rmSync(join(root, "dist", "types"), { recursive: true, force: true });
  const { transformSync } = await import("oxc-transform");
  for (const from of stale) {
    const { atime, mtime } = statSync(from);
    const result = transformSync(from, readFileSync(from, "utf8"), {
      lang: "ts",
      sourcemap: true,
      typescript: { onlyRemoveTypeImports: true, rewriteImportExtensions: "rewrite" },
    });
    const [error] = result.errors;
    if (error) throw new Error(`${relative(root, from)} does not parse: ${error.codeframe ?? error.message}`);
    const to = target(from);
    mkdirSync(dirname(to), { recursive: true });
    const map = { ...result.map, sources: [relative(dirname(to), from)], sourcesContent: undefined };
    replaceFile(`${to}.map`, JSON.stringify(map), atime, mtime);
    replaceFile(to, `${result.code}\n//# sourceMappingURL=${basename(to)}.map\n`, atime, mtime);
  }
  return stale.length;
};

const stat = (/** @type {string} */ path) => statSync(path, { throwIfNoEntry: false });
// A file's time is set in milliseconds and kept in nanoseconds.
const sameTime = (/** @type {Time} */ a, /** @type {Time} */ b) => Math.abs((a?.mtimeMs ?? 0) - (b?.mtimeMs ?? 0)) <= 1;
const isSource = (/** @type {string} */ path) => path.endsWith(".ts") && !path.endsWith(".d.ts");
const target = (/** @type {string} */ from) => `${root}${sep}dist${from.slice(root.length).replace(/\.ts$/, ".js")}`;

/** @returns {string[]} */
const walk = (/** @type {string} */ folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${sep}${entry.name}`;
    if (entry.isFile()) return [path];
    return entry.isDirectory() && entry.name !== "node_modules" ? walk(path) : [];
  });

// Two processes may build at once: each file appears whole or not at all.
// It carries its source's time, so an edit made meanwhile, or an older version checked out, is built again.
const replaceFile = (
  /** @type {string} */ path,
  /** @type {string} */ text,
  /** @type {Date} */ atime,
  /** @type {Date} */ mtime,
) => {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  utimesSync(temporary, atime, mtime);
  renameSync(temporary, path);
};

const removeOrphans = (/** @type {ReadonlySet<string>} */ wanted) => {
  const dist = join(root, "dist");
  if (!stat(dist)) return;
  for (const path of walk(dist).filter((file) => file.endsWith(".js") && !wanted.has(file))) {
    rmSync(path, { force: true });
    rmSync(`${path}.map`, { force: true });
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
