import { messageOf, PinbookError } from "../errors.ts";

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on its device: free some space, or use a folder on another device",
  EDQUOT: "the disk quota is used up: free some space, or use a folder on another device",
  EFBIG: "the file would be larger than the system allows: raise the limit (ulimit -f), or write smaller objects",
  EACCES: "permission is denied: give this user the right to it, or use another folder",
  EPERM: "the system does not permit it: give this user the right to it, or use another folder",
  EROFS: "its file system is read-only: mount it writable, or use another folder",
  ENAMETOOLONG: "a part of the name is longer than the file system allows (255 bytes on most): use shorter names",
  ENOTDIR: "a part of the path is a file, not a folder: in a file store a key cannot also be the folder of other keys",
  EISDIR: "it is a folder, not a file: in a file store a key cannot also be the folder of other keys",
  ENOTEMPTY: "it is a folder, not a file: in a file store a key cannot also be the folder of other keys",
  EMFILE: "too many files are open: raise the limit (ulimit -n)",
  EIO: "the device reports an error: check the disk",
};

/** The error code that the system gave, if `thrown` came from it. */
export const codeOf = (thrown: unknown): string | undefined =>
  typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string"
    ? thrown.code
    : undefined;

/** What to throw when `action` (`write`, `read`, …) of `path` failed: a PinbookError that names both and the remedy; what is no system error stays as it is. */
export const fileError = (action: string, path: string, thrown: unknown): unknown => {
  const code = codeOf(thrown);
  if (!code || thrown instanceof PinbookError) return thrown;
  const remedy = remedies[code] ?? messageOf(thrown);
  return new PinbookError(`cannot ${action} ${path} (${code}): ${remedy}`, { cause: thrown });
};
