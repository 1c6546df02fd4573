import { newCellId } from "./cell-id.ts";
import { withLiterals } from "./json-number.ts";
import type { Cell } from "./types.ts";

type WithoutId<C> = C extends Cell ? Omit<C, "id"> & { readonly id?: string } : never;

/** A cell that may have no id yet. */
export type CellWithoutId = WithoutId<Cell>;

/**
 * Cells with an id each. As nbformat does, the first of cells that share an id keeps it; a cell that has none, or that of
 * another, gets a new one, which follows from its text and place; `repeated` is told the places of those that had another's.
 */
export const withUniqueIds = (
  cells: readonly CellWithoutId[],
  repeated: (places: readonly number[]) => void = () => {},
): readonly Cell[] => {
  const taken = new Set(cells.map((cell) => cell.id ?? ""));
  const used = new Set<string>();
  const again: number[] = [];
  const unique = cells.map((cell, index) => {
    const own = cell.id !== undefined && !used.has(cell.id);
    if (cell.id !== undefined && !own) again.push(index);
    const id = own && cell.id !== undefined ? cell.id : newCellId(cell.source, index, taken);
    used.add(id);
    taken.add(id);
    return withLiterals({ ...cell, id }, cell) as Cell;
  });
  if (again.length > 0) repeated(again);
  return unique;
};
