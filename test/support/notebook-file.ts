import { readFile } from "node:fs/promises";

/** A notebook of these code cells for our kernel, as a file holds it. */
export const notebookOf = (sources: readonly string[]): string => {
  const cells = sources.map((source, index) => ({
    ...{ cell_type: "code", id: `cell-${index}`, source, metadata: {}, outputs: [], execution_count: null },
  }));
  const metadata = { kernelspec: { name: "pinbook", display_name: "TypeScript (pinbook)", language: "typescript" } };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
};

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
