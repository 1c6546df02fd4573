import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { cellGraph } from "../../notebook/graph/index.ts";
import { type Notebook, readNotebook, tagsOf } from "../../notebook/index.ts";
import { localModulesOf } from "../../session/imports/index.ts";

/** A notebook with all of its code: what is run where any of it is edited. */
export interface Watched {
  readonly file: string;
  readonly text: string;
  readonly notebook: Notebook;
  /** Of its code cells; outputs, counts and what pinbook notes do not count, so a run's own saving does not change it. */
  readonly code: string;
  /** Of its code cells and the local modules that they import, directly or not. */
  readonly key: string;
  /** The folders in which these files are. */
  readonly folders: readonly string[];
}

/** Reads a notebook and the modules of its own. Throws a PinbookError where it is no notebook, or what the system says where it cannot be read. */
export const readWatched = (file: string): Watched => {
  const text = readFileSync(file, "utf8");
  const notebook = readNotebook(text, basename(file));
  const folder = dirname(file);
  const specifiers = cellGraph(notebook).cells.flatMap(({ imports }) => imports.map(({ specifier }) => specifier));
  const modules = localModulesOf([...new Set(specifiers)], folder);
  const code = hash(
    notebook.cells.filter((cell) => cell.cell_type === "code").map((cell) => [cell.source, tagsOf(cell)]),
  );
  return {
    file,
    text,
    notebook,
    code,
    key: hash([code, modules.map(({ path, hash: content }) => [path, content ?? ""])]),
    folders: [...new Set([folder, ...modules.map(({ path }) => dirname(path))])],
  };
};

const hash = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");
