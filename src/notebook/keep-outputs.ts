import { newCellId } from "./cell-id.ts";
import { pinbookOf } from "./cells.ts";
import { mergedWithLiterals, withLiterals } from "./json-number.ts";
import { runNotesOf, withoutRun } from "./run-notes.ts";
import { isDefault } from "./script/header.ts";
import type { Cell, Json, JsonObject, Notebook } from "./types.ts";
import { withUniqueIds } from "./unique-ids.ts";

/**
 * The notebook that a script became, with what the notebook of before knows of its unchanged cells (those with the same
 * type and text, in order): outputs, execution counts, what runs noted, attachments; and with the ids of before where the
 * script names none. A script without a header leaves the notebook's metadata as they were.
 */
export const keepOutputs = (fresh: Notebook, former: Notebook): Notebook => {
  const matches = matchCells(fresh.cells, former.cells);
  const ids = keptIds(fresh.cells, former.cells, matches);
  const cells = fresh.cells.map((cell, index): Cell => {
    const before = matches[index];
    return mergedWithLiterals<Cell>(before ? joined(cell, before) : cell, { id: ids[index] ?? cell.id });
  });
  return mergedWithLiterals<Notebook>(former, fresh, {
    metadata: metadataOf(fresh, former),
    cells: withUniqueIds(cells),
  });
};

// The former id of each cell for which the script names none: of the cell that it was, or, where its text changed, of
// the one that stood at its place after the cell before it.
const keptIds = (fresh: readonly Cell[], former: readonly Cell[], matches: readonly (Cell | undefined)[]) => {
  const placeOf = new Map(former.map((cell, index) => [cell, index]));
  const taken = new Set(fresh.filter((cell, index) => !isDerived(cell, index)).map(({ id }) => id));
  for (const match of matches) if (match) taken.add(match.id);
  let place = -1;
  return fresh.map((cell, index) => {
    const match = matches[index];
    place = match ? (placeOf.get(match) ?? place) : place + 1;
    const before = match ?? former[place];
    if (!before || !isDerived(cell, index)) return undefined;
    if (match) return match.id;
    if (before.cell_type !== cell.cell_type || taken.has(before.id)) return undefined;
    taken.add(before.id);
    return before.id;
  });
};

const isDerived = (cell: Cell, index: number): boolean => cell.id === newCellId(cell.source, index, new Set());

// Each cell takes the former one of its id where that has its text, else the next one of its text, else any left.
const matchCells = (fresh: readonly Cell[], former: readonly Cell[]): readonly (Cell | undefined)[] => {
  const keyOf = (cell: Cell): string => `${cell.cell_type}\n${cell.source}`;
  const left = new Map<string, Cell[]>();
  for (const cell of former) {
    const others = left.get(keyOf(cell));
    if (others) others.push(cell);
    else left.set(keyOf(cell), [cell]);
  }
  const take = (cell: Cell, choose: (others: readonly Cell[]) => number): Cell | undefined => {
    const others = left.get(keyOf(cell)) ?? [];
    const at = choose(others);
    return at < 0 ? undefined : others.splice(at, 1)[0];
  };
  const byId = fresh.map((cell) => take(cell, (others) => others.findIndex(({ id }) => id === cell.id)));
  return fresh.map((cell, index) => byId[index] ?? take(cell, (others) => (others.length > 0 ? 0 : -1)));
};

const joined = (cell: Cell, before: Cell): Cell => {
  const metadata = mergedMetadata(cell, before);
  if (cell.cell_type !== "code" || before.cell_type !== "code")
    return mergedWithLiterals<Cell>(withAttachments(cell, before), { metadata });
  const { execution_count, outputs } = before;
  return mergedWithLiterals<Cell>(cell, { metadata, execution_count, outputs });
};

const withAttachments = (cell: Cell, before: Cell): Cell =>
  "attachments" in before && !("attachments" in cell)
    ? mergedWithLiterals<Cell>(cell, { attachments: before.attachments })
    : cell;

// Jupytext's scripts leave these out.
const viewMetadata = ["autoscroll", "collapsed", "scrolled"];

const mergedMetadata = (cell: Cell, before: Cell): JsonObject => {
  const { pinbook: notes, ...noted } = runNotesOf(before);
  const { metadata } = withoutRun(cell);
  const view = Object.fromEntries(
    viewMetadata.filter((name) => name in before.metadata).map((name) => [name, before.metadata[name] as Json]),
  );
  const merged = withLiterals(mergedWithLiterals<JsonObject>(view, metadata, noted), before.metadata);
  if (notes === undefined) return merged;
  const own = (metadata.pinbook ?? {}) as JsonObject;
  const pinbook = withLiterals(mergedWithLiterals<JsonObject>(own, notes as JsonObject), pinbookOf(before));
  return mergedWithLiterals<JsonObject>(merged, { pinbook });
};

const metadataOf = (fresh: Notebook, former: Notebook): JsonObject => {
  if (isDefault(fresh.metadata)) return former.metadata;
  const { language_info: language } = former.metadata;
  return mergedWithLiterals<JsonObject>(language === undefined ? {} : { language_info: language }, fresh.metadata);
};
