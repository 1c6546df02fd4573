import { decimalText, divideRounded, hasDigits, unscaledAt } from "../../decimal.ts";
import { PinbookError } from "../../errors.ts";
import { isSmallInteger } from "../data-type.ts";
import { type DecimalType, isDecimal } from "../decimal-type.ts";
import type { AggregateName, AggregateNode } from "../plan.ts";
import { type Accumulator, argument, folding, type Maker, ofAll } from "./accumulator.ts";
import { comparatorOf, positiveZero } from "./compare.ts";
import type { Cell } from "./compile.ts";
import { keyOf } from "./groups.ts";
import { middle, mode, quantile, stddev, variance } from "./statistics.ts";

/** Starts a node's aggregate, whose arguments have been compiled, for one group of rows. */
export const accumulatorOf = (node: AggregateNode, args: readonly Cell[]): (() => Accumulator) =>
  makers[node.fn](node, args);

/** The aggregate of the rows of one group. */
export const aggregateRows = (start: () => Accumulator, rows: ArrayLike<number>): unknown => {
  const accumulator = start();
  for (let index = 0; index < rows.length; index++) accumulator.add(rows[index] as number);
  return accumulator.value();
};

const counting =
  (counts: (args: readonly Cell[], row: number) => boolean): Maker =>
  (_, args) =>
  () => {
    let count = 0;
    return {
      add: (row) => {
        if (counts(args, row)) count += 1;
      },
      value: () => count,
    };
  };

const countDistinct: Maker = (node, args) => {
  const keys = node.args.map((arg) => keyOf(arg.type));
  return () => {
    const seen: Nested = new Map();
    let count = 0;
    return {
      add: (row) => {
        const values = args.map((arg) => arg(row));
        if (values.includes(null)) return;
        if (
          isNew(
            seen,
            values.map((value, index) => keys[index]?.(value)),
          )
        )
          count += 1;
      },
      value: () => count,
    };
  };
};

type Nested = Map<unknown, Nested>;

const isNew = (seen: Nested, path: readonly unknown[]): boolean => {
  let at = seen;
  let fresh = false;
  for (const key of path) {
    let next = at.get(key);
    if (!next) {
      next = new Map();
      at.set(key, next);
      fresh = true;
    }
    at = next;
  }
  return fresh;
};

const plainSum: Maker = folding<number | bigint | null>(
  null,
  (total, value: number | bigint) => (total === null ? positiveZero(value) : (total as number) + (value as number)),
  (total) => total,
);

const sum: Maker = (node, args) => {
  const of = node.args[0]?.type ?? "float64";
  if (isDecimal(of)) return decimalTotal(node, args, of, ({ total }) => total);
  const start = plainSum(node, args);
  const isWhole = isSmallInteger(node.args[0]?.type ?? "float64");
  return () => {
    const { add, value } = start();
    return { add, value: () => within(value() as number | bigint | null, isWhole) };
  };
};

const within = (total: number | bigint | null, isWhole: boolean): number | bigint | null => {
  if (typeof total === "bigint" && BigInt.asIntN(64, total) !== total) {
    throw new PinbookError(`op.sum gave ${total}, which does not fit int64: cast the column to float64 first.`);
  }
  if (typeof total === "number" && isWhole && !Number.isSafeInteger(total)) {
    throw new PinbookError(`op.sum gave about ${total}, past 2^53: cast the column to int64 for an exact sum.`);
  }
  return total;
};

interface Total {
  readonly total: bigint;
  readonly count: number;
}

/** Decimals are added as the whole numbers that they are without their points. */
const decimalTotal = (
  node: AggregateNode,
  args: readonly Cell[],
  { scale }: DecimalType,
  end: (total: Total) => bigint,
): (() => Accumulator) => {
  const type = node.type as DecimalType;
  return folding<Total>(
    { total: 0n, count: 0 },
    ({ total, count }, value: string) => ({ total: total + unscaledAt(value, scale), count: count + 1 }),
    (state) => {
      if (state.count === 0) return null;
      const result = end(state);
      if (hasDigits(result, type.precision)) return decimalText(result, type.scale);
      throw new PinbookError(`op.${node.fn} gave more than 38 digits: cast the column to float64 first.`);
    },
  )(node, args);
};

const meanOfDecimals = (node: AggregateNode, args: readonly Cell[], of: DecimalType): (() => Accumulator) => {
  const more = 10n ** BigInt((node.type as DecimalType).scale - of.scale);
  return decimalTotal(node, args, of, ({ total, count }) => divideRounded(total * more, BigInt(count)));
};

/** Whole numbers of 64 bits are added exactly. */
const mean: Maker = (node, args) => {
  const of = node.args[0]?.type ?? "float64";
  return isDecimal(of) ? meanOfDecimals(node, args, of) : meanOfNumbers(node, args);
};

const meanOfNumbers: Maker = (node, args) =>
  folding<{ readonly total: number | bigint; readonly count: number }>(
    { total: node.args[0]?.type === "int64" ? 0n : 0, count: 0 },
    ({ total, count }, value: number) => ({ total: (total as number) + value, count: count + 1 }),
    ({ total, count }) => (count === 0 ? null : Number(total) / count),
  )(node, args);

const extreme =
  (sign: 1 | -1): Maker =>
  (node, args) => {
    const compare = comparatorOf(node.type);
    return folding<unknown>(
      null,
      (best, value) => (best === null || compare(value, best as never) * sign > 0 ? value : best),
      positiveZero,
    )(node, args);
  };

const extremeBy =
  (sign: 1 | -1): Maker =>
  (node, args) => {
    const key = argument(args, 1);
    const compare = comparatorOf(node.args[1]?.type ?? "string");
    return () => {
      let best: number | undefined;
      return {
        add: (row) => {
          if (key(row) === null) return;
          if (best === undefined || compare(key(row) as never, key(best) as never) * sign > 0) best = row;
        },
        value: () => (best === undefined ? null : argument(args)(best)),
      };
    };
  };

/** The value of the first row, or of the last. */
const ofRow =
  (isFirst: boolean): Maker =>
  (_, args) =>
  () => {
    let held: number | undefined;
    return {
      add: (row) => {
        if (held === undefined || !isFirst) held = row;
      },
      value: () => (held === undefined ? null : argument(args)(held)),
    };
  };

const list: Maker = (_, args) => () => {
  const values: unknown[] = [];
  return { add: (row) => void values.push(argument(args)(row)), value: () => [...values] };
};

const makers: Readonly<Record<AggregateName, Maker>> = {
  countRows: counting(() => true),
  count: counting((args, row) => argument(args)(row) !== null),
  countIf: counting((args, row) => argument(args)(row) === true),
  countDistinct,
  any: folding<boolean | null>(
    null,
    (found, value: boolean) => found === true || value,
    (found) => found,
  ),
  every: folding<boolean | null>(
    null,
    (held, value: boolean) => held !== false && value,
    (held) => held,
  ),
  sum,
  mean,
  median: middle((low, high) => (low === high ? low : (low + high) / 2)),
  medianLower: middle((low) => low),
  quantile,
  variance: ofAll(variance),
  stddev: ofAll(stddev),
  mode,
  min: extreme(-1),
  max: extreme(1),
  first: ofRow(true),
  last: ofRow(false),
  argmax: extremeBy(1),
  argmin: extremeBy(-1),
  list,
};
