import { usageError } from "../../errors.ts";
import * as build from "../build.ts";
import { toExpr } from "../expr.ts";
import type { BooleanExpr, Expr, ListExpr } from "../expr-types.ts";
import { op } from "../op.ts";
import type { Plan } from "../plan.ts";
import { type AnyColumns, anyColumn, drop, freeNames, keep, namesOf } from "./columns.ts";

/** One row for each of these columns, with its name and its value. */
export const fold = (plan: Plan, names: readonly string[], [key, value]: readonly [string, string]): Plan => {
  if (names.length === 0) throw usageError("fold takes at least one column.");
  build.checkColumns(plan, names);
  const [place] = freeNames([plan], "place");
  const places = op.list(op.constant(0), ...names.slice(1).map((_, index) => op.constant(index + 1)));
  const rows = build.unroll(build.derive(plan, [], { [place]: places }), place);
  const columns = names.map((name) => anyColumn(rows, name));
  const at = anyColumn(rows, place);
  const named = build.derive(rows, [], {
    [key]: choose(
      at,
      names.map((name) => op.constant(name)),
    ),
    [value]: choose(at, columns),
  });
  return drop(
    named,
    [place, ...names].filter((name) => name !== key && name !== value),
  );
};

const choose = (place: Expr, values: readonly Expr[]): Expr => {
  const [last, ...others] = [...values].reverse();
  if (!last) throw usageError("there is nothing to choose from.");
  return others
    .map((value, index) => ({ value, at: others.length - 1 - index }))
    .reduce<Expr>((rest, { value, at }) => op.when(isAt(place, at), value).otherwise(rest) as Expr, last);
};

const isAt = (place: Expr, at: number): BooleanExpr => (place as ReturnType<typeof op.count>).eq(at);

/** The elements of a list column as columns of their own. */
export const spread = (plan: Plan, column: string, names: readonly string[]): Plan => {
  const list = anyColumn(plan, column) as ListExpr<unknown>;
  const elements = names.map((name, index) => [name, list.get(index)] as const);
  const derived = build.derive(plan, [], Object.fromEntries(elements));
  return names.includes(column) ? derived : drop(derived, [column]);
};

/** One column for each value of another, with what an aggregate gives for it in the group; null where there is nothing. */
export const pivot = (
  plan: Plan,
  by: readonly string[],
  column: string,
  values: readonly (string | number | boolean)[],
  spec: (columns: AnyColumns) => Expr,
): Plan => {
  const names = values.map(String);
  const twice = names.find((name, index) => names.indexOf(name) !== index || by.includes(name));
  if (twice !== undefined) throw usageError(`pivot would make two columns '${twice}': leave one of the values out.`);
  if (by.includes(column)) throw usageError(`pivot cannot spread '${column}' over columns and group by it as well.`);
  const [held] = freeNames([plan], "value");
  const each = build.rollup(plan, [...by, column], (columns: AnyColumns) => ({ [held]: spec(columns) }));
  const cell = anyColumn(each, held);
  return build.rollupTo(
    each,
    by,
    values.map((value) => ({ name: String(value), expr: op.argmax(cell, isValue(each, column, value)).node })),
  );
};

const isValue = (plan: Plan, column: string, value: unknown): Expr => {
  const found = anyColumn(plan, column) as ReturnType<typeof op.count>;
  return op.when(found.eq(value as number), 1).otherwise(null);
};

/** Null where a column is, replaced by what is given for it. */
export const impute = (plan: Plan, spec: (columns: AnyColumns) => Readonly<Record<string, unknown>>): Plan =>
  build.derive(plan, [], (columns: AnyColumns) => {
    const given = Object.entries(spec(columns));
    build.checkColumns(
      plan,
      given.map(([name]) => name),
    );
    return Object.fromEntries(given.map(([name, value]) => [name, op.coalesce(columns[name] as Expr, value)]));
  });

/** Rows in the order of a hash of their number: the same ones for a seed on every engine. */
export const sample = (plan: Plan, size: { rows?: number; share?: number }, seed: number): Plan => {
  const { rows, share } = size;
  if (!Number.isInteger(seed)) throw usageError(`sample takes a whole number as its seed, not ${seed}.`);
  const [number, hash] = freeNames([plan], "number", "hash");
  const hashed = build.derive(build.derive(plan, [], { [number]: op.rowNumber() }), [], {
    [hash]: hashOf(anyNumber(build.derive(plan, [], { [number]: op.rowNumber() }), number), seed),
  });
  const at = anyNumber(hashed, hash);
  if (share !== undefined && rows === undefined && share >= 0 && share <= 1) {
    return keep(build.filter(hashed, [], at.lt(BigInt(Math.round(share * Number(modulus))) as never)), namesOf(plan));
  }
  if (rows !== undefined && share === undefined && Number.isInteger(rows) && rows >= 0) {
    return keep(build.filter(hashed, [], op.rowNumber(at).le(rows)), namesOf(plan));
  }
  throw usageError("sample takes { rows: n } with a whole number, or { share: s } with a share from 0 to 1.");
};

type AnyNumber = ReturnType<typeof op.count>;

const anyNumber = (plan: Plan, name: string): AnyNumber => anyColumn(plan, name) as AnyNumber;

const modulus = 2_147_483_647n;

/** Three rounds of multiplication modulo a prime, each within 64 bits. */
const hashOf = (number: AnyNumber, seed: number): Expr => {
  const start = BigInt(((Math.trunc(seed) % 1_000_003) + 1_000_003) % 1_000_003);
  const int64 = toExpr<ReturnType<typeof op.constant<bigint>>>(number.cast("int64").node);
  return [48_271n, 69_621n, 1_812_433_253n].reduce(
    (value, factor) =>
      value
        .mul(factor % modulus)
        .add(start * 7919n + 12_345n)
        .mod(modulus) as never,
    int64.add(start),
  );
};
