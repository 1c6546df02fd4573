import { usageError } from "../errors.ts";
import type { DataType } from "../schema.ts";
import { kindOf, typeName } from "./data-type.ts";
import { toExpr } from "./expr.ts";
import type {
  BigintExpr,
  BooleanExpr,
  Expr,
  ListExpr,
  NullOf,
  NumberExpr,
  Of,
  Operand,
  StringExpr,
  ValueOf,
} from "./expr-types.ts";
import { literal } from "./literal.ts";
import { call, caseNode, nodeOf } from "./nodes.ts";
import { type OrderSpec, sortKey } from "./order.ts";
import type { AggregateName, CaseNode, ExprNode, WindowName } from "./plan.ts";
import type { TypeOf } from "./row-type.ts";

/** A case under way; without otherwise the rest is null. */
export interface Case<T> {
  when<V>(condition: BooleanExpr<null>, value: V): Case<T | ValueOf<V>>;
  otherwise<V>(value: V): Of<T | ValueOf<V>>;
}

type Sum<E extends Expr> = E extends BigintExpr<null> ? BigintExpr<null> : NumberExpr<null>;
type Nullable<E extends Expr> = Of<ValueOf<E> | null>;

/** A constant as an expression. */
const constant = <V>(value: V): Of<ValueOf<V>> => toExpr<Expr>(nodeOf(value)) as Of<ValueOf<V>>;

/** Null of a type. */
const nothing = <const D extends DataType>(type: D): Of<TypeOf<D> | null> => toExpr<Expr>(literal(null, type)) as never;

/** `op.when(a, x).when(b, y).otherwise(z)`: the value of the first condition that is true. */
const when = <V>(condition: BooleanExpr<null>, value: V): Case<ValueOf<V>> => cases([{ when: condition.node, value }]);

/** The first value that is not null. */
const coalesce = <O extends Values>(
  ...values: O
): Of<NonNullable<ValueOf<O[number]>> | (null extends ValueOf<Last<O>> ? null : never)> => across("coalesce", values);

type Values = readonly [Expr, ...unknown[]];
type Last<O extends readonly unknown[]> = O extends readonly [...unknown[], infer L] ? L : never;

/** The largest value that is not null; null where all are. NaN is the largest number. */
const greatest = <O extends Values>(...values: O): Extreme<O> => across("greatest", values);

/** The smallest value that is not null; null where all are. */
const least = <O extends Values>(...values: O): Extreme<O> => across("least", values);

type Extreme<O extends readonly unknown[]> = Of<NonNullable<ValueOf<O[number]>> | AllNull<O>>;
type AllNull<O extends readonly unknown[]> = O extends readonly [infer F, ...infer R]
  ? null extends ValueOf<F>
    ? AllNull<R>
    : never
  : null;

const across = (fn: "coalesce" | "greatest" | "least", values: Values): never => {
  const beside = values[0].node.type;
  return toExpr<Expr>(
    call(
      fn,
      values.map((value) => nodeOf(value, beside)),
    ),
  ) as never;
};

/** The texts one after the other; null where one is null. */
const concat = <O extends readonly Operand<string>[]>(...values: O): StringExpr<NullOf<O[number]>> =>
  toExpr(
    call(
      "concat",
      values.map((value) => nodeOf(value, "string")),
    ),
  );

/** The values as a list. */
const list = <E extends readonly [Expr, ...Expr[]]>(...values: E): ListExpr<ValueOf<E[number]>> =>
  toExpr(
    call(
      "list",
      values.map((value) => value.node),
    ),
  );

/** How many rows the group has; with an expression, how many of its values are not null. */
const count = (value?: Expr): NumberExpr =>
  value ? aggregate("count", [value.node], "int32", false) : aggregate("countRows", [], "int32", false);

/** In how many rows the condition is true. */
const countIf = (condition: BooleanExpr<null>): NumberExpr => aggregate("countIf", [condition.node], "int32", false);

/** How many different values (or tuples of values) there are; those with a null are left out. */
const countDistinct = (...values: readonly [Expr, ...Expr[]]): NumberExpr =>
  aggregate(
    "countDistinct",
    values.map((value) => value.node),
    "int32",
    false,
  );

/** The sum without nulls, null where there is none; of whole numbers exact to 2^53 (an error beyond), of bigints to 64 bits. */
const sum = <E extends NumberExpr<null> | BigintExpr<null>>(value: E): Sum<E> =>
  aggregate("sum", [value.node], value.node.type === "int64" ? "int64" : "float64", true);

type AnyNumber = NumberExpr<null> | BigintExpr<null>;

/** The mean without nulls; null where there is none. */
const mean = (value: AnyNumber): NumberExpr<null> => aggregate("mean", [value.node], "float64", true);

/** The exact median: of an even number of values the mean of the middle two. */
const median = (value: AnyNumber): NumberExpr<null> => aggregate("median", [value.node], "float64", true);

/** The lower median, a value that occurs: what percentile_approx(x, 0.5) gives. */
const medianLower = (value: AnyNumber): NumberExpr<null> => aggregate("medianLower", [value.node], "float64", true);

/** The smallest value that is not null. */
const min = <E extends Expr>(value: E): Nullable<E> => aggregate("min", [value.node], value.node.type, true);

/** The largest value that is not null. */
const max = <E extends Expr>(value: E): Nullable<E> => aggregate("max", [value.node], value.node.type, true);

/** The first row's value, null or not. */
const first = <E extends Expr>(value: E): Nullable<E> => aggregate("first", [value.node], value.node.type, true);

/** The last row's value, null or not. */
const last = <E extends Expr>(value: E): Nullable<E> => aggregate("last", [value.node], value.node.type, true);

/** The value of the row with the largest key; of equal keys the first row's. */
const argmax = <E extends Expr>(value: E, key: Expr): Nullable<E> =>
  aggregate("argmax", [value.node, key.node], value.node.type, true);

/** The value of the row with the smallest key; of equal keys the first row's. */
const argmin = <E extends Expr>(value: E, key: Expr): Nullable<E> =>
  aggregate("argmin", [value.node, key.node], value.node.type, true);

/** The values of the group in order, nulls too. */
const values = <E extends Expr>(value: E): ListExpr<ValueOf<E>> =>
  aggregate("list", [value.node], { kind: "list", element: value.node.type, containsNull: value.node.nullable }, false);

/** The row's place in its group: ties share one and leave a gap after them. */
const rank = (...order: readonly [OrderSpec, ...OrderSpec[]]): NumberExpr => window("rank", order);

/** As rank, without gaps. */
const denseRank = (...order: readonly [OrderSpec, ...OrderSpec[]]): NumberExpr => window("denseRank", order);

/** The row's number in its group from 1; ties in the frame's order. */
const rowNumber = (...order: readonly [OrderSpec, ...OrderSpec[]]): NumberExpr => window("rowNumber", order);

/** What expressions are made of beside the columns and their methods. */
export const op = Object.freeze({
  constant,
  nothing,
  when,
  coalesce,
  greatest,
  least,
  concat,
  list,
  count,
  countIf,
  countDistinct,
  sum,
  mean,
  median,
  medianLower,
  min,
  max,
  first,
  last,
  argmax,
  argmin,
  values,
  rank,
  denseRank,
  rowNumber,
});

interface Branch {
  readonly when: ExprNode;
  readonly value: unknown;
}

const cases = <T>(branches: readonly Branch[]): Case<T> => ({
  when: (condition, value) => cases([...branches, { when: condition.node, value }]),
  otherwise: (value) => toExpr<Expr>(caseOf(branches, value)) as never,
});

const caseOf = (branches: readonly Branch[], otherwise: unknown): CaseNode => {
  const beside = [...branches.map((branch) => branch.value), otherwise].find((value) => value !== null);
  if (beside === undefined) throw usageError("op.when(…) gives null in every case: use op.nothing(type).");
  const { type } = nodeOf(beside);
  const nodes = branches.map((branch) => Object.freeze({ when: branch.when, value: nodeOf(branch.value, type) }));
  return caseNode(nodes, nodeOf(otherwise, type));
};

const aggregate = <E extends Expr>(
  fn: AggregateName,
  args: readonly ExprNode[],
  type: DataType,
  nullable: boolean,
): E => {
  for (const arg of args) checkAggregate(fn, arg);
  return toExpr(Object.freeze({ kind: "aggregate", fn, args: Object.freeze(args), type, nullable }));
};

const numericAggregates: readonly AggregateName[] = ["sum", "mean", "median", "medianLower"];

const checkAggregate = (fn: AggregateName, arg: ExprNode): void => {
  const kind = kindOf(arg.type);
  if (numericAggregates.includes(fn) && kind !== "number" && kind !== "int64") {
    throw usageError(`${fn} takes numbers, not ${typeName(arg.type)}: cast it.`);
  }
  if ((fn === "min" || fn === "max") && ["list", "struct", "map", "binary"].includes(kind)) {
    throw usageError(`${fn} takes what has an order, not ${typeName(arg.type)}.`);
  }
};

const window = (fn: WindowName, order: readonly OrderSpec[]): NumberExpr =>
  toExpr(
    Object.freeze({ kind: "window", fn, order: Object.freeze(order.map(sortKey)), type: "int32", nullable: false }),
  );
