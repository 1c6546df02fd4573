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
  /** The cell as it is now, until something changes. */
  cell?: CodeCell | undefined;
}

/** A record in which no cell has run: outputs are cleared, except those of cells tagged `skip-execution`. */
export const startRecord = (notebook: Notebook, maxOutput: number): RunRecord => {
  const records = new Map<number, CellRecord>();
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== "code" || hasTag(cell, "skip-execution")) continue;
    const result = { id: cell.id, index, status: "never-ran", durationMs: 0 } as const;
    records.set(index, { collector: collectOutputs(maxOutput), executionCount: null, result });
  }
  const change = (index: number): CellRecord => {
    const record = records.get(index);
    if (!record) throw new Error(`cell ${index} does not run`);
    record.cell = undefined;
    return record;
  };
  const codeCells = [...notebook.cells.keys()].filter((index) => notebook.cells[index]?.cell_type === "code");

  return {
    codeCells,
    start: (index, executionCount) => {
      change(index).executionCount = executionCount;
    },
    output: (index, output) => {
      if (output.output_type !== "update_display_data") return change(index).collector.add(output);
      const { displayId, data, metadata } = output;
      for (const record of records.values())
        if (record.collector.update(displayId, data, metadata)) record.cell = undefined;
    },
    finish: (index, status, durationMs, error) => {
      const record = change(index);
      const result = { id: record.result.id, index, status, durationMs, ...(error === undefined ? {} : { error }) };
      record.result = result;
      return result;
    },
    results: () => codeCells.map((index) => records.get(index)?.result ?? skipped(notebook, index)),
    notebook: () => ({
      ...notebook,
      cells: notebook.cells.map((cell, index) => {
        if (cell.cell_type !== "code") return cell;
        const record = records.get(index);
        if (!record) return withPinbook(cell, { status: "skipped" });
        record.cell ??= recorded(cell, record);
        return record.cell;
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
