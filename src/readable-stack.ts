import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "./root.ts";

/** A stack, or a line of one, with its places in dist/ told as places in src/ and kernels/. */
export const readableStack = (stack: string): string =>
  stack.includes(built)
    ? stack.replace(/(file:\/\/[^\s()]+\.cjs):(\d+):(\d+)/g, (place, url: string, line: string, column: string) =>
        sourcePlace(url, Number(line), Number(column), place),
      )
    : stack;

const dist = join(packageRoot, "dist");
const built = "/dist/";
const maps = new Map<string, SourceMap | undefined>();

/** Lines and columns from 1. */
const sourcePlace = (url: string, line: number, column: number, otherwise: string): string => {
  const file = fileURLToPath(url.replace(/\?.*$/, ""));
  if (!file.startsWith(dist + sep)) return otherwise;
  if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
  const entry = maps.get(file)?.findEntry(line - 1, column - 1);
  if (!entry || !("originalSource" in entry)) return otherwise;
  return `${join(file, "..", entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
};

const readMap = (path: string): SourceMap | undefined => {
  try {
    return new SourceMap(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
};
