import { join } from "node:path";
import { usageError } from "../../errors.ts";
import { type CodeCell, hasTag, type Notebook, type Output, tagsOf } from "../../notebook/index.ts";
import { type BlobStore, blobStore, hashOf } from "../cache/index.ts";
import { listingOf } from "../listing.ts";
import { pinbookVersion } from "../version.ts";
import { knownModules } from "./known-modules.ts";
import { type CellPlan, type PlanCell, planCells } from "./plan.ts";
import { planCellsOf } from "./plan-cells.ts";
import { type NotebookStates, readStates, statePath } from "./state-file.ts";
import type { CellState, ValueGroup } from "./types.ts";
import { createWorld, type Fingerprint } from "./world.ts";

/** Which cells to rerun; by default all that are stale. */
export interface Selection {
  /** Ids of cells, or their places among the code cells from 1. */
  readonly cells?: readonly string[];
  readonly tags?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  /** Runs the selected cells also where they are fresh. */
  readonly force?: boolean;
  /** Allows cells with effects to run again where others need a value of theirs that cannot be restored. */
  readonly effects?: boolean;
  /** Only what the run that was cut short had still to do. */
  readonly resume?: boolean;
}

/** A notebook with what is remembered of it. */
export interface Stale {
  readonly notebook: Notebook;
  readonly cells: ReturnType<typeof planCellsOf>;
  readonly path: string;
  readonly store: BlobStore;
  readonly known: NotebookStates;
  readonly runtime: Readonly<Record<string, string>>;
}

export interface StaleOptions {
  readonly notebook: Notebook;
  readonly file: string;
  readonly cwd: string;
  readonly home: string;
}

/** Reads what is remembered of a notebook. */
export const openStale = ({ notebook, file, cwd, home }: StaleOptions): Stale => {
  const path = statePath(home, file);
  const modules = knownModules(join(home, "cells", "modules.json"));
  const cells = planCellsOf(notebook, cwd, modules);
  modules.save();
  return {
    notebook,
    path,
    cells,
    store: blobStore(join(home, "cache")),
    known: readStates(path),
    runtime: { Node: process.version, pinbook: pinbookVersion() },
  };
};

/** Says which cells are to run; `lost` are hashes of snapshots that could not be restored; `explains` costs another look at lists that changed. */
export const planStale = async (
  stale: Stale,
  selection: Selection,
  fingerprint: Fingerprint | undefined,
  { lost = new Set<string>(), explains = false }: { lost?: ReadonlySet<string>; explains?: boolean } = {},
): Promise<CellPlan> => {
  const { cells, known, runtime, store, path } = stale;
  const { resume, effects } = selection;
  const due = resume ? resumeFrom(stale) : undefined;
  const world = await createWorld({
    states: known.states,
    path,
    fingerprint,
    listingOf: explains ? (access) => listingOf(access, store.get) : undefined,
  });
  return planCells({
    cells,
    states: known.states,
    runtime,
    changed: resume ? () => undefined : world.changed,
    missing: (state) => missingOf(stale, state),
    isStored: store.has,
    isLost: (hash) => lost.has(hash),
    selected: due ? (index) => index >= due.first : selectedBy(stale, selection),
    force: due ? due.why : () => (selection.force ? "it was asked for" : undefined),
    ...(effects === undefined ? {} : { effects }),
  });
};

/**
 * Whether what is remembered of a cell does in its place after all, while others run: it read nothing outside, did nothing
 * to the world, and its values are there and such as nobody can change.
 */
export const isSettled = (stale: Stale, cell: PlanCell, state: CellState, lost: ReadonlySet<string>): boolean => {
  const { groups, again, unchanged } = state.values;
  const isKept = ({ mutable, blob, blobs = [], needs = [], others = {}, inline }: ValueGroup): boolean =>
    !mutable &&
    blob !== undefined &&
    !lost.has(blob) &&
    needs.length + Object.keys(others).length === 0 &&
    [...(inline === undefined ? [blob] : []), ...blobs].every((hash) => stale.store.has(hash));
  const { defines, changes } = cell.node;
  const names = new Set(groups.flatMap((group) => group.names));
  return (
    state.status === "ok" &&
    state.accesses.length + state.effects.length + cell.effects.length + again.length === 0 &&
    groups.every(isKept) &&
    defines.every((name) => names.has(name)) &&
    changes.every((name) => names.has(name) || unchanged.includes(name)) &&
    missingOf(stale, state) === undefined
  );
};

const missingOf = ({ store, notebook }: Stale, { outputs, inlineOutputs, index }: CellState): string | undefined => {
  if (outputs === undefined || inlineOutputs !== undefined || store.has(outputs)) return undefined;
  const cell = notebook.cells[index];
  const isThere = cell?.cell_type === "code" && hashOf(JSON.stringify(cell.outputs)) === outputs;
  return isThere ? undefined : "its outputs are no longer in the cache";
};

/** The outputs of a cell that does not run. */
export const outputsOf = (
  { store, notebook }: Stale,
  index: number,
  { outputs, inlineOutputs }: CellState,
): readonly Output[] => {
  if (outputs === undefined) return [];
  if (inlineOutputs !== undefined) return JSON.parse(inlineOutputs) as readonly Output[];
  const bytes = store.get(outputs);
  if (bytes) return JSON.parse(new TextDecoder().decode(bytes)) as readonly Output[];
  const cell = notebook.cells[index];
  return cell?.cell_type === "code" ? cell.outputs : [];
};

/** From the first cell that the last run should have run and did not end ok; those that it did not come to run also where an earlier run's would do. */
const resumeFrom = ({ cells, known }: Stale) => {
  const { mark, sinceMark } = known;
  const done = new Set([...sinceMark].filter(({ status }) => status === "ok").map(({ id }) => id));
  const isDue = (id: string): boolean => (mark?.cells === undefined || mark.cells.includes(id)) && !done.has(id);
  const due = new Set(cells.filter(({ id, skip }) => !skip && isDue(id)).map(({ node }) => node.index));
  return {
    first: Math.min(...due),
    why: (index: number) => (due.has(index) ? "the run that was cut short had still to run it" : undefined),
  };
};

const selectedBy = (stale: Stale, selection: Selection): ((index: number) => boolean) => {
  const { cells, notebook } = stale;
  const { cells: ids = [], tags = [], from, to } = selection;
  const first = from === undefined ? 0 : findCell(stale, from);
  const last = to === undefined ? Number.POSITIVE_INFINITY : findCell(stale, to);
  const named = new Set(ids.map((id) => findCell(stale, id)));
  const tagged = (index: number): boolean => tags.some((tag) => notebookHas(notebook, index, tag));
  for (const tag of tags)
    if (!cells.some(({ node }) => notebookHas(notebook, node.index, tag))) throw noSuchTag(tag, stale);
  const isNamed = (index: number): boolean =>
    (named.size === 0 && tags.length === 0) || named.has(index) || tagged(index);
  return (index) => index >= first && index <= last && isNamed(index);
};

const notebookHas = ({ cells }: Notebook, index: number, tag: string): boolean => {
  const cell = cells[index];
  return cell !== undefined && hasTag(cell, tag);
};

const noSuchTag = (tag: string, { cells, notebook }: Stale) => {
  const tags = new Set(cells.flatMap(({ node }) => tagsOf(notebook.cells[node.index] as CodeCell)));
  return usageError(
    `no code cell has the tag ${JSON.stringify(tag)}: ${tags.size === 0 ? "none has any" : `their tags are ${[...tags].sort().join(", ")}`}`,
  );
};

const findCell = (stale: Stale, id: string): number => {
  const found = stale.cells.find((cell) => cell.id === id) ?? stale.cells[/^\d+$/.test(id) ? Number(id) - 1 : -1];
  if (!found) throw noSuch("there is no code cell", id, stale);
  return found.node.index;
};

const noSuch = (what: string, name: string, { cells }: Stale) =>
  usageError(
    `${what} ${JSON.stringify(name)}: the code cells are ${cells.map(({ id }) => id).join(", ") || "none"}, or 1 to ${cells.length}`,
  );
