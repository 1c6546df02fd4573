import { usageError } from "../../errors.ts";
import type { Field } from "../../schema.ts";
import * as build from "../build.ts";
import { fieldOf } from "../data-type.ts";
import type { BooleanExpr } from "../expr-types.ts";
import { op } from "../op.ts";
import { asc } from "../order.ts";
import type { Plan } from "../plan.ts";
import { schemaOf } from "../schema-of.ts";
import { type AnyColumns, anyColumn, anyColumns, drop, freeNames, keep, namesOf } from "./columns.ts";

/** Pairs of columns that a join compares. */
export type Keys = readonly { readonly left: string; readonly right: string }[];

/** Every row of the first with every row of the second. */
export const crossJoin = (left: Plan, right: Plan): Plan => {
  const [key] = freeNames([left, right], "key");
  const withKey = (plan: Plan) => build.derive(plan, [], { [key]: 1 });
  return drop(build.join("inner", withKey(left), withKey(right), [{ left: key, right: key }]), [key]);
};

/** All rows of the second in its order, with what matches of the first; columns as in a left join. */
export const rightJoin = (left: Plan, right: Plan, on: Keys): Plan => {
  const turned = build.join(
    "left",
    right,
    left,
    on.map((pair) => ({ left: pair.right, right: pair.left })),
  );
  const named = on.map((pair) => ({ name: pair.left, from: pair.right }));
  return build.select(
    turned,
    joinedNames(left, right, on).map((name) => named.find((key) => key.name === name) ?? { name, from: name }),
  );
};

/** A left join, then the rows of the second that match nothing. */
export const fullJoin = (left: Plan, right: Plan, on: Keys): Plan => {
  const matched = build.join("left", left, right, on);
  const turned = on.map((pair) => ({ left: pair.right, right: pair.left }));
  const others = build.rename(
    build.join("anti", right, left, turned),
    Object.fromEntries(on.map((pair) => [pair.right, pair.left])),
  );
  return build.concat(matched, [withNulls(others, schemaOf(matched))]);
};

const joinedNames = (left: Plan, right: Plan, on: Keys): readonly string[] => [
  ...namesOf(left),
  ...namesOf(right).filter((name) => !on.some((pair) => pair.right === name)),
];

const withNulls = (plan: Plan, fields: readonly Field[]): Plan => {
  const missing = fields.filter((field) => !fieldOf(schemaOf(plan), field.name));
  const filled = build.derive(
    plan,
    [],
    Object.fromEntries(missing.map((field) => [field.name, op.nothing(field.type)])),
  );
  return keep(
    filled,
    fields.map((field) => field.name),
  );
};

/** The different rows of the first that the second has as well, or has not; nulls count as equal. */
export const distinctRows = (left: Plan, right: Plan, inSecond: boolean): Plan => {
  const [side, first, second] = freeNames([left, right], "side", "first", "second");
  const names = namesOf(left);
  const found = build.rollup(bothSides(left, right, side), names, (columns: AnyColumns) => ({
    [first]: op.any(numberIn(columns, side).eq(1)),
    [second]: op.any(numberIn(columns, side).eq(2)),
  }));
  const [inFirst, isThere] = [first, second].map((name) => anyColumn(found, name) as BooleanExpr) as [
    BooleanExpr,
    BooleanExpr,
  ];
  return keep(build.filter(found, [], inFirst.and(inSecond ? isThere : isThere.not())), names);
};

/** The rows of the first that have a partner in the second, or have none, where a row is the partner of one equal row alone. */
export const pairedRows = (left: Plan, right: Plan, inSecond: boolean): Plan => {
  const [side, place, partners] = freeNames([left, right], "side", "place", "partners");
  const names = namesOf(left);
  const counted = build.derive(bothSides(left, right, side), names, (columns: AnyColumns) => ({
    [place]: op.rowNumber(),
    [partners]: op.countIf(numberIn(columns, side).eq(2)),
  }));
  const isPaired = numberIn(anyColumns(counted), place).le(numberIn(anyColumns(counted), partners));
  const inFirst = numberIn(anyColumns(counted), side).eq(1);
  return keep(build.filter(counted, [], inFirst.and(inSecond ? isPaired : isPaired.not())), names);
};

/** The rows of the first, then those of the second, with a column that says which. */
const bothSides = (left: Plan, right: Plan, side: string): Plan => {
  const tagged = (plan: Plan, value: number) => build.derive(plan, [], { [side]: value });
  return build.concat(tagged(left, 1), [tagged(right, 2)]);
};

const numberIn = (columns: AnyColumns, name: string) => columns[name] as ReturnType<typeof op.count>;

/**
 * Each row of the first with the last row of the second whose time is not later, among those that agree in the keys `by`;
 * of several at one time the last in order. Rows without one have nulls.
 */
export const asofJoin = (left: Plan, right: Plan, at: string, by: readonly string[]): Plan => {
  const [leftRow, rightRow, place, hit] = freeNames([left, right], "left", "right", "place", "hit");
  const lefts = build.derive(left, [], { [leftRow]: op.rowNumber() });
  const rights = build.derive(right, [], { [rightRow]: op.rowNumber() });
  const keys = [...by, at];
  const asRight = withNulls(keep(rights, [...keys, rightRow]), [
    ...schemaOf(keep(rights, [...keys, rightRow])),
    { name: leftRow, type: "int32", nullable: true },
  ]);
  const asLeft = keep(
    build.derive(keep(lefts, [...keys, leftRow]), [], { [rightRow]: op.nothing("int32") }),
    namesOf(asRight),
  );
  const both = build.concat(asRight, [asLeft]);
  const placed = build.derive(both, by, (columns: AnyColumns) => ({
    [place]: op.rowNumber(asc(columns[at] as never)),
  }));
  const found = build.derive(placed, by, latest(place, rightRow, hit, keys));
  const hits = keep(
    build.filter(found, [], (columns: AnyColumns) => columns[leftRow]?.isNotNull() as BooleanExpr),
    [leftRow, hit],
  );
  const withHit = build.join("inner", lefts, hits, [{ left: leftRow, right: leftRow }]);
  const joined = build.join("left", withHit, drop(rights, keys), [{ left: hit, right: rightRow }]);
  return drop(joined, [leftRow, hit]);
};

/** Rows of the second come before those of the first at the same time, since they are first in the concat. */
const latest = (place: string, rightRow: string, hit: string, keys: readonly string[]) => (columns: AnyColumns) => {
  const row = columns[rightRow] as ReturnType<typeof op.nothing<"int32">>;
  const seen = op.when(row.isNotNull(), columns[place] as ReturnType<typeof op.count>).otherwise(null);
  const known = keys.map((name) => columns[name]?.isNotNull() as BooleanExpr);
  const [first, ...rest] = known;
  if (!first) throw usageError("An asof join needs a column to compare.");
  const order = asc(columns[place] as ReturnType<typeof op.count>);
  const last = op.running(op.argmax(row, seen), order);
  return { [hit]: op.when(first.and(...rest), last).otherwise(null) };
};

/** Of rows equal in the keys the last, in the order in which these stand. */
export const dedupeLast = (plan: Plan, keys: readonly string[]): Plan => {
  const by = keys.length > 0 ? build.checkColumns(plan, keys) : namesOf(plan);
  const [mark] = freeNames([plan], "mark");
  const marked = build.derive(plan, [], { [mark]: 1 });
  const last = build.filter(marked, by, () =>
    op.lead(anyColumns(marked)[mark] as ReturnType<typeof op.count>).isNull(),
  );
  return drop(last, [mark]);
};
