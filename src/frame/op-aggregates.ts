import { usageError } from "../errors.ts";
import { type DataType, typeName } from "../schema.ts";
import { isOrdered, kindOf } from "./data-type.ts";
import { type DecimalType, isDecimal, meanDecimal, totalDecimal } from "./decimal-type.ts";
import { toExpr } from "./expr.ts";
import type { BigintExpr, BooleanExpr, DecimalExpr, Expr, ListExpr, NumberExpr, Of, ValueOf } from "./expr-types.ts";
import { literal } from "./literal.ts";
import type { AggregateName, ExprNode } from "./plan.ts";

type Sum<E extends Expr> = E extends BigintExpr<null> ? BigintExpr<null> : Mean<E>;
type Mean<E extends Expr> = E extends DecimalExpr<null> ? DecimalExpr<null> : NumberExpr<null>;
type Nullable<E extends Expr> = Of<ValueOf<E> | null>;

/** How many rows the group has; with an expression, how many of its values are not null. */
export const count = (value?: Expr): NumberExpr =>
  value ? aggregate("count", [value.node], "int32", false) : aggregate("countRows", [], "int32", false);

/** In how many rows the condition is true. */
export const countIf = (condition: BooleanExpr<null>): NumberExpr =>
  aggregate("countIf", [condition.node], "int32", false);

/** How many different values (or tuples of values) there are; those with a null are left out. */
export const countDistinct = (...values: readonly [Expr, ...Expr[]]): NumberExpr =>
  aggregate(
    "countDistinct",
    values.map((value) => value.node),
    "int32",
    false,
  );

/** Whether the condition is true in a row; null where it is null in all. */
export const any = (condition: BooleanExpr<null>): BooleanExpr<null> =>
  aggregate("any", [condition.node], "boolean", true);

/** Whether the condition is true in all rows where it is not null; null where it is null in all. */
export const every = (condition: BooleanExpr<null>): BooleanExpr<null> =>
  aggregate("every", [condition.node], "boolean", true);

/**
 * The sum without nulls, null where there is none; of whole numbers exact to 2^53 (an error beyond), of bigints to 64 bits,
 * of decimals to 38 digits. Floats are added in the frame's order.
 */
export const sum = <E extends AnyNumber | DecimalExpr<null>>(value: E): Sum<E> =>
  aggregate(
    "sum",
    [value.node],
    exactOr(value.node, totalDecimal, value.node.type === "int64" ? "int64" : "float64"),
    true,
  );

/**
 * The mean without nulls, null where there is none; of the sum that op.sum describes. Of decimals a decimal with four
 * digits more behind the point, halves away from zero.
 */
export const mean = <E extends AnyNumber | DecimalExpr<null>>(value: E): Mean<E> =>
  aggregate("mean", [value.node], exactOr(value.node, meanDecimal, "float64"), true);

const exactOr = ({ type }: ExprNode, rule: (type: DecimalType) => DataType, other: DataType): DataType =>
  isDecimal(type) ? rule(type) : other;

type AnyNumber = NumberExpr<null> | BigintExpr<null>;

/** The exact median: of an even number of values the mean of the middle two. */
export const median = (value: AnyNumber): NumberExpr<null> => aggregate("median", [value.node], "float64", true);

/** The lower median, a value that occurs: what percentile_approx(x, 0.5) gives. */
export const medianLower = (value: AnyNumber): NumberExpr<null> =>
  aggregate("medianLower", [value.node], "float64", true);

/** The value below which this share (0 to 1) of the values lies, between two of them in proportion. */
export const quantile = (value: AnyNumber, share: number): NumberExpr<null> => {
  if (!(share >= 0 && share <= 1)) throw usageError(`quantile takes a share from 0 to 1, not ${share}.`);
  return aggregate("quantile", [value.node, literal(share)], "float64", true);
};

/** The variance of a sample (over n - 1); null of fewer than two values. Its last digits may differ from engine to engine. */
export const variance = (value: AnyNumber): NumberExpr<null> => aggregate("variance", [value.node], "float64", true);

/** The standard deviation of a sample, the square root of the variance. */
export const stddev = (value: AnyNumber): NumberExpr<null> => aggregate("stddev", [value.node], "float64", true);

/** The most frequent value that is not null; of equally frequent ones the smallest. */
export const mode = <E extends Expr>(value: E): Nullable<E> => aggregate("mode", [value.node], value.node.type, true);

/** The smallest value that is not null. */
export const min = <E extends Expr>(value: E): Nullable<E> => aggregate("min", [value.node], value.node.type, true);

/** The largest value that is not null. */
export const max = <E extends Expr>(value: E): Nullable<E> => aggregate("max", [value.node], value.node.type, true);

/** The first row's value, null or not. */
export const first = <E extends Expr>(value: E): Nullable<E> => aggregate("first", [value.node], value.node.type, true);

/** The last row's value, null or not. */
export const last = <E extends Expr>(value: E): Nullable<E> => aggregate("last", [value.node], value.node.type, true);

/** The value of the row with the largest key; of equal keys the first row's. */
export const argmax = <E extends Expr>(value: E, key: Expr): Nullable<E> => ofExtreme("argmax", value, key);

/** The value of the row with the smallest key; of equal keys the first row's. */
export const argmin = <E extends Expr>(value: E, key: Expr): Nullable<E> => ofExtreme("argmin", value, key);

const ofExtreme = <E extends Expr>(fn: "argmax" | "argmin", { node }: E, key: Expr): Nullable<E> => {
  if (isOrdered(key.node.type)) return aggregate(fn, [node, key.node], node.type, true);
  throw usageError(`${fn} takes a key that has an order, not ${typeName(key.node.type)}.`);
};

/** The values of the group in order, nulls too. */
export const values = <E extends Expr>(value: E): ListExpr<ValueOf<E>> =>
  aggregate("list", [value.node], { kind: "list", element: value.node.type, containsNull: value.node.nullable }, false);

const aggregate = <E extends Expr>(
  fn: AggregateName,
  args: readonly ExprNode[],
  type: DataType,
  nullable: boolean,
): E => {
  for (const arg of args) checkAggregate(fn, arg);
  return toExpr(Object.freeze({ kind: "aggregate", fn, args: Object.freeze(args), type, nullable }));
};

const numericAggregates: readonly AggregateName[] = [
  "sum",
  "mean",
  "median",
  "medianLower",
  "quantile",
  "variance",
  "stddev",
];

const checkAggregate = (fn: AggregateName, arg: ExprNode): void => {
  const kind = kindOf(arg.type);
  if (kind === "decimal" && (fn === "sum" || fn === "mean")) return;
  if (numericAggregates.includes(fn) && kind !== "number" && kind !== "int64") {
    throw usageError(`${fn} takes numbers, not ${typeName(arg.type)}: cast it.`);
  }
  if (["min", "max", "mode"].includes(fn) && !isOrdered(arg.type)) {
    throw usageError(`${fn} takes what has an order, not ${typeName(arg.type)}.`);
  }
};
