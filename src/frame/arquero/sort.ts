import type { SortKey } from "../plan.ts";
import { comparatorOf } from "./compare.ts";
import { type Cell, compile, type Scope } from "./compile.ts";

/** Orders two rows by their indices. */
export type CompareRows = (a: number, b: number) => number;

/** How sort keys order rows; the keys' values are computed once a row. */
export const compareRows = (keys: readonly SortKey[], scope: Scope, rowCount: number): CompareRows => {
  const comparisons = keys.map((key) => compareBy(key, compile(key.by, scope), rowCount));
  return (a, b) => {
    for (const compare of comparisons) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
};

const compareBy = (key: SortKey, cell: Cell, rowCount: number): CompareRows => {
  const values = new Array<unknown>(rowCount);
  for (let row = 0; row < rowCount; row++) values[row] = cell(row);
  const compare = comparatorOf(key.by.type);
  const sign = key.direction === "asc" ? 1 : -1;
  const nullOrder = key.nulls === "first" ? -1 : 1;
  return (a, b) => {
    const [left, right] = [values[a], values[b]];
    if (left === null || right === null) return nullOrder * (Number(left === null) - Number(right === null));
    return sign * compare(left as never, right as never);
  };
};
