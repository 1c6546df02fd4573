import { PinbookError } from "../../errors.ts";
import { isSmallInteger } from "../data-type.ts";
import type { AggregateName, AggregateNode } from "../plan.ts";
import { comparatorOf } from "./compare.ts";
import type { Cell } from "./compile.ts";
import { groupRows } from "./groups.ts";

/** An aggregate of the rows of one group, made once for all groups. */
export type Aggregate = (rows: readonly number[]) => unknown;

/** The aggregate of a node whose arguments have been compiled. */
export const aggregateOf = (node: AggregateNode, args: readonly Cell[]): Aggregate => makers[node.fn](node, args);

type Maker = (node: AggregateNode, args: readonly Cell[]) => Aggregate;

const argument = (args: readonly Cell[], index = 0): Cell => args[index] ?? (() => null);

/** The values of the first argument that are not null, in order. */
const present = (args: readonly Cell[], rows: readonly number[]): unknown[] =>
  rows.map(argument(args)).filter((value) => value !== null);

const countDistinct: Maker = (node, args) => (rows) => {
  const full = rows.filter((row) => args.every((arg) => arg(row) !== null));
  const keys = args.map((arg, index) => ({
    cell: (at: number) => arg(full[at] ?? 0),
    type: node.args[index]?.type ?? "string",
  }));
  return groupRows(keys, full.length).firsts.length;
};

const sum: Maker = (node, args) => (rows) => {
  const values = present(args, rows);
  if (values.length === 0) return null;
  if (node.type === "int64") return within64((values as bigint[]).reduce((a, b) => a + b));
  const total = (values as number[]).reduce((a, b) => a + b);
  return isSmallInteger(node.args[0]?.type ?? "float64") ? within53(total) : total;
};

const within64 = (total: bigint): bigint => {
  if (BigInt.asIntN(64, total) === total) return total;
  throw new PinbookError(`op.sum gave ${total}, which does not fit int64: cast the column to float64 first.`);
};

const within53 = (total: number): number => {
  if (Number.isSafeInteger(total)) return total;
  throw new PinbookError(`op.sum gave about ${total}, past 2^53: cast the column to int64 for an exact sum.`);
};

const numbers = (args: readonly Cell[], rows: readonly number[]): number[] => present(args, rows).map(Number);

const mean: Maker = (_, args) => (rows) => {
  const values = numbers(args, rows);
  return values.length === 0 ? null : values.reduce((a, b) => a + b) / values.length;
};

const byNumber = comparatorOf("float64") as (a: number, b: number) => number;

const median =
  (pick: (low: number, high: number) => number): Maker =>
  (_, args) =>
  (rows) => {
    const values = numbers(args, rows).sort(byNumber);
    const low = values[Math.ceil(values.length / 2) - 1];
    const high = values[Math.floor(values.length / 2)];
    return low === undefined || high === undefined ? null : pick(low, high);
  };

const extreme =
  (sign: 1 | -1): Maker =>
  (node, args) => {
    const compare = comparatorOf(node.type);
    return (rows) =>
      present(args, rows).reduce(
        (best: unknown, value) => (best === null || compare(value as never, best as never) * sign > 0 ? value : best),
        null,
      );
  };

const extremeBy =
  (sign: 1 | -1): Maker =>
  (node, args) => {
    const key = argument(args, 1);
    const compare = comparatorOf(node.args[1]?.type ?? "string");
    return (rows) => {
      let best: number | undefined;
      for (const row of rows) {
        if (key(row) === null) continue;
        if (best === undefined || compare(key(row) as never, key(best) as never) * sign > 0) best = row;
      }
      return best === undefined ? null : argument(args)(best);
    };
  };

const at =
  (index: 0 | -1): Maker =>
  (_, args) =>
  (rows) => {
    const row = rows.at(index);
    return row === undefined ? null : argument(args)(row);
  };

const makers: Readonly<Record<AggregateName, Maker>> = {
  countRows: () => (rows) => rows.length,
  count: (_, args) => (rows) => present(args, rows).length,
  countIf: (_, args) => (rows) => rows.filter((row) => argument(args)(row) === true).length,
  countDistinct,
  sum,
  mean,
  median: median((low, high) => (low + high) / 2),
  medianLower: median((low) => low),
  min: extreme(-1),
  max: extreme(1),
  first: at(0),
  last: at(-1),
  argmax: extremeBy(1),
  argmin: extremeBy(-1),
  list: (_, args) => (rows) => rows.map(argument(args)),
};
