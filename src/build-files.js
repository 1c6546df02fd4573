// Translates src/ and kernels/ file by file, where the bundler is not installed: strips the types and nothing else.
// Plain JavaScript, because it runs before anything is built.
import { readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

/** The texts of dist/ by their paths there. */
export const translate = async (/** @type {string} */ root, /** @type {readonly string[]} */ sources) => {
  const { transformSync } = await import("oxc-transform");
  const files = new Map();
  for (const source of sources) {
    const result = transformSync(source, readFileSync(join(root, source), "utf8"), {
      lang: "ts",
      sourcemap: true,
      typescript: { onlyRemoveTypeImports: true, rewriteImportExtensions: "rewrite" },
    });
    const [error] = result.errors;
    if (error) throw new Error(`${source} does not parse: ${error.codeframe ?? error.message}`);
    const to = source.replace(/\.ts$/, ".js");
    const sources = [relative(dirname(join("dist", to)), source)];
    files.set(`${to}.map`, JSON.stringify({ ...result.map, sources, sourcesContent: undefined }));
    files.set(to, `${result.code}\n//# sourceMappingURL=${basename(to)}.map\n`);
  }
  return files;
};
