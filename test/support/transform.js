// Jest's transformer: strips types as the build does, so tests read src/ itself.
import { createHash } from "node:crypto";
import { transformSync } from "oxc-transform";

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
    createHash("sha256").update(path).update(text).digest("hex"),
};
