import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf, PinbookError } from "../errors.ts";

/** Writes a text file whole or not at all: whatever happens, the path holds the former or the new text. Folders are made. */
export const saveText = async (path: string, text: string): Promise<void> => {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw new PinbookError(
      `${path} could not be saved: ${messageOf(error)}. Its former content is as it was; make room or allow writing there, then run again.`,
      { cause: error },
    );
  }
};
