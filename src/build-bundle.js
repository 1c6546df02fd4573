// Bundles src/ and kernels/: few files load quicker than many. Plain JavaScript, because it runs before anything is built.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { external, plugin } from "./build-packages.js";
import { licencesOf } from "./bundled-licences.js";
import loader from "./load.cjs";

/** @typedef {{ readonly type: "chunk", readonly name: string, readonly fileName: string, readonly code: string, readonly moduleIds: readonly string[], readonly imports: readonly string[], readonly exports: readonly string[], readonly isEntry: boolean, readonly map: { toString(): string } | null }} Chunk */
/** @typedef {{ generate(options: object): Promise<{ readonly output: readonly (Chunk | { readonly type: "asset" })[] }> }} Bundle */
/** @typedef {{ rolldown(options: object): Promise<Bundle> }} Bundler */

/** What is started as a process or a thread of its own. */
const programs = [
  ...["src/stack-main", "src/run/worker", "src/run/worker-control"],
  ...["kernels/typescript/channels-thread", "kernels/typescript/wait-for-sigint"],
];

/** What is started or imported by others. */
export const entries = ["src/cli", "src/cli/start-ahead", "src/index", "src/session/module-hooks", ...programs];

/** The texts of dist/ by their paths there, entry points last. */
export const bundle = async (/** @type {string} */ root, /** @type {Bundler} */ { rolldown }) => {
  const indexes = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => /^[^\\/]+[\\/]index\.ts$/.test(path))
    .map((path) => `src/${path.replaceAll("\\", "/").replace(/\.ts$/, "")}`);
  const input = Object.fromEntries([...entries, ...indexes].map((name) => [name, join(root, `${name}.ts`)]));
  const made = await rolldown({
    ...{
      input,
      external,
      cwd: root,
      platform: "node",
      tsconfig: join(root, "tsconfig.json"),
      plugins: [plugin, ownImport],
    },
  });
  const { output } = await made.generate({
    ...{ dir: join(root, "dist"), format: "cjs", sourcemap: true, codeSplitting: { groups } },
    ...{ entryFileNames: "[name]-[hash].cjs", comments: { legal: true, annotation: false, jsdoc: false } },
    chunkFileNames: (/** @type {Chunk} */ { moduleIds }) => `${folderOf(moduleIds, root)}/[name]-[hash].cjs`,
  });
  return filesOf(
    root,
    output.filter((file) => file.type === "chunk"),
  );
};

const filesOf = (/** @type {string} */ root, /** @type {readonly Chunk[]} */ chunks) => {
  const files = new Map([["load.cjs", readFileSync(join(root, "src", "load.cjs"), "utf8")]]);
  for (const { fileName, code, map } of chunks) {
    files.set(fileName, code);
    if (map) files.set(`${fileName}.map`, mapText(map));
  }
  files.set("licences.txt", licencesOf(chunks.flatMap(({ moduleIds }) => moduleIds)));
  for (const [name, text] of Object.entries(modulesOnlyFiles)) files.set(`${modulesOnlyFolder}/${name}`, text);
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  for (const chunk of chunks.filter(({ isEntry }) => isEntry)) {
    files.set(`${chunk.name}.cjs`, programText(chunk));
    files.set(`${chunk.name}.js`, moduleText(chunk, byName));
  }
  return files;
};

/** What `require` and `node` load; a program keeps what is compiled of it. */
const programText = (/** @type {Chunk} */ { name, fileName }) =>
  [
    `const loader = require("${loaderFrom(name)}");`,
    ...(programs.includes(name) ? [`loader.keep("${posix.basename(name)}");`] : []),
    `module.exports = loader.load("${fileName}");\n`,
  ].join("\n");

/** What `import` loads. */
const moduleText = (/** @type {Chunk} */ chunk, /** @type {ReadonlyMap<string, Chunk>} */ byName) => {
  const needsModules = loader.modulesOnly.some((name) => allImports(chunk, byName).has(name));
  const named = chunk.exports.filter((name) => name !== "default");
  return [
    `import loader from "${loaderFrom(chunk.name)}";`,
    ...(needsModules ? [`import "${folderFrom(chunk.name)}${modulesOnlyFolder}/index.js";`] : []),
    `const all = loader.load("${chunk.fileName}");`,
    ...named.map((name) => `export const ${name} = all.${name};`),
    ...(chunk.exports.includes("default") ? ["export default all.default;"] : []),
    "",
  ].join("\n");
};

const folderFrom = (/** @type {string} */ name) => "../".repeat(name.split("/").length - 1) || "./";
const loaderFrom = (/** @type {string} */ name) => `${folderFrom(name)}load.cjs`;

const modulesOnlyFolder = "modules-only";

/** Gives the loader those packages first where Node's `require` does not take modules: it has no condition `module-sync` there. */
const modulesOnlyFiles = {
  "package.json": `${JSON.stringify({ type: "module", imports: { "#packages": { "module-sync": "./none.js", default: "./all.js" } } })}\n`,
  "index.js": 'import "#packages";\n',
  "none.js": "",
  "all.js": [
    'import loader from "../load.cjs";',
    ...loader.modulesOnly.map((name, at) => `import * as package${at} from "${name}";`),
    ...loader.modulesOnly.map((name, at) => `loader.provide("${name}", package${at});`),
    "",
  ].join("\n"),
};

/** What is loaded along with a chunk: files and packages. */
const allImports = (/** @type {Chunk} */ chunk, /** @type {ReadonlyMap<string, Chunk>} */ byName) => {
  const found = new Set(chunk.imports);
  for (const one of found) for (const name of byName.get(one)?.imports ?? []) found.add(name);
  return found;
};

/** `import(…)` is the loader's: src/load.cjs. Its name is as long, so that the places of source maps hold. */
const ownImport = {
  name: "own-import",
  /** @this {{ parse(code: string): object }} */
  renderChunk(/** @type {string} */ code) {
    if (!code.includes("import(")) return null;
    let text = code;
    for (const at of importsIn(this.parse(code)))
      text = `${text.slice(0, at)}${loader.importName}${text.slice(at + 6)}`;
    return { code: text, map: null };
  },
};

/**
 * Where in the code `import(…)` stands.
 * @returns {number[]}
 */
const importsIn = (/** @type {unknown} */ node) => {
  if (typeof node !== "object" || node === null) return [];
  const below = Object.values(node).flatMap(importsIn);
  return "type" in node && node.type === "ImportExpression" && "start" in node ? [Number(node.start), ...below] : below;
};

// What nearly every start needs, in one file; and those that the session knows in stack traces: src/session/trace.ts, stoppable.ts.
const groups = [
  {
    name: "base",
    test: /[\\/](src[\\/](errors|access|project|secret|root|is-alive|node-options|html-table|readable-stack|compiled)|session[\\/](interruption|quietly|interrupt-signal)|typescript[\\/](link|connection))\.ts$/,
  },
  { name: "evaluate", test: /[\\/]session[\\/]evaluate\.ts$/ },
  { name: "children", test: /[\\/]session[\\/](children|child-output|magics[\\/]shell)\.ts$/ },
];

/** Where traces tell the session's own work from libraries: src/session/stoppable.ts. */
const folderOf = (/** @type {readonly string[]} */ modules, /** @type {string} */ root) =>
  modules.some((path) => /^(src[\\/](session|run)|kernels)[\\/]/.test(relative(root, path))) ? "src/session" : "parts";

/** Without the sources' texts, which are beside dist/. */
const mapText = (/** @type {{ toString(): string }} */ map) =>
  JSON.stringify({ ...JSON.parse(map.toString()), sourcesContent: undefined });
