import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { usageError } from "../errors.ts";
import type { FileBytes } from "../frame/index.ts";
import { fileStore, mount } from "../storage/index.ts";

/** The files that a path or glob names, with their content, sorted by path; a usage error where it names none. */
export async function* localFiles(pattern: string): AsyncGenerator<FileBytes> {
  const path = resolve(pattern);
  const parts = path.split("/");
  const isFile = existsSync(path) && statSync(path).isFile();
  const wild = isFile ? parts.length - 1 : parts.findIndex((part) => /[*?{[]/.test(part));
  if (wild < 0)
    throw usageError(`${pattern} names no file: give a file of JSON lines, or a glob such as "raw/**/*.json"`);
  const folder = parts.slice(0, wild).join("/") || "/";
  if (!existsSync(folder)) throw usageError(`${pattern} names no file: there is no folder ${folder}`);
  let count = 0;
  const files = mount("/files", fileStore(folder)).files(parts.slice(wild).join("/"));
  for await (const { path: found, bytes } of files) {
    count += 1;
    yield { path: found.replace("/files", folder), bytes };
  }
  if (count === 0) throw usageError(`${pattern} names no file: nothing in ${folder} matches`);
}
