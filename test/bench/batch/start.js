// node test/bench/batch/start.js PROGRAM [arguments]: bundles the program of that name, a .ts file beside this one, where its
// sources changed, and runs it as a user's program runs, on what "pinbook" exports. With --path before the program's name it
// prints where the bundle is instead, for those who start it themselves.
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "../../../src/build.js";

const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, "..", "..", "..");
const bundles = join(root, ".pinbook", "bench");

/** The bundle of a program; it and the list of its sources are written where one of them is newer. */
export const bundled = async (/** @type {string} */ name) => {
  const made = join(bundles, `${name}.mjs`);
  if (isFresh(made)) return made;
  const { rolldown } = await import("rolldown");
  const source = await rolldown({
    input: join(folder, `${name}.ts`),
    external: (id) => !id.startsWith(".") && !id.startsWith("/"),
    platform: "node",
    tsconfig: join(root, "tsconfig.json"),
  });
  const { output } = await source.generate({ format: "esm", codeSplitting: false });
  mkdirSync(bundles, { recursive: true });
  replace(
    `${made}.sources`,
    output[0].moduleIds
      .filter(isFile)
      .map((id) => relative(root, id))
      .join("\n"),
  );
  replace(made, output[0].code);
  return made;
};

/** The bundler has modules of its own, whose names begin with a null character. */
const isFile = (/** @type {string} */ id) => !id.startsWith("\0");

const isFresh = (/** @type {string} */ made) => {
  const written = timeOf(made);
  return (
    written > 0 &&
    readFileSync(`${made}.sources`, "utf8")
      .split("\n")
      .every((one) => changed(one) < written)
  );
};

const changed = (/** @type {string} */ source) => timeOf(join(root, source)) || Number.POSITIVE_INFINITY;

const timeOf = (/** @type {string} */ path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Two processes may bundle at once. */
const replace = (/** @type {string} */ path, /** @type {string} */ text) => {
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build();
  const [name = ""] = process.argv.splice(2, 1);
  if (name === "--path") console.log(await bundled(process.argv[2] ?? ""));
  else await import(pathToFileURL(await bundled(name)).href);
}
