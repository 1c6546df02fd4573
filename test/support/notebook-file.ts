import { readFile } from "node:fs/promises";

interface SavedOutput {
  readonly text?: readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A code cell as it was saved. */
export interface CodeCell {
  /** Its place among all cells. */
  readonly index: number;
  readonly outputs: readonly SavedOutput[];
}

/** The code cells of a notebook's file. */
export const codeCells = async (path: string): Promise<readonly CodeCell[]> => {
  const { cells } = JSON.parse(await readFile(path, "utf8")) as { cells: (CodeCell & { cell_type: string })[] };
  return cells.flatMap(({ cell_type, outputs }, index) => (cell_type === "code" ? [{ index, outputs }] : []));
};
