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
  /** By id, what people call a cell. */
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * The notebook as far as its cells ran here: in the file's order where there is a file, those that it lacks after them in
 * the order in which they first ran. A source is the file's where the file was saved after the cell ran, else what ran.
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
  for (const { id, source, executionCount } of last.values()) {
    cells.push({ cell_type: "code", id, source, metadata: {}, execution_count: null, outputs: [] });
    labels.set(id, `[${executionCount}]: ${firstLine(source)}`);
  }
  return { notebook: newNotebook(cells), labels };
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
