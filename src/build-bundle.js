// Bundles src/ and kernels/: few files load quicker than many. Plain JavaScript, because it runs before anything is built.
import { readdirSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";

/** @typedef {{ readonly type: "chunk", readonly fileName: string, readonly code: string, readonly moduleIds: readonly string[], readonly isEntry: boolean, readonly map: { toString(): string } | null }} Chunk */
/** @typedef {{ generate(options: object): Promise<{ readonly output: readonly (Chunk | { readonly type: "asset" })[] }> }} Bundle */
/** @typedef {{ rolldown(options: object): Promise<Bundle> }} Bundler */

/** What is started as a process or a thread of its own, or imported by others. */
export const entries = [
  ...["src/cli", "src/cli/start-ahead", "src/index", "src/stack-main", "src/run/worker", "src/run/worker-control"],
  ...["src/session/module-hooks", "kernels/typescript/channels-thread", "kernels/typescript/wait-for-sigint"],
];

/** The texts of dist/ by their paths there, entry points last. */
export const bundle = async (/** @type {string} */ root, /** @type {Bundler} */ { rolldown }) => {
  const indexes = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => /^[^\\/]+[\\/]index\.ts$/.test(path))
    .map((path) => `src/${path.replaceAll("\\", "/").replace(/\.ts$/, "")}`);
  const input = Object.fromEntries([...entries, ...indexes].map((name) => [name, join(root, `${name}.ts`)]));
  const external = (/** @type {string} */ id) => !id.startsWith(".") && !isAbsolute(id);
  const made = await rolldown({ input, external, cwd: root, platform: "node", tsconfig: join(root, "tsconfig.json") });
  const { output } = await made.generate({
    ...{ dir: join(root, "dist"), format: "esm", sourcemap: true, codeSplitting: { groups } },
    ...{ entryFileNames: "[name].js", comments: { legal: true, annotation: false, jsdoc: false } },
    chunkFileNames: (/** @type {Chunk} */ { moduleIds }) => `${folderOf(moduleIds, root)}/[name]-[hash].js`,
  });
  const files = new Map();
  const chunks = output.filter((file) => file.type === "chunk");
  for (const { fileName, code, map } of chunks.sort((a, b) => Number(a.isEntry) - Number(b.isEntry))) {
    files.set(fileName, code);
    if (map) files.set(`${fileName}.map`, mapText(map));
  }
  return files;
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
