import { isBuiltin } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { tsConfigOf } from "./tsconfig.ts";

/** The URL of what a bare specifier means by `paths` and `baseUrl` of the tsconfig.json that holds in the folder; undefined where no file is there. */
export const mappedUrl = (specifier: string, folder: string, isFile: (url: URL) => boolean): URL | undefined => {
  if (isBuiltin(specifier) || /^[\w-]+:/.test(specifier)) return undefined;
  const { paths, baseUrl } = tsConfigOf(folder);
  // As TypeScript does: the pattern with the longest start that fits.
  const [best] = paths
    .map(({ pattern, targets }) => ({ pattern, targets, star: starOf(pattern, specifier) }))
    .filter((each): each is typeof each & { star: string } => each.star !== undefined)
    .sort((a, b) => startOf(b.pattern).length - startOf(a.pattern).length);
  const candidates = best?.targets.map((target) => target.replace("*", () => best.star)) ?? [];
  if (baseUrl) candidates.push(join(baseUrl, specifier));
  return candidates.map((path) => pathToFileURL(path)).find(isFile);
};

const startOf = (pattern: string): string => (pattern.includes("*") ? pattern.slice(0, pattern.indexOf("*")) : pattern);

/** What the `*` of a pattern stands for in a specifier; empty where the two are equal, undefined where they do not fit. */
const starOf = (pattern: string, specifier: string): string | undefined => {
  const at = pattern.indexOf("*");
  if (at < 0) return pattern === specifier ? "" : undefined;
  const end = pattern.slice(at + 1);
  const fits =
    specifier.length >= pattern.length - 1 && specifier.startsWith(pattern.slice(0, at)) && specifier.endsWith(end);
  return fits ? specifier.slice(at, specifier.length - end.length) : undefined;
};
