import type { WindowName, WindowNode } from "../plan.ts";
import type { Accumulator } from "./accumulator.ts";
import { aggregateRows } from "./aggregates.ts";
import type { Cell } from "./compile.ts";
import type { GroupRows } from "./groups.ts";
import type { CompareRows } from "./sort.ts";

/** A window's arguments, or what starts its running aggregate. */
export interface WindowArgs {
  readonly args: readonly Cell[];
  readonly running: (() => Accumulator) | undefined;
}

/** A window's value for each row, computed group by group. */
export const windowValues = (
  node: WindowNode,
  given: WindowArgs,
  groups: readonly GroupRows[],
  compare: CompareRows,
  rowCount: number,
): readonly unknown[] => {
  const values = new Array<unknown>(rowCount).fill(null);
  for (const rows of groups) {
    const sorted = node.order.length === 0 ? Array.from(rows) : Array.from(rows).sort((a, b) => compare(a, b) || a - b);
    const found = makers[node.fn](sorted, given, compare, node);
    for (const [index, row] of sorted.entries()) values[row] = found[index];
  }
  return values;
};

/** The values of the rows of one group, which are in order. */
type Maker = (rows: readonly number[], given: WindowArgs, compare: CompareRows, node: WindowNode) => readonly unknown[];

interface Place {
  readonly number: number;
  readonly rank: number;
  readonly denseRank: number;
}

const next = ({ number, rank, denseRank }: Place, isTie: boolean): Place => ({
  number: number + 1,
  rank: isTie ? rank : number + 1,
  denseRank: isTie ? denseRank : denseRank + 1,
});

const placed =
  (value: (place: Place, count: number) => number): Maker =>
  (rows, _, compare) => {
    let place: Place = { number: 0, rank: 0, denseRank: 0 };
    return rows.map((row, index) => {
      const before = rows[index - 1];
      place = next(place, before !== undefined && compare(before, row) === 0);
      return value(place, rows.length);
    });
  };

/** The value of the row so many places before, or after where the sign is -1. */
const shifted =
  (sign: 1 | -1): Maker =>
  (rows, { args: [value, offset] }) =>
    rows.map((_, index) => {
      const other = rows[index - sign * Number(offset?.(0) ?? 1)];
      return other === undefined ? null : (value?.(other) ?? null);
    });

/** Parts whose sizes differ by one at most, the larger first. */
const ntile: Maker = (rows, { args: [parts] }) => {
  const count = Number(parts?.(0) ?? 1);
  const small = Math.floor(rows.length / count);
  const large = rows.length % count;
  return rows.map((_, index) =>
    index < large * (small + 1)
      ? Math.floor(index / (small + 1)) + 1
      : large + Math.floor((index - large * (small + 1)) / small) + 1,
  );
};

const running: Maker = (rows, { running: start }, _, node) => {
  if (!start) throw new Error("a running window without an aggregate");
  const last = node.rows;
  if (last !== null)
    return rows.map((_, index) => aggregateRows(start, rows.slice(Math.max(0, index + 1 - last), index + 1)));
  const accumulator = start();
  return rows.map((row) => {
    accumulator.add(row);
    return accumulator.value();
  });
};

const makers: Readonly<Record<WindowName, Maker>> = {
  rank: placed(({ rank }) => rank),
  denseRank: placed(({ denseRank }) => denseRank),
  percentRank: placed(({ rank }, count) => (count === 1 ? 0 : (rank - 1) / (count - 1))),
  rowNumber: placed(({ number }) => number),
  ntile,
  lag: shifted(1),
  lead: shifted(-1),
  running,
};
