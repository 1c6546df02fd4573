import { usageError } from "../../errors.ts";
import { compareRuns, type RunDiff } from "./compare-runs.ts";
import { findRun, previousRuns } from "./find-runs.ts";
import type { RunSide } from "./run-side.ts";

/** Which runs to compare. */
export interface DiffOptions {
  /** The folder of pinbook's state, `.pinbook`. */
  readonly home: string;
  /** The earlier run; of each notebook of `b` the run before it unless given. */
  readonly a?: string;
  /** The later run; the last one unless given. */
  readonly b?: string;
}

/** What changed of a notebook, or in which of the runs alone it is. */
export type NotebookDiff = RunDiff | { readonly name: string; readonly only: "A" | "B" };

/**
 * What changed from run `a` to run `b`, notebook by notebook. A run is named `last`, `last~1` (the one before it), by its id
 * in `.pinbook/runs`, or by a notebook's file, with its saved outputs. Throws a usage error where there is no such run.
 */
export const diffRuns = async ({ home, a, b = "last" }: DiffOptions): Promise<readonly NotebookDiff[]> => {
  const after = await findRun(home, b);
  const before = a === undefined ? previousRuns(home, after) : await findRun(home, a);
  if (before.length === 0)
    throw usageError(`no notebook of that run ran before: run ${after.map(({ name }) => name).join(", ")} again`);
  return paired(before, after).flatMap(([one, other]): NotebookDiff[] => {
    if (one && other) return [compareRuns(one, other)];
    const name = (one ?? other)?.name ?? "";
    return [{ name, only: one ? "A" : "B" }];
  });
};

type Pair = readonly [RunSide | undefined, RunSide | undefined];

// Of two notebooks that are named the names need not agree; those of runs agree by their files.
const paired = (a: readonly RunSide[], b: readonly RunSide[]): readonly Pair[] => {
  if (a.length === 1 && b.length === 1) return [[a[0], b[0]]];
  const left = new Set(a);
  const take = (side: RunSide): RunSide | undefined => {
    const sameFile = (other: RunSide) => other.run?.file !== undefined && other.run.file === side.run?.file;
    const found = [...left].find(sameFile) ?? [...left].find((other) => other.name === side.name);
    if (found) left.delete(found);
    return found;
  };
  return [...b.map((side): Pair => [take(side), side]), ...[...left].map((side): Pair => [side, undefined])];
};
