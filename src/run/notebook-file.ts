import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { messageOf, usageError } from "../errors.ts";
import {
  type Cell,
  fileKind,
  hasTag,
  keepOutputs,
  type Notebook,
  outputCutter,
  readNotebook,
  withOutputs,
} from "../notebook/index.ts";

/** Reads a notebook's file: an .ipynb, or a script in percent format. `name` is what errors call it; `warn` gets a line on what was mended. */
export const readNotebookFile = async (file: string, name = file, warn?: Warn): Promise<Notebook> => {
  const content = await readFile(file).catch((error: unknown) => {
    throw usageError(
      `the notebook ${file} cannot be read: ${messageOf(error)}. Name an .ipynb or .ts file that exists.`,
      error,
    );
  });
  return readNotebook(content, name, warn);
};

type Warn = (line: string) => void;

/** Bytes above which a file's outputs are cut while it is read, and to which. */
const [large, short] = [1 << 23, 1 << 10];

/** Reads a notebook's file for a run of all its cells: without the outputs of those that run, which need not fit into memory. */
export const readToRun = async (file: string, name = file, warn?: Warn): Promise<Notebook> =>
  toRun((await readCut(file, name, warn)) ?? (await readNotebookFile(file, name, warn)));

/** The notebook without the outputs of cells that run. */
export const toRun = (notebook: Notebook): Notebook => ({ ...notebook, cells: notebook.cells.map(cleared) });

const cleared = (cell: Cell): Cell =>
  keepsOutputs(cell) || cell.cell_type !== "code" || cell.outputs.length === 0
    ? cell
    : withOutputs(cell, [], cell.execution_count);

const keepsOutputs = (cell: Cell | undefined): boolean => cell !== undefined && hasTag(cell, "skip-execution");

// Undefined where that does not do: for what is small, no .ipynb, or has such outputs to keep.
const readCut = async (file: string, name: string, warn?: Warn): Promise<Notebook | undefined> => {
  const { size } = (await stat(file).catch(() => undefined)) ?? { size: 0 };
  if (size <= large || fileKind(file) !== "notebook") return undefined;
  const cutter = outputCutter({ each: short, all: Number.POSITIVE_INFINITY });
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) cutter.push(chunk as Buffer);
  const { bytes, cuts } = cutter.end();
  const notebook = readNotebook(bytes, name, warn);
  return cuts.some(({ cell }) => keepsOutputs(notebook.cells[cell])) ? undefined : notebook;
};

/** Where a notebook's run is saved: in the file itself, for a script in the .ipynb file beside it. */
export const savedAt = (file: string): string =>
  fileKind(file) === "script" ? file.replace(/\.[^.]+$/, ".ipynb") : file;

/**
 * Reads a notebook's file with what its last run saved: of a script that is in the .ipynb file beside it, outputs and the
 * parameters that were injected. A script that never ran has none.
 */
export const readWithOutputs = async (file: string): Promise<Notebook> => {
  const notebook = await readNotebookFile(file);
  const beside = savedAt(file);
  if (beside === file || !(await stat(beside).catch(() => undefined))) return notebook;
  const former = await readNotebookFile(beside);
  return withInjected(keepOutputs(notebook, former), former);
};

const withInjected = ({ cells, ...rest }: Notebook, former: Notebook): Notebook => {
  const injected = former.cells.filter((cell) => hasTag(cell, "injected-parameters"));
  const at = cells.findIndex((cell) => hasTag(cell, "parameters")) + 1;
  return { ...rest, cells: [...cells.slice(0, at), ...injected, ...cells.slice(at)] };
};

/**
 * A script's notebook with the ids and outputs of the .ipynb file beside it, if there is one; for a rerun with the
 * parameters that were injected there too. Throws a usage error where
 * that file is the newer one and has other cells: a run of the script would undo what was edited there.
 */
export const withSavedCells = async (script: Notebook, file: string, forRerun: boolean): Promise<Notebook> => {
  const beside = savedAt(file);
  const [written, saved] = [await stat(file), await stat(beside).catch(() => undefined)];
  if (!saved) return script;
  const former = await readNotebookFile(beside);
  if (saved.mtimeMs > written.mtimeMs && codeOf(former) !== codeOf(script))
    throw usageError(
      `${beside} has other cells than ${file} and is newer: a run would overwrite it. Bring the script up to date with "pinbook convert ${beside} ${file}", or name another place with --out.`,
    );
  const kept = keepOutputs(script, former);
  return forRerun ? withInjected(kept, former) : kept;
};

const codeOf = (notebook: Notebook): string =>
  JSON.stringify(
    notebook.cells.filter((cell) => !hasTag(cell, "injected-parameters")).map((cell) => [cell.cell_type, cell.source]),
  );
