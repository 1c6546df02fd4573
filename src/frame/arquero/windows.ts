import type { WindowName, WindowNode } from "../plan.ts";
import type { CompareRows } from "./sort.ts";

/** A window's value for each row, computed group by group. */
export const windowValues = (
  node: WindowNode,
  groups: readonly (readonly number[])[],
  compare: CompareRows,
  rowCount: number,
): readonly number[] => {
  const values = new Array<number>(rowCount).fill(0);
  for (const rows of groups) {
    const sorted = [...rows].sort((a, b) => compare(a, b) || a - b);
    let place: Place = { number: 0, rank: 0, denseRank: 0 };
    sorted.forEach((row, index) => {
      const before = sorted[index - 1];
      place = next(place, before !== undefined && compare(before, row) === 0);
      values[row] = place[fields[node.fn]];
    });
  }
  return values;
};

interface Place {
  readonly number: number;
  readonly rank: number;
  readonly denseRank: number;
}

const fields: Readonly<Record<WindowName, keyof Place>> = { rank: "rank", denseRank: "denseRank", rowNumber: "number" };

const next = ({ number, rank, denseRank }: Place, isTie: boolean): Place => ({
  number: number + 1,
  rank: isTie ? rank : number + 1,
  denseRank: isTie ? denseRank : denseRank + 1,
});
