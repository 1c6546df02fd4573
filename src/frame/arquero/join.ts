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

/** The rows of the left and right that a join pairs; semi and anti joins give left rows only. */
export const pairRows = (
  plan: PlanOf<"join">,
  left: Arquero,
  leftSchema: Schema,
  right: Arquero,
  rightSchema: Schema,
): Pairs => {
  const lefts = plan.on.map((pair) => keyColumn(left, leftSchema, pair.left));
  const rights = plan.on.map((pair) => keyColumn(right, rightSchema, pair.right));
  const matches = matchesOf(lefts, left.numRows(), rights, right.numRows());
  const pairs = { left: [] as number[], right: [] as number[] };
  for (let row = 0; row < left.numRows(); row++) {
    for (const match of kept(plan.how, matches(row))) {
      pairs.left.push(row);
      pairs.right.push(match);
    }
  }
  return pairs;
};

const none: readonly number[] = [-1];

const kept = (how: PlanOf<"join">["how"], matches: readonly number[]): readonly number[] => {
  switch (how) {
    case "inner":
      return matches;
    case "left":
      return matches.length > 0 ? matches : none;
    case "semi":
      return matches.length > 0 ? none : [];
    case "anti":
      return matches.length > 0 ? [] : none;
  }
};

/** The right rows that match a left row: both sides are grouped together, left rows first. */
const matchesOf = (
  lefts: readonly KeyColumn[],
  leftCount: number,
  rights: readonly KeyColumn[],
  rightCount: number,
): ((row: number) => readonly number[]) => {
  const keys = lefts.map(({ cell, type }, index) => ({
    cell: (row: number) => (row < leftCount ? cell(row) : rights[index]?.cell(row - leftCount)),
    type,
  }));
  const { ids, firsts } = groupRows(keys, leftCount + rightCount);
  const rows = firsts.map((): number[] => []);
  for (let row = 0; row < rightCount; row++) {
    if (rights.every(({ cell }) => cell(row) !== null)) rows[ids[leftCount + row] ?? 0]?.push(row);
  }
  return (row) => rows[ids[row] ?? 0] ?? [];
};
