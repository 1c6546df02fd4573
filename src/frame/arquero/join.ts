import type { ColumnTable as Arquero } from "arquero";
import type { Schema } from "../../schema.ts";
import type { PlanOf } from "../plan.ts";
import { keyColumn } from "./evaluate.ts";
import { groupRows, type KeyColumn } from "./groups.ts";

/** Pairs of matching rows, in the order of the left and then of the right; -1 on the right where a left join found none. */
export interface Pairs {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** The rows of the left and right that a join pairs; semi and anti joins give left rows only, with -1 on the right. */
export const pairRows = (
  plan: PlanOf<"join">,
  left: Arquero,
  leftSchema: Schema,
  right: Arquero,
  rightSchema: Schema,
): Pairs => {
  const lefts = plan.on.map((pair) => keyColumn(left, leftSchema, pair.left));
  const rights = plan.on.map((pair) => keyColumn(right, rightSchema, pair.right));
  const { first, next } = matchesOf(lefts, left.numRows(), rights, right.numRows());
  const pairs = { left: [] as number[], right: [] as number[] };
  const add = (row: number, match: number) => {
    pairs.left.push(row);
    pairs.right.push(match);
  };
  for (let row = 0; row < left.numRows(); row++) {
    const match = first(row);
    if (plan.how === "semi" || plan.how === "anti") {
      if (match < 0 === (plan.how === "anti")) add(row, -1);
    } else if (match < 0 && plan.how === "left") add(row, -1);
    else for (let at = match; at >= 0; at = next[at] ?? -1) add(row, at);
  }
  return pairs;
};

/** The right rows that match a left row, as a chain: the first one, then the next after each; -1 ends it. */
interface Matches {
  readonly first: (row: number) => number;
  readonly next: Int32Array;
}

/** Both sides are grouped together, left rows first, and the right rows of each group are chained in order. */
const matchesOf = (
  lefts: readonly KeyColumn[],
  leftCount: number,
  rights: readonly KeyColumn[],
  rightCount: number,
): Matches => {
  const keys = lefts.map(({ cell, type }, index) => ({
    cell: (row: number) => (row < leftCount ? cell(row) : rights[index]?.cell(row - leftCount)),
    type,
  }));
  const { ids, firsts } = groupRows(keys, leftCount + rightCount);
  const heads = new Int32Array(firsts.length).fill(-1);
  const next = new Int32Array(rightCount).fill(-1);
  for (let row = rightCount - 1; row >= 0; row--) {
    if (rights.some(({ cell }) => cell(row) === null)) continue;
    const id = ids[leftCount + row] ?? 0;
    next[row] = heads[id] ?? -1;
    heads[id] = row;
  }
  return { first: (row) => heads[ids[row] ?? 0] ?? -1, next };
};
