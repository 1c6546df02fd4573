import { fileURLToPath } from "node:url";
import { usageError } from "../errors.ts";
import { fileStore } from "./file-store.ts";
import { s3Store } from "./s3-store.ts";
import type { ObjectStore, S3Settings } from "./types.ts";

export interface StoreOptions {
  readonly s3?: S3Settings;
}

/** The store behind `s3://bucket/prefix`, `file:///folder`, `file:folder` (relative to the working folder) or a plain path. */
export const openStore = (url: string, options: StoreOptions = {}): ObjectStore => {
  // One letter and a colon is a drive of Windows.
  const [, scheme] = /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(url) ?? [];
  if (url === "") throw usageError("the store's URL is empty: write s3://bucket/prefix, file:folder or a path");
  if (scheme === undefined) return fileStore(url);
  if (scheme === "s3") return s3Store(url, options.s3);
  if (scheme === "file") return fileStore(folderOf(url));
  const isHadoop = scheme === "s3a" || scheme === "s3n";
  const hint = isHadoop ? ` (write ${url.replace(/^s3.:/, "s3:")})` : "";
  throw usageError(`${url} is no store that is known${hint}: write s3://bucket/prefix, file:folder or a path`);
};

/** The folder or file of this machine that a URL `file:…` or a path names. */
export const folderOf = (url: string): string => {
  try {
    if (!url.startsWith("file:")) return url;
    return url.startsWith("file:/") ? fileURLToPath(url) : decodeURIComponent(url.slice("file:".length)) || ".";
  } catch (error) {
    throw usageError(`${url} names no folder of this machine: write file:///folder or file:folder`, error);
  }
};
