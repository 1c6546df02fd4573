import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, PinbookError } from "../../src/errors.ts";

/** A kernel.json's text. */
export const specText = (spec: object): string => `${JSON.stringify(spec, undefined, 2)}\n`;

/** Writes the files of a kernelspec into its folder; an error names the folder and the remedy. */
export const writeSpec = async (
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  } catch (error) {
    const remedy = "choose a folder that you may write to, with --user or --prefix";
    throw new PinbookError(`the kernelspec cannot be written to ${folder}: ${messageOf(error)}. Remedy: ${remedy}.`, {
      exitCode: 2,
      cause: error,
    });
  }
};
