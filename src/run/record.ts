import {
  type CodeCell,
  hasTag,
  type Notebook,
  type Output,
  pinbookOf,
  withOutputs,
  withPinbook,
} from "../notebook/index.ts";
import { cellTitle } from "./cell-title.ts";
import { collectOutputs, type OutputCollector } from "./collect.ts";
import { digestOf, sha256 } from "./run-record.ts";
import { type KeptOutput, noSteps, type Remembered, type Steps } from "./steps.ts";
import type { CellResult, CellStatus, RunRecordCell, SessionOutput } from "./types.ts";

/** What has happened so far to a notebook's cells, and the notebook that tells it. */
export interface RunRecord {
  /** Indexes of the code cells, in order. */
  readonly codeCells: readonly number[];
  /** A cell that was to run keeps what it has from an earlier run; finish says so. */
  keep(index: number, kept: KeptOutput): void;
  /** A cell that has started counts as `died` until it has ended: so the notebook tells the truth whatever ends the runner. */
  start(index: number, executionCount: number): void;
  output(index: number, output: SessionOutput): void;
  finish(index: number, status: CellStatus, durationMs: number, error?: string): CellResult;
  /** Takes in what is remembered of a cell that ended. */
  remember(index: number, remembered: Remembered): void;
  /** The outputs of a cell so far. */
  outputs(index: number): readonly Output[];
  results(): readonly CellResult[];
  /** The notebook with all outputs and statuses so far. */
  notebook(): Notebook;
  /** The code cells as the run's own record keeps them. */
  recordCells(): readonly RunRecordCell[];
}

interface CellRecord {
  collector: OutputCollector;
  executionCount: number | null;
  running: boolean;
  remembered?: Remembered;
  result: CellResult;
  /** The cell as it is now, and how the run's record keeps it, until something changes. */
  cell?: CodeCell | undefined;
  kept?: RunRecordCell | undefined;
}

/**
 * A record in which no cell has run: outputs are cleared, except those of cells tagged `skip-execution`. Cells that do
 * not run because what they made holds, `kept`, have these outputs and the status `cached`; `left` ones stay as they are.
 */
export const startRecord = (
  notebook: Notebook,
  maxOutput: number,
  { kept, left }: Pick<Steps, "kept" | "left"> = noSteps,
): RunRecord => {
  const records = new Map<number, CellRecord>();
  const skipped = new Map<number, CodeCell>();
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== "code") continue;
    if (hasTag(cell, "skip-execution")) {
      skipped.set(index, withPinbook(cell, { status: "skipped" }));
      continue;
    }
    const earlier: KeptOutput | undefined = kept.get(index) ?? (left.has(index) ? leftOf(cell) : undefined);
    const status = kept.has(index) ? "cached" : left.has(index) ? statusOf(cell) : "never-ran";
    const collector = collectOutputs(earlier ? Number.POSITIVE_INFINITY : maxOutput);
    for (const output of earlier?.outputs ?? []) collector.add(output);
    const result = { id: cell.id, index, status, durationMs: 0 };
    const { executionCount = null, remembered } = earlier ?? {};
    records.set(index, { collector, executionCount, running: false, result, ...(remembered ? { remembered } : {}) });
  }
  const change = (index: number): CellRecord => {
    const record = records.get(index);
    if (!record) throw new Error(`cell ${index} does not run`);
    return changed(record);
  };
  const codeCells = [...notebook.cells.keys()].filter((index) => notebook.cells[index]?.cell_type === "code");
  const codeAt = (index: number): CodeCell => notebook.cells[index] as CodeCell;
  const cellNow = (index: number): CodeCell => {
    const record = records.get(index);
    if (!record) return skipped.get(index) ?? codeAt(index);
    record.cell ??= recorded(codeAt(index), record);
    return record.cell;
  };
  const resultAt = (index: number): CellResult =>
    records.get(index)?.result ?? { id: codeAt(index).id, index, status: "skipped", durationMs: 0 };

  return {
    codeCells,
    start: (index, executionCount) => {
      const record = change(index);
      // What it has from an earlier run does not stay.
      if (record.executionCount !== null) record.collector = collectOutputs(maxOutput);
      record.executionCount = executionCount;
      delete record.remembered;
      record.running = true;
      record.result = { ...record.result, status: "died" };
    },
    output: (index, output) => {
      if (output.output_type !== "update_display_data") return change(index).collector.add(output);
      const { displayId, data, metadata } = output;
      for (const record of records.values()) if (record.collector.update(displayId, data, metadata)) changed(record);
    },
    keep: (index, { outputs, executionCount, remembered }) => {
      const record = change(index);
      record.collector = collectOutputs(Number.POSITIVE_INFINITY);
      for (const output of outputs) record.collector.add(output);
      record.executionCount = executionCount;
      if (remembered) record.remembered = remembered;
    },
    finish: (index, status, durationMs, error) => {
      const record = change(index);
      record.running = false;
      record.result = { id: record.result.id, index, status, durationMs, ...(error === undefined ? {} : { error }) };
      return record.result;
    },
    remember: (index, { key, accesses }) => {
      change(index).remembered = { key, accesses };
    },
    outputs: (index) => records.get(index)?.collector.outputs() ?? [],
    results: () => codeCells.map(resultAt),
    notebook: () => ({
      ...notebook,
      cells: notebook.cells.map((cell, index) => (cell.cell_type === "code" ? cellNow(index) : cell)),
    }),
    recordCells: () =>
      codeCells.map((index) => {
        const record = records.get(index);
        const make = () => ({
          ...keptCell(cellNow(index), resultAt(index), record?.running ?? false),
          ...record?.remembered,
        });
        if (!record) return make();
        record.kept ??= make();
        return record.kept;
      }),
  };
};

const leftOf = ({ outputs, execution_count: executionCount }: CodeCell): KeptOutput => ({ outputs, executionCount });

/** The status that an earlier run noted in a cell. */
const statusOf = (cell: CodeCell): CellStatus => {
  const { status } = pinbookOf(cell);
  return cellStatuses.find((known) => known === status) ?? "never-ran";
};

const cellStatuses: readonly CellStatus[] = ["ok", "failed", "timed-out", "died", "cancelled", "skipped", "cached"];

const changed = (record: CellRecord): CellRecord => {
  record.cell = undefined;
  record.kept = undefined;
  return record;
};

/** Characters of a cell's code that a record keeps. */
const keptSource = 20_000;

const keptCell = (cell: CodeCell, result: CellResult, running: boolean): RunRecordCell => ({
  ...result,
  status: running ? "running" : result.status,
  title: cellTitle(cell.source),
  code: sha256(cell.source),
  ...(cell.source.length <= keptSource ? { source: cell.source } : {}),
  ...(hasTag(cell, "injected-parameters") ? { injected: true } : {}),
  // Of a cell that runs they still change.
  outputs: running ? [] : cell.outputs.map(digestOf),
});

const recorded = (cell: CodeCell, { collector, executionCount, result }: CellRecord): CodeCell =>
  withPinbook(withOutputs(cell, collector.outputs().map(filed), executionCount), { status: result.status });

const filed = (output: Output): Output => {
  if (output.output_type !== "display_data") return output;
  const { displayId: _, ...rest } = output;
  return rest;
};
