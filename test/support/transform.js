// Jest's transformer: strips types as the build does, so tests read src/ itself.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { transformSync } from "oxc-transform";

const { version } = createRequire(import.meta.url)("oxc-transform/package.json");

export default {
  process: (/** @type {string} */ text, /** @type {string} */ path) => {
    const result = transformSync(path, text, {
      lang: "ts",
      sourcemap: true,
      typescript: { onlyRemoveTypeImports: true },
    });
    const [error] = result.errors;
    if (error) throw new SyntaxError(`${path}: ${error.codeframe ?? error.message}`);
    return { code: result.code, map: result.map ?? null };
  },
  getCacheKey: (/** @type {string} */ text, /** @type {string} */ path) =>
    createHash("sha256").update(version).update(path).update(text).digest("hex"),
};
