import { readFileSync, statSync } from "node:fs";
import type { Access } from "../../access.ts";
import { type CodeCell, type Notebook, newNotebook, readNotebook } from "../../notebook/index.ts";

/** What a cell imports, by name, and what that is. */
export type Modules = Readonly<Record<string, string>>;

/** A cell that ran, as it was then. */
export interface Execution {
  readonly id: string;
  readonly source: string;
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
  readonly executionCount: number;
  readonly isOk: boolean;
  /** What it imported, by name: hashes of local modules, versions of packages. */
  readonly modules: Modules;
  /** What it read and wrote outside. */
  readonly accesses: readonly Access[];
}

/** The cells that ran, in the notebook's order, as they are now. */
export interface View {
  readonly notebook: Notebook;
  /** The same with cells that ran and were deleted since, each before the first cell that ran after it. */
  readonly withDeleted: Notebook;
  /** By id, what people call a cell. */
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * The notebook as far as its cells ran here: in the file's order where there is a file, those that it lacks after them in
 * the order in which they first ran; those that it lacks though it was saved after they ran were deleted. A source is the file's where the file was saved after the cell ran, else what ran.
 */
export const viewOf = (file: string | undefined, executions: readonly Execution[]): View => {
  const last = new Map(executions.map((one) => [one.id, one]));
  const saved = file === undefined ? undefined : readSaved(file);
  const cells: CodeCell[] = [];
  const labels = new Map<string, string>();
  saved?.notebook.cells.forEach((cell, index) => {
    const ran = last.get(cell.id);
    if (!ran || cell.cell_type !== "code") return;
    last.delete(cell.id);
    const source = saved.modified > ran.at ? cell.source : ran.source;
    cells.push({ ...cell, source });
    labels.set(cell.id, `cell ${index + 1}: ${firstLine(source)}`);
  });
  const deleted: CodeCell[] = [];
  for (const { id, source, executionCount, at } of last.values()) {
    const isDeleted = saved !== undefined && saved.modified > at;
    (isDeleted ? deleted : cells).push(cellOf(id, source));
    labels.set(id, `[${executionCount}]${isDeleted ? ", which was deleted" : ""}: ${firstLine(source)}`);
  }
  return { notebook: newNotebook(cells), withDeleted: newNotebook(inserted(cells, deleted, executions)), labels };
};

const cellOf = (id: string, source: string): CodeCell => ({
  ...{ cell_type: "code", id, source, metadata: {}, execution_count: null, outputs: [] },
});

const inserted = (
  cells: readonly CodeCell[],
  deleted: readonly CodeCell[],
  executions: readonly Execution[],
): readonly CodeCell[] => {
  const first = new Map(executions.map(({ id }, at) => [id, at] as const).reverse());
  const all = [...cells];
  for (const cell of deleted) {
    const after = all.findIndex(({ id }) => (first.get(id) ?? -1) > (first.get(cell.id) ?? -1));
    all.splice(after < 0 ? all.length : after, 0, cell);
  }
  return all;
};

const firstLine = (source: string): string => {
  const line = source.split("\n").find((each) => each.trim() !== "") ?? "";
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};

const readSaved = (file: string): { readonly notebook: Notebook; readonly modified: number } | undefined => {
  try {
    return { notebook: readNotebook(readFileSync(file, "utf8"), file), modified: statSync(file).mtimeMs };
  } catch {
    // Half saved, moved or no notebook: what ran is known all the same.
    return undefined;
  }
};
