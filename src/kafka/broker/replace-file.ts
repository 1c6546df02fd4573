import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from "node:fs";

/** Puts a text in place of a file's: after a crash at any moment it is the old one or the new one, whole. */
export const replaceFile = (path: string, text: string): void => {
  const temporary = `${path}.tmp`;
  const fd = openSync(temporary, "w");
  try {
    writeFileSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(temporary, path);
};
