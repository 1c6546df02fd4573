import { type CodeCell, hasTag, type Notebook, type Output, withOutputs, withPinbook } from "../notebook/index.ts";
import { collectOutputs, type OutputCollector } from "./collect.ts";
import type { CellResult, CellStatus, SessionOutput } from "./types.ts";

/** What has happened so far to a notebook's cells, and the notebook that tells it. */
export interface RunRecord {
  /** Indexes of the code cells, in order. */
  readonly codeCells: readonly number[];
  start(index: number, executionCount: number): void;
  output(index: number, output: SessionOutput): void;
  finish(index: number, status: CellStatus, durationMs: number, error?: string): CellResult;
  results(): readonly CellResult[];
  /** The notebook with all outputs and statuses so far. */
  notebook(): Notebook;
}

interface CellRecord {
  readonly collector: OutputCollector;
  executionCount: number | null;
  result: CellResult;
}

/** A record in which no cell has run: outputs are cleared, except those of cells tagged `skip-execution`. */
export const startRecord = (notebook: Notebook, maxOutput: number): RunRecord => {
  const records = new Map<number, CellRecord>();
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== "code" || hasTag(cell, "skip-execution")) continue;
    const result = { id: cell.id, index, status: "never-ran", durationMs: 0 } as const;
    records.set(index, { collector: collectOutputs(maxOutput), executionCount: null, result });
  }
  const at = (index: number): CellRecord => {
    const record = records.get(index);
    if (!record) throw new Error(`cell ${index} does not run`);
    return record;
  };
  const codeCells = [...notebook.cells.keys()].filter((index) => notebook.cells[index]?.cell_type === "code");

  return {
    codeCells,
    start: (index, executionCount) => {
      at(index).executionCount = executionCount;
    },
    output: (index, output) => {
      if (output.output_type !== "update_display_data") return at(index).collector.add(output);
      const { displayId, data, metadata } = output;
      for (const { collector } of records.values()) collector.update(displayId, data, metadata);
    },
    finish: (index, status, durationMs, error) => {
      const result = { id: at(index).result.id, index, status, durationMs, ...(error === undefined ? {} : { error }) };
      at(index).result = result;
      return result;
    },
    results: () => codeCells.map((index) => records.get(index)?.result ?? skipped(notebook, index)),
    notebook: () => ({
      ...notebook,
      cells: notebook.cells.map((cell, index) => {
        if (cell.cell_type !== "code") return cell;
        const record = records.get(index);
        return record ? recorded(cell, record) : withPinbook(cell, { status: "skipped" });
      }),
    }),
  };
};

const skipped = (notebook: Notebook, index: number): CellResult => ({
  id: notebook.cells[index]?.id ?? "",
  index,
  status: "skipped",
  durationMs: 0,
});

const recorded = (cell: CodeCell, { collector, executionCount, result }: CellRecord): CodeCell =>
  withPinbook(withOutputs(cell, collector.outputs().map(filed), executionCount), { status: result.status });

const filed = (output: Output): Output => {
  if (output.output_type !== "display_data") return output;
  const { displayId: _, ...rest } = output;
  return rest;
};
