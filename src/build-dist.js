// Writes dist/. Loaded only where something changed.
// Plain JavaScript, because it runs before anything is built.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const bundler = "rolldown";

/** What builds, in src/: an edit of it builds anew too. */
export const builders = [
  "build.js",
  "build-stamp.cjs",
  "build-dist.js",
  "build-bundle.js",
  "build-packages.js",
  "bundled-licences.js",
  "load.cjs",
];

/** Builds dist/ of a checkout. Returns what its stamp tells: of which sources, how they were, and which files it wrote. */
export const buildDist = async (
  /** @type {string} */ root,
  /** @type {import("./build-stamp.cjs").Stamp} */ former,
  /** @type {(files: readonly string[]) => string} */ fingerprint,
) => {
  const sources = ["src", "kernels"].flatMap((folder) => walk(root, folder)).filter(isSource);
  const watched = [...sources, ...builders.map((name) => `src/${name}`), `node_modules/${bundler}/package.json`];
  // Before they are read: what is edited meanwhile is built again.
  const before = fingerprint(watched);
  const files = await bundled(root);
  const dist = join(root, "dist");
  // The declarations tell of sources that are no more; without them TypeScript reads the sources themselves.
  rmSync(join(dist, "types"), { recursive: true, force: true });
  for (const name of ["compiled", "loaded"])
    rmSync(join(root, "node_modules", ".cache", name), { recursive: true, force: true });
  retire(dist, former.written);
  removeFormer(root, [...files.keys()]);
  for (const [path, text] of files) replaceFile(join(dist, path), text);
  return { fingerprint: before, sources: watched, written: [...files.keys()] };
};

/** Writes a file whole or not at all: two processes may build at once. */
export const replaceFile = (/** @type {string} */ path, /** @type {string} */ text) => {
  const temporary = `${path}.${process.pid}.tmp`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(temporary, text);
  renameSync(temporary, path);
};

/** Milliseconds for which files stay that a process which still runs may yet load. */
const day = 24 * 60 * 60 * 1000;

/** Lets the day begin. */
const retire = (/** @type {string} */ dist, /** @type {readonly string[]} */ former) => {
  const now = new Date();
  for (const path of former.filter((one) => statSync(join(dist, one), { throwIfNoEntry: false })?.isFile()))
    utimesSync(join(dist, path), now, now);
};

/** Removes what former builds wrote and this one did not, where it is older than `age` milliseconds. */
export const removeFormer = (
  /** @type {string} */ root,
  /** @type {readonly string[]} */ kept,
  /** @type {number} */ age = day,
) => {
  const dist = join(root, "dist");
  const current = new Set(kept);
  for (const path of walk(dist).filter((file) => /\.c?js(\.map)?$/.test(file) && !current.has(file))) {
    const file = join(dist, path);
    const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (written < Date.now() - age) rmSync(file, { force: true });
  }
};

const bundled = async (/** @type {string} */ root) => {
  const found = statSync(join(root, "node_modules", bundler), { throwIfNoEntry: false });
  if (!found) throw new Error(`A checkout is built by ${bundler}, which is not installed: run npm ci.`);
  const { bundle } = await import("./build-bundle.js");
  return bundle(root, /** @type {import("./build-bundle.js").Bundler} */ (await import(bundler)));
};

const isSource = (/** @type {string} */ path) => path.endsWith(".ts") && !path.endsWith(".d.ts");

/**
 * The files of a folder and those below it, by their paths from `root`, with slashes; none where there is no such folder.
 * @returns {string[]}
 */
const walk = (/** @type {string} */ root, folder = "") => {
  if (!statSync(join(root, folder), { throwIfNoEntry: false })) return [];
  const within = folder === "" ? "" : `${folder}/`;
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return [`${within}${entry.name}`];
    return entry.isDirectory() && entry.name !== "node_modules" ? walk(root, `${within}${entry.name}`) : [];
  });
};
