import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { usageError } from "../../errors.ts";
import { type Cell, type CodeCell, hasTag, type Notebook, tagsOf } from "../../notebook/index.ts";
import { cellTitle } from "../cell-title.ts";
import { exact, type Tolerance } from "../compare/same-text.ts";
import { readWithOutputs, savedAt } from "../notebook-file.ts";
import { runNotebook } from "../run.ts";
import type { CellStatus, RunOptions, RunStatus } from "../types.ts";
import { compareOutputs, type OutputDifference } from "./compare-outputs.ts";
import { rulesOf } from "./rules.ts";

/** How to check a notebook; the rest as for a run. */
export interface CheckOptions
  extends Pick<
    RunOptions,
    | "timeout"
    | "idleTimeout"
    | "runTimeout"
    | "signal"
    | "killSignal"
    | "onEvent"
    | "log"
    | "sessionModule"
    | "parameters"
    | "parameterTexts"
    | "env"
  > {
  readonly file: string;
  /** Of numbers, where neither cell nor notebook say; none unless given. */
  readonly tolerance?: Tolerance;
}

/** A cell that is not as it was saved. */
export interface CheckedCell {
  readonly index: number;
  readonly id: string;
  readonly title: string;
  readonly status: CellStatus;
  /** What went wrong, where the cell did not end well. */
  readonly error?: string;
  readonly differences: readonly OutputDifference[];
}

/** What a check found. */
export interface CheckResult {
  readonly name: string;
  readonly same: boolean;
  /** How the run ended. */
  readonly status: RunStatus;
  readonly error?: string;
  /** How many cells were compared. */
  readonly compared: number;
  /** Those that are not as they were saved. */
  readonly cells: readonly CheckedCell[];
}

/**
 * Runs a copy of a notebook, in its own folder, and compares what its cells put out with what is saved; writes nothing. A
 * cell whose rules or tags say so is not compared: see rulesOf. A cell that fails as it is saved to fail is the same.
 */
export const checkNotebook = async (options: CheckOptions): Promise<CheckResult> => {
  const { file, tolerance = exact, ...rest } = options;
  const name = basename(file);
  const saved = await readSaved(file);
  const rules = new Map(codeCells(saved).map((cell) => [cell.id, rulesOf(saved, cell, name, tolerance)]));
  const notebook = { ...saved, cells: saved.cells.map(withRunnersTags) };
  const run = await runNotebook({ ...rest, notebook, name, cwd: dirname(file), home: false, allowErrors: true });
  const before = new Map(codeCells(saved).map((cell) => [cell.id, cell]));
  const checked = run.cells.flatMap(({ id, index, status, error }) => {
    const [was, now] = [before.get(id), run.notebook.cells[index]];
    const rule = rules.get(id);
    if (!was || !rule || now?.cell_type !== "code" || status === "skipped") return [];
    const differences = status === "never-ran" ? [] : compareOutputs(was.outputs, now.outputs, rule);
    const isBad =
      status !== "ok" && !(status === "failed" && differences.length === 0 && !rule.ignoreAll && hasError(was));
    const why = isBad && error !== undefined ? { error } : {};
    return [
      {
        index,
        id,
        title: cellTitle(was.source),
        status,
        ...why,
        differences,
        same: !isBad && differences.length === 0,
      },
    ];
  });
  const cells = checked.filter((cell) => !cell.same).map(({ same: _, ...cell }) => cell);
  const compared = checked.length;
  const why = run.error === undefined ? {} : { error: run.error };
  return { name, same: cells.length === 0, status: run.status, ...why, compared, cells };
};

const readSaved = async (file: string): Promise<Notebook> => {
  const saved = savedAt(file);
  if (saved === file || existsSync(saved)) return readWithOutputs(file);
  throw usageError(`${file} has no saved outputs, there is no ${saved}: run it first, as in "pinbook run ${file}".`);
};

const codeCells = (notebook: Notebook): readonly CodeCell[] =>
  notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === "code");

const hasError = (cell: CodeCell): boolean => cell.outputs.some(({ output_type }) => output_type === "error");

const tagNames: Readonly<Record<string, string>> = {
  "nbval-skip": "skip-execution",
  "nbval-raises-exception": "raises-exception",
};

const withRunnersTags = <C extends Cell>(cell: C): C => {
  const added = Object.entries(tagNames).flatMap(([theirs, ours]) => (hasTag(cell, theirs) ? [ours] : []));
  return added.length === 0 ? cell : { ...cell, metadata: { ...cell.metadata, tags: [...tagsOf(cell), ...added] } };
};
