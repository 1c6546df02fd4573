// Runs in Node's loader thread: resolves and strips the local modules that cells import.
import { readFileSync } from "node:fs";
import type { LoadHook, ResolveHook } from "node:module";
import { fileURLToPath } from "node:url";
import { isTypeScript, versioned, versionQuery } from "./local-graph.ts";
import { describePosition, parseTypeScript } from "./parse.ts";
import { stripTypes } from "./strip-types.ts";
import { UnsupportedSyntax } from "./unsupported-syntax.ts";

/** Gives the local imports of a versioned module their versions. */
export const resolve: ResolveHook = (specifier, context, next) => {
  const { parentURL } = context;
  if (!parentURL?.startsWith("file:") || !/^(\.{1,2}\/|\/|file:)/.test(specifier)) return next(specifier, context);
  if (!new URL(parentURL).searchParams.has(versionQuery)) return next(specifier, context);
  return next(versioned(new URL(specifier, parentURL)).href, context);
};

/** Loads TypeScript with its types blanked. */
export const load: LoadHook = (url, context, next) => {
  if (!url.startsWith("file:") || !new URL(url).searchParams.has(versionQuery)) return next(url, context);
  const path = fileURLToPath(new URL(new URL(url).pathname, url));
  if (!isTypeScript(path)) return next(url, context);
  return { format: "module", shortCircuit: true, source: strip(path, readFileSync(path, "utf8")) };
};

const strip = (path: string, code: string): string => {
  const parsed = parseTypeScript(code);
  const [problem] = parsed.errors;
  if (problem) throw new SyntaxError(`${path}, ${describePosition(code, problem.offset)}: ${problem.message}`);
  try {
    return stripTypes(parsed);
  } catch (error) {
    if (!(error instanceof UnsupportedSyntax)) throw error;
    throw new SyntaxError(`${path}, ${describePosition(code, error.offset)}: ${error.message}`);
  }
};
