import { isBuiltin } from "node:module";
import type { Group } from "./heap.ts";

// Packages whose functions keep nothing between calls and change nothing that they are given.
const stateless = new Set(
  `arquero apache-arrow change-case csv-parse csv-stringify d3 d3-array d3-color d3-dsv d3-format d3-geo
  d3-hierarchy d3-interpolate d3-path d3-scale d3-scale-chromatic d3-shape d3-time d3-time-format date-fns dayjs
  fast-deep-equal hyparquet ioredis-url json5 jsonc-parser lodash lodash-es luxon mathjs ms papaparse papaparse
  pretty-bytes pretty-ms ramda rambda remeda semver simple-statistics slugify string-width temporal-polyfill ts-pattern
  uuid nanoid valibot yaml zod @uwdata/flechette @js-temporal/polyfill @observablehq/plot`.split(/\s+/),
);

/** The package of a specifier: `@a/b` of `@a/b/c.js`. */
const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** Whether a specifier means a file of one's own. */
export const isLocal = (specifier: string): boolean => /^(\.{1,2}(\/|$)|\/|file:|#)/.test(specifier);

/** Whether a specifier means a module of Node. */
export const isNodeModule = (specifier: string): boolean => isBuiltin(specifier);

/** Whether what a group came from keeps no state: a module of Node, or a package known for it. */
export const isStateless = ({ label, kind }: Group): boolean => {
  if (kind === "arquero") return true;
  const specifier = /^module (\S+)/.exec(label)?.[1];
  return specifier !== undefined && stateless.has(packageOf(specifier));
};
