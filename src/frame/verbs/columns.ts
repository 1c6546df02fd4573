import { usageError } from "../../errors.ts";
import type { DataType } from "../../schema.ts";
import * as build from "../build.ts";
import { fieldOf, kindOf } from "../data-type.ts";
import { columnsOf } from "../expr.ts";
import type { Columns, Expr } from "../expr-types.ts";
import type { Plan } from "../plan.ts";
import type { Row } from "../row-type.ts";
import { schemaOf } from "../schema-of.ts";
import { noColumn } from "../wrong-column.ts";

/** A row of columns whose types are known at run time only. */
export type AnyColumns = Readonly<Record<string, Expr>>;

/** The columns of a plan as expressions. */
export const anyColumns = (plan: Plan): AnyColumns => columnsOf<Row>(schemaOf(plan)) as Columns<Row> as AnyColumns;

/** One of the columns of a plan; throws where it is not there. */
export const anyColumn = (plan: Plan, name: string): Expr => anyColumns(plan)[name] as Expr;

/** The names of a plan's columns. */
export const namesOf = (plan: Plan): readonly string[] => schemaOf(plan).map((field) => field.name);

/** The type of a plan's column; throws where it is not there. */
export const typeOfColumn = (plan: Plan, name: string): DataType => {
  const field = fieldOf(schemaOf(plan), name);
  if (!field) throw noColumn(name, schemaOf(plan));
  return field.type;
};

/** Names that none of the plans' columns has, one for each base. */
export const freeNames = <const B extends readonly string[]>(plans: readonly Plan[], ...bases: B) => {
  const taken = new Set(plans.flatMap(namesOf));
  return bases.map((base) => {
    let name = base;
    while (taken.has(name)) name = `_${name}`;
    taken.add(name);
    return name;
  }) as { readonly [I in keyof B]: string };
};

/** These columns, under their names. */
export const keep = (plan: Plan, names: readonly string[]): Plan =>
  build.select(
    plan,
    names.map((name) => ({ name, from: name })),
  );

/** All columns but these. */
export const drop = (plan: Plan, names: readonly string[]): Plan => {
  build.checkColumns(plan, names);
  return keep(
    plan,
    namesOf(plan).filter((name) => !names.includes(name)),
  );
};

/** Columns moved together before or after another. */
export const relocate = (plan: Plan, names: readonly string[], to: { before?: string; after?: string }): Plan => {
  const target = to.before ?? to.after;
  if (target === undefined || (to.before !== undefined && to.after !== undefined)) {
    throw usageError('relocate takes where the columns go: { before: "name" } or { after: "name" }.');
  }
  build.checkColumns(plan, [...names, target]);
  const others = namesOf(plan).filter((name) => !names.includes(name) || name === target);
  const at = others.indexOf(target) + (to.before === undefined ? 1 : 0);
  const moved = names.filter((name) => name !== target);
  return keep(plan, [...others.slice(0, at), ...moved, ...others.slice(at)]);
};

/** Whether a column's kind is that of a TypeScript type. */
export const isOfType = (type: DataType, name: string): boolean => {
  const kind = kindOf(type);
  const names = { number: "number", int64: "bigint", decimal: "string", date: "Date", timestamp: "Date" } as const;
  return (names[kind as keyof typeof names] ?? kind) === name;
};
