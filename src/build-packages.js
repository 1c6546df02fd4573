// Packages that nearly every start needs: their code goes to dist/, where it is kept compiled. Plain JavaScript, because it runs before anything is built.
import { createRequire } from "node:module";
import { isAbsolute, join } from "node:path";

const bundled = ["highlight.js/lib/core", "markdown-it", "oxc-parser", "sanitize-html"];

/** Whether what is imported stays outside of dist/. */
export const external = (/** @type {string} */ id, /** @type {string | undefined} */ importer) => {
  if (id.startsWith(".") || id.startsWith("\0") || isAbsolute(id)) return false;
  if (importer?.includes("node_modules")) return id.startsWith("node:") || id.startsWith("@oxc-parser/");
  return !bundled.includes(id);
};

/** How those packages and what requires them are bundled. */
export const plugin = {
  name: "packages",
  resolveId: (/** @type {string} */ id, /** @type {string | undefined} */ importer) =>
    /[\\/]sanitize-html[\\/]index\.js$/.test(importer ?? "") ? unneeded[id]?.(String(importer)) : undefined,
  load: (/** @type {string} */ id) => {
    if (id === empty) return "module.exports = {};";
    return /[\\/]oxc-parser[\\/]src-js[\\/]index\.js$/.test(id) ? parser : undefined;
  },
  transform: (/** @type {string} */ code, /** @type {string} */ id) => {
    if (!code.includes(require)) return undefined;
    if (/[\\/]oxc-parser[\\/]src-js[\\/]bindings\.js$/.test(id)) return edited(code.replace(require, ownRequire));
    if (id.includes("node_modules") || code.includes("require.resolve")) return undefined;
    // What is required where it is first used is so in dist/ too.
    return edited(code.replace(`const require = ${require};`, "").replaceAll(require, "require"));
  },
};

const edited = (/** @type {string} */ code) => ({ code, map: null });

const require = "createRequire(import.meta.url)";
/** The parser looks for its native part from where it is itself. */
const ownRequire = 'createRequire(createRequire(import.meta.url).resolve("oxc-parser"))';

/** The parser without what is not called here; its native part is loaded when first called. */
const parser = `
import { wrap } from "./wrap.js";
export { default as visitorKeys } from "./generated/visit/keys.js";
let native;
export const parseSync = (name, code, options) => wrap((native ??= require("./bindings.js")).parseSync(name, code, options));
`;

const empty = "\0empty";

/** What the sanitiser loads and does not use: the parser of styles, which are read by src/report/safe-style.ts, and all of a package of which it needs a class. */
/** @type {Readonly<Record<string, (importer: string) => string>>} */
const unneeded = {
  postcss: () => empty,
  htmlparser2: (importer) => join(createRequire(importer).resolve("htmlparser2"), "../Parser.js"),
};
