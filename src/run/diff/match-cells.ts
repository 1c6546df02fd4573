import type { SideCell } from "./run-side.ts";

/** A cell of the first run and one of the second; undefined where there is none. */
export type CellPair = readonly [SideCell | undefined, SideCell | undefined];

/**
 * The cells of two runs in pairs, by id and code, then by code, then by id; in the order of the second, those that are gone
 * last.
 */
export const matchCells = (a: readonly SideCell[], b: readonly SideCell[]): readonly CellPair[] => {
  const left = new Set(a);
  const partners = new Map<SideCell, SideCell>();
  const ways: readonly ((cell: SideCell) => string)[] = [
    ({ id, code }) => `${id} ${code}`,
    ({ code }) => code,
    ({ id }) => id,
  ];
  for (const keyOf of ways) {
    const waiting = grouped(left, keyOf);
    for (const cell of b) {
      const found = partners.has(cell) ? undefined : waiting.get(keyOf(cell))?.shift();
      if (!found) continue;
      partners.set(cell, found);
      left.delete(found);
    }
  }
  return [
    ...b.map((cell): CellPair => [partners.get(cell), cell]),
    ...[...left].map((cell): CellPair => [cell, undefined]),
  ];
};

/** The cells of the second run that stand before or after others than they did: all but a longest row in the same order. */
export const movedCells = (pairs: readonly CellPair[]): ReadonlySet<SideCell> => {
  const both = pairs.flatMap(([a, b]) => (a && b ? [{ at: a.index, cell: b }] : []));
  const tails: number[] = [];
  const before: number[] = [];
  for (const [i, { at }] of both.entries()) {
    let length = tails.findIndex((tail) => (both[tail]?.at ?? 0) > at);
    if (length < 0) length = tails.length;
    before.push(tails[length - 1] ?? -1);
    tails[length] = i;
  }
  const moved = new Set(both.map(({ cell }) => cell));
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i] ?? -1) {
    const stays = both[i]?.cell;
    if (stays) moved.delete(stays);
  }
  return moved;
};

const grouped = (cells: Iterable<SideCell>, keyOf: (cell: SideCell) => string): Map<string, SideCell[]> => {
  const groups = new Map<string, SideCell[]>();
  for (const cell of cells) {
    const group = groups.get(keyOf(cell));
    if (group) group.push(cell);
    else groups.set(keyOf(cell), [cell]);
  }
  return groups;
};
