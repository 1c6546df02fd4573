import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { PinbookError } from "../errors.ts";
import { codeOf } from "./file-error.ts";
import { link, rename, stat, unlink } from "./file-system.ts";
import type { Temporary } from "./file-temporary.ts";

/** Puts a temporary file in the place of whatever is at `path`. */
export const moveTo = async (temporary: Temporary, path: string): Promise<void> => {
  try {
    await inFolder(path, () => rename(temporary.path, path));
  } catch (error) {
    await unlink(temporary.path).catch(() => {});
    throw error;
  }
};

/** Puts a temporary file at `path` where nothing is; false where something is, and the temporary file is gone then too. */
export const linkTo = async (temporary: Temporary, path: string): Promise<boolean> => {
  try {
    await inFolder(path, () => link(temporary.path, path));
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return await occupied(path);
    if (["EPERM", "ENOTSUP", "ENOSYS"].includes(codeOf(error) ?? "")) throw noHardLinks(path, error);
    throw error;
  } finally {
    await unlink(temporary.path).catch(() => {});
  }
};

// A folder of that name is no object: no key can be put there, so saying "there is one" would mislead.
const occupied = async (path: string): Promise<false> => {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory()) throw folderInTheWay(path);
  return false;
};

/** What a path that is a folder makes of an attempt to use it as a file. */
export const folderInTheWay = (path: string) => Object.assign(new Error(`${path} is a folder`), { code: "EISDIR" });

const noHardLinks = (path: string, cause: unknown) =>
  new PinbookError(
    `cannot write ${path} only if it is absent: its file system has no hard links (or forbids them); use a folder on another one`,
    { cause },
  );

// Another process may remove an empty folder between our making it and our writing there, so it is made again.
const inFolder = async (path: string, task: () => Promise<void>): Promise<void> => {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
      await mkdir(dirname(path), { recursive: true });
    }
  }
  await task();
};
