import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "@jest/globals";
import { transformSync } from "oxc-transform";
import { packageRoot } from "../../src/root.ts";
import { stripTypes } from "../../src/session/index.ts";
import { parseTypeScript } from "../../src/syntax/index.ts";

const typeScriptIn = (folder: string): string[] => {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : typeScriptIn(path);
    return /\.m?ts$/.test(entry.name) && !/\.d\.m?ts$/.test(entry.name) ? [path] : [];
  });
};

/** The folders of packages that come with their sources. */
const sources = (modules: string): string[] =>
  readdirSync(modules).flatMap((name) =>
    name.startsWith("@") ? sources(join(modules, name)) : [join(modules, name, "src")],
  );

/** Code as oxc prints it, so that only what it means counts. */
const printed = (name: string, code: string): string => {
  const result = transformSync(name, code, { typescript: { onlyRemoveTypeImports: true } });
  if (result.errors[0]) throw new Error(result.errors[0].message);
  return result.code
    .split("\n")
    .filter((line) => !/^\s*(;|export \{\};)?\s*$/.test(line))
    .join("\n");
};

/** Enums and parameter properties are written differently, and tested by what they do. */
const isWrittenDifferently = (code: string): boolean =>
  /\benum\s+\w+\s*\{|constructor\([^)]*\b(private|public|protected|readonly)\b/.test(code);

test("leaves of files here, and of packages that come with TypeScript, what oxc-transform leaves, line for line", () => {
  const folders = ["src", "kernels", "test"].map((name) => join(packageRoot, name));
  const files = [...folders, ...sources(join(packageRoot, "node_modules"))].flatMap(typeScriptIn);
  // Every third is quick enough, and soon another third as files come and go.
  const different = files
    .filter((_, i) => i % 3 === 0)
    .filter((path) => {
      const parsed = parseTypeScript(readFileSync(path, "utf8"));
      const { masked } = parsed;
      if (parsed.errors.length > 0 || isWrittenDifferently(masked)) return false;
      const stripped = stripTypes(parseTypeScript(masked));
      if (stripped.split("\n").length !== masked.split("\n").length) return true;
      return printed("a.js", stripped) !== printed("a.ts", masked);
    });
  expect(files.length).toBeGreaterThan(100);
  expect(different.map((path) => relative(packageRoot, path))).toEqual([]);
});
