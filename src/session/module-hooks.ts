// Runs in Node's loader thread: resolves and strips the local modules that cells import.
import { readFileSync } from "node:fs";
import type { LoadHook, ResolveHook } from "node:module";
import { fileURLToPath } from "node:url";
import { isTypeScript, localUrl, versioned, versionQuery } from "./local-graph.ts";
import { moduleSource } from "./module-source.ts";

/** Gives the local imports of a versioned module their versions. */
export const resolve: ResolveHook = (specifier, context, next) => {
  const { parentURL } = context;
  if (!parentURL?.startsWith("file:") || !new URL(parentURL).searchParams.has(versionQuery))
    return next(specifier, context);
  const url = localUrl(specifier, new URL(parentURL));
  if (!url) return next(specifier, context);
  const { href } = versioned(url);
  if (!isJson(href)) return next(href, context);
  return { url: href, format: "json", importAttributes: { type: "json" }, shortCircuit: true };
};

/** Loads TypeScript with its types blanked. */
export const load: LoadHook = (url, context, next) => {
  if (!url.startsWith("file:") || !new URL(url).searchParams.has(versionQuery)) return next(url, context);
  const path = fileURLToPath(new URL(new URL(url).pathname, url));
  if (!isTypeScript(path)) return next(url, context);
  return { format: "module", shortCircuit: true, source: moduleSource(path, readFileSync(path, "utf8")) };
};

const isJson = (href: string): boolean => new URL(href).pathname.endsWith(".json");
