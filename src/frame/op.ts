import { usageError } from "../errors.ts";
import type { DataType } from "../schema.ts";
import { toExpr } from "./expr.ts";
import type {
  BooleanExpr,
  DecimalExpr,
  Expr,
  ListExpr,
  NullOf,
  Of,
  Operand,
  StringExpr,
  ValueOf,
} from "./expr-types.ts";
import { decimalLiteral, literal } from "./literal.ts";
import { call, caseNode, nodeOf } from "./nodes.ts";
import * as aggregates from "./op-aggregates.ts";
import * as windows from "./op-windows.ts";
import type { CaseNode, ExprNode } from "./plan.ts";
import type { TypeOf } from "./row-type.ts";

/** A case under way; without otherwise the rest is null. */
export interface Case<T> {
  when<V>(condition: BooleanExpr<null>, value: V): Case<T | ValueOf<V>>;
  otherwise<V>(value: V): Of<T | ValueOf<V>>;
}

/** A constant as an expression. */
const constant = <V>(value: V): Of<ValueOf<V>> => toExpr<Expr>(nodeOf(value)) as Of<ValueOf<V>>;

/** An exact number by its digits, such as op.decimal("12.50"): `decimal(4, 2)`. */
const decimal = (digits: string): DecimalExpr => toExpr(decimalLiteral(digits));

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

/** The values as a struct, by name. */
const struct = <S extends Readonly<Record<string, Expr>>>(
  fields: S,
): Of<{ readonly [K in keyof S]: ValueOf<S[K]> }> => {
  const entries = Object.entries(fields);
  if (entries.length === 0) throw usageError("op.struct(…) needs at least one field.");
  const args = entries.flatMap(([name, value]) => [literal(name), value.node]);
  const type: DataType = {
    kind: "struct",
    fields: entries.map(([name, { node }]) => ({ name, type: node.type, nullable: node.nullable })),
  };
  return toExpr<Expr>(Object.freeze({ kind: "call", fn: "struct", args, type, nullable: false })) as never;
};

/** What expressions are made of beside the columns and their methods. */
export const op = Object.freeze({
  constant,
  decimal,
  nothing,
  when,
  coalesce,
  greatest,
  least,
  concat,
  list,
  struct,
  ...aggregates,
  ...windows,
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
