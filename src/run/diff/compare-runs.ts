import { lineDiff } from "../../line-diff.ts";
import { markedLines, readableDiff } from "../compare/readable-diff.ts";
import { compareListings, type ListingChange } from "../listing.ts";
import type { OutputDigest } from "../types.ts";
import { matchCells, movedCells } from "./match-cells.ts";
import type { RunSide, SideCell } from "./run-side.ts";

/** A value before and after; undefined where there was none. */
export interface Change {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** Something outside the notebook that was read and is not as it was; of a list, what changed in it, where that is known. */
export interface InputChange extends Change {
  readonly listing?: ListingChange;
}

/** A cell that is not as it was. */
export interface CellChange {
  readonly id: string;
  readonly index: number;
  readonly title: string;
  readonly change: "added" | "removed" | "changed" | "moved";
  /** Its place among all cells of the first run, where it stands before or after others than it did. */
  readonly movedFrom?: number;
  /** Whether its code is another. */
  readonly code: boolean;
  /** A unified diff of its code, or all of it with marks where the cell is new or gone; where both are known. */
  readonly codeDiff?: string;
  readonly status?: Change;
  /** A unified diff of its outputs' texts, or a sentence where they are too long to be kept. */
  readonly outputs?: string;
}

/** How long a cell took, where that changed much. */
export interface DurationChange {
  readonly id: string;
  readonly index: number;
  readonly title: string;
  readonly before: number;
  readonly after: number;
}

/** A run's id, and when it began (ISO 8601). */
export interface RunName {
  readonly id: string;
  readonly startedAt: string;
}

/** What changed from one run of a notebook to another. */
export interface RunDiff {
  readonly name: string;
  /** The two runs; null for a notebook's file. */
  readonly runs: readonly [RunName | null, RunName | null];
  readonly status: readonly [string, string];
  readonly durationMs: readonly [number | null, number | null];
  readonly parameters: readonly Change[];
  readonly inputs: readonly InputChange[];
  readonly cells: readonly CellChange[];
  readonly durations: readonly DurationChange[];
}

/** Compares two runs of a notebook. Cells are matched by id and code, then by code, then by id: tools number ids anew. */
export const compareRuns = (a: RunSide, b: RunSide): RunDiff => {
  const pairs = matchCells(a.cells, b.cells);
  const moved = movedCells(pairs);
  const cells = pairs.flatMap(([one, other]) => cellChange(one, other, moved) ?? []);
  return {
    name: b.name,
    runs: [runName(a), runName(b)],
    status: [a.status, b.status],
    durationMs: [a.durationMs ?? null, b.durationMs ?? null],
    parameters: changes(a.parameters, b.parameters),
    inputs: changes(a.inputs, b.inputs).map((change) => withListing(change, a, b)),
    cells,
    durations: pairs.flatMap(([one, other]) => durationChange(one, other) ?? []),
  };
};

/** Whether anything but durations changed. */
export const isSameRun = ({ status, parameters, inputs, cells }: RunDiff): boolean =>
  status[0] === status[1] && parameters.length + inputs.length + cells.length === 0;

const changes = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): readonly Change[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) => {
    const before = Object.hasOwn(a, name) ? { before: a[name] ?? "" } : {};
    const after = Object.hasOwn(b, name) ? { after: b[name] ?? "" } : {};
    return a[name] === b[name] ? [] : [{ name, ...before, ...after }];
  });

const withListing = (change: Change, a: RunSide, b: RunSide): InputChange => {
  const [before, after] = [a.listings?.[change.name], b.listings?.[change.name]];
  return before && after ? { ...change, listing: compareListings(before, after) } : change;
};

const runName = ({ run }: RunSide): RunName | null => (run ? { id: run.id, startedAt: run.startedAt } : null);

const cellChange = (
  a: SideCell | undefined,
  b: SideCell | undefined,
  moved: ReadonlySet<SideCell>,
): CellChange | undefined => {
  const cell = b ?? a;
  if (!cell) return undefined;
  const { id, index, title } = cell;
  if (!a || !b) {
    const lines = cell.source ? { codeDiff: markedLines(cell.source, b ? "+" : "-") } : {};
    return { id, index, title, change: b ? "added" : "removed", code: true, ...lines };
  }
  const code = a.code !== b.code;
  // What is cached holds as if it had run.
  const status =
    settled(a.status) === settled(b.status) ? {} : { status: { name: "status", before: a.status, after: b.status } };
  const outputs = outputsDiff(a.outputs, b.outputs);
  const isSame = !code && !("status" in status) && outputs === undefined;
  if (isSame && !moved.has(b)) return undefined;
  const from = moved.has(b) ? { movedFrom: a.index } : {};
  const told = outputs === undefined ? {} : { outputs };
  const diff = code && a.source !== undefined && b.source !== undefined ? lineDiff(a.source, b.source) : "";
  const lines = diff === "" ? {} : { codeDiff: diff };
  return { id, index, title, change: isSame ? "moved" : "changed", ...from, code, ...lines, ...status, ...told };
};

const settled = (status: string): string => (status === "cached" ? "ok" : status);

const outputsDiff = (a: readonly OutputDigest[], b: readonly OutputDigest[]): string | undefined => {
  if (a.map(({ hash }) => hash).join() === b.map(({ hash }) => hash).join()) return undefined;
  if (a.length === 0) return markedLines(textOf(b), "+");
  if (b.length === 0) return markedLines(textOf(a), "-");
  const diff = readableDiff(textOf(a), textOf(b));
  return diff === "" ? "what does not show as text differs" : diff;
};

const textOf = (outputs: readonly OutputDigest[]): string =>
  outputs
    .map(({ type, text, size, hash }) => text ?? `[${type} of ${size} characters, ${hash.slice(0, 12)}]`)
    .map((text) => text.replace(/\n$/, ""))
    .join("\n");

// What differs by less is what any two runs differ by.
const durationChange = (a: SideCell | undefined, b: SideCell | undefined): DurationChange | undefined => {
  const [before, after] = [a?.durationMs, b?.durationMs];
  if (!b || before === undefined || after === undefined || before === 0 || after === 0) return undefined;
  if (Math.abs(after - before) < 100 || Math.max(after, before) < 1.5 * Math.min(after, before)) return undefined;
  return { id: b.id, index: b.index, title: b.title, before, after };
};
