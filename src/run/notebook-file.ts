import { readFile, stat } from "node:fs/promises";
import { messageOf, usageError } from "../errors.ts";
import { fileKind, hasTag, keepOutputs, type Notebook, readNotebook } from "../notebook/index.ts";

/** Reads a notebook's file: an .ipynb, or a script in percent format. `name` is what errors call it. */
export const readNotebookFile = async (file: string, name = file): Promise<Notebook> => {
  const content = await readFile(file).catch((error: unknown) => {
    throw usageError(
      `the notebook ${file} cannot be read: ${messageOf(error)}. Name an .ipynb or .ts file that exists.`,
      error,
    );
  });
  return readNotebook(content, name);
};

/** Where a notebook's run is saved: in the file itself, for a script in the .ipynb file beside it. */
export const savedAt = (file: string): string =>
  fileKind(file) === "script" ? file.replace(/\.[^.]+$/, ".ipynb") : file;

/**
 * A script's notebook with the ids and outputs of the .ipynb file beside it, if there is one. Throws a usage error where
 * that file is the newer one and has other cells: a run of the script would undo what was edited there.
 */
export const withSavedCells = async (script: Notebook, file: string): Promise<Notebook> => {
  const beside = savedAt(file);
  const [written, saved] = [await stat(file), await stat(beside).catch(() => undefined)];
  if (!saved) return script;
  const former = await readNotebookFile(beside);
  if (saved.mtimeMs > written.mtimeMs && codeOf(former) !== codeOf(script))
    throw usageError(
      `${beside} has other cells than ${file} and is newer: a run would overwrite it. Bring the script up to date with "pinbook convert ${beside} ${file}", or name another place with --out.`,
    );
  return keepOutputs(script, former);
};

const codeOf = (notebook: Notebook): string =>
  JSON.stringify(
    notebook.cells.filter((cell) => !hasTag(cell, "injected-parameters")).map((cell) => [cell.cell_type, cell.source]),
  );
