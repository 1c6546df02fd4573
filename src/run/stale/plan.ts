import { hashOf } from "../cache/index.ts";
import { type Input, type Lineage, type LineageCell, startLineage } from "./lineage.ts";
import { chooseRuns, type Judged } from "./needs.ts";
import { differences } from "./reasons.ts";
import type { CellState, KeyParts, PlannedCell } from "./types.ts";

/** A code cell to plan, with what its key is made of beside its inputs. */
export interface PlanCell extends LineageCell {
  readonly id: string;
  readonly title: string;
  readonly code: string;
  readonly modules: Readonly<Record<string, string>>;
  readonly skip: boolean;
  /** Effects on the world, in words; empty for a cell that has none. */
  readonly effects: readonly string[];
}

export interface PlanOptions {
  readonly cells: readonly PlanCell[];
  /** What is remembered, the latest last. */
  readonly states: readonly CellState[];
  readonly runtime: Readonly<Record<string, string>>;
  /** Why what a cell read or wrote is not as it was; undefined where it is. */
  readonly changed: (state: CellState) => string | undefined;
  /** Whether its outputs and what else is stored of it is there. */
  readonly missing: (state: CellState) => string | undefined;
  readonly isStored: (hash: string) => boolean;
  /** Whether the snapshot of this hash could not be restored though it is there. */
  readonly isLost?: (hash: string) => boolean;
  /** Which cells are asked for; all by default. */
  readonly selected?: (index: number) => boolean;
  /** Why one that is asked for runs also where it is fresh; undefined where it does not. */
  readonly force?: (index: number) => string | undefined;
  /** Runs cells with effects again where a value of theirs is needed and cannot be restored. */
  readonly effects?: boolean;
}

/** A plan for one notebook's code cells. */
export interface CellPlan {
  readonly cells: readonly PlannedCell[];
  /** Places of cells that run, ascending. */
  readonly runs: readonly number[];
  /** What is remembered of cells that do not run. */
  readonly kept: ReadonlyMap<number, CellState>;
  /** Cells that cannot run as an effect stands in the way, with the reason. */
  readonly blocked: ReadonlyMap<number, string>;
}

/** Says of each cell whether it is stale, and which are to run so that those that are asked for are as in a full run. Pure. */
export const planCells = (options: PlanOptions): CellPlan => {
  const judged = judge(options);
  const { runs, needed, blocked } = chooseRuns(judged, options);
  const cells = judged.map((one): PlannedCell => {
    const { cell, reasons, state } = one;
    const { index } = cell.node;
    const common = { index, id: cell.id, title: cell.title };
    if (cell.skip) return { ...common, verdict: "skipped", reasons: [] };
    if (runs.has(index)) return { ...common, verdict: "run", reasons: [...reasons, ...(needed.get(index) ?? [])] };
    if (!state) return { ...common, verdict: "stale", reasons: [...reasons, ...[blocked.get(index) ?? []].flat()] };
    return { ...common, verdict: "fresh", reasons: [] };
  });
  const kept = new Map(
    judged.flatMap(({ cell, state }) => (state && !runs.has(cell.node.index) ? [[cell.node.index, state]] : [])),
  );
  return { cells: markRestored(cells, judged, runs, kept), runs: [...runs].sort((a, b) => a - b), kept, blocked };
};

/** The key of a cell: the hash of its parts. */
export const keyOf = (parts: KeyParts): string => hashOf(JSON.stringify(parts));

/** The parts of a cell's key at its place in a lineage. */
export const partsOf = (
  cell: PlanCell,
  inputs: readonly Input[],
  runtime: Readonly<Record<string, string>>,
): KeyParts => ({
  code: cell.code,
  inputs: Object.fromEntries(inputs.filter(({ isCarried }) => !isCarried).map(({ name, version }) => [name, version])),
  modules: cell.modules,
  runtime,
});

const grouped = (states: readonly CellState[], nameOf: (state: CellState) => string): Map<string, CellState[]> => {
  const groups = new Map<string, CellState[]>();
  for (const state of states) {
    const group = groups.get(nameOf(state));
    if (group) group.push(state);
    else groups.set(nameOf(state), [state]);
  }
  return groups;
};

/** Goes through the cells from above: a cell is fresh where one with the same key ended ok and the data that it read is as it was. */
const judge = (options: PlanOptions): readonly Judged[] => {
  const { cells, states, runtime, changed, missing } = options;
  const lineage = startLineage();
  const staleCells = new Map<number, string>();
  const byKey = grouped(states, ({ key }) => key);
  // Of many cells with the same code each has its own.
  const byCell = grouped(states, ({ key, id }) => `${key} ${id}`);
  const latest = new Map(states.map((state) => [state.id, state]));
  return cells.map((cell): Judged => {
    const { index } = cell.node;
    const inputs = lineage.inputs(cell);
    if (cell.skip) return { cell, inputs, state: undefined, reasons: [], groupOf: () => new Set() };
    const parts = partsOf(cell, inputs, runtime);
    const key = keyOf(parts);
    const problems: string[] = [];
    const holds = (candidate: CellState): boolean => {
      const problem = problemOf(candidate, latest, changed, missing);
      if (problem !== undefined) problems.push(problem);
      return problem === undefined;
    };
    const state =
      byCell.get(`${key} ${cell.id}`)?.findLast(holds) ??
      byKey.get(key)?.findLast((candidate) => candidate.id !== cell.id && holds(candidate));
    const reasons = state
      ? []
      : problems.length > 0
        ? problems.slice(0, 1)
        : differences({ cell, parts, inputs, states, stale: staleCells });
    const groups = new Map(inputs.map(({ name }) => [name, new Set(lineage.group(name))]));
    if (!state) staleCells.set(index, cell.title);
    lineage.pass(cell, state?.version ?? `stale ${index}`, state);
    return {
      cell,
      inputs,
      state: state && withValidGroups(state, lineage),
      reasons,
      groupOf: (name) => groups.get(name) ?? new Set([name]),
    };
  });
};

/** Without groups that held together with what was in other variables then. */
const withValidGroups = (state: CellState, lineage: Lineage): CellState => {
  const groups = state.values.groups.filter(({ others = {} }) =>
    Object.entries(others).every(([name, version]) => lineage.versionOf(name) === version),
  );
  return groups.length === state.values.groups.length ? state : { ...state, values: { ...state.values, groups } };
};

const problemOf = (
  state: CellState,
  latest: ReadonlyMap<string, CellState>,
  changed: PlanOptions["changed"],
  missing: PlanOptions["missing"],
): string | undefined => {
  if (state.status !== "ok") return `it ended as ${state.status}`;
  // The world is as the latest run of a cell with effects left it, not as an earlier one did.
  const isLatest = latest.get(state.id) === state;
  if (state.effects.length > 0 && !isLatest) return "it has run differently since";
  return missing(state) ?? changed(state);
};

/** Cells that are fresh and from which another gets a value. */
const markRestored = (
  cells: readonly PlannedCell[],
  judged: readonly Judged[],
  runs: ReadonlySet<number>,
  kept: ReadonlyMap<number, CellState>,
): readonly PlannedCell[] => {
  const defined = new Map(judged.map(({ cell }) => [cell.node.index, cell.node.defines]));
  const writers = new Set(
    judged.filter(({ cell }) => runs.has(cell.node.index)).flatMap(({ inputs }) => inputs.map(({ writer }) => writer)),
  );
  return cells.map((cell) =>
    cell.verdict === "fresh" && writers.has(cell.index) && kept.has(cell.index)
      ? { ...cell, verdict: "restore", reasons: formsOf(kept.get(cell.index), defined.get(cell.index)) }
      : cell,
  );
};

/** In which form large values that a cell made are kept. */
const formsOf = (state: CellState | undefined, defines: readonly string[] = []): readonly string[] =>
  (state?.values.groups ?? []).flatMap(({ names, forms = [] }) =>
    names.some((name) => defines.includes(name)) ? forms : [],
  );
