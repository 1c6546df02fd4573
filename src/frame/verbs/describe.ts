import { type Field, typeName } from "../../schema.ts";
import * as build from "../build.ts";
import { castIsPossible } from "../cast.ts";
import { isOrdered, kindOf } from "../data-type.ts";
import type { Expr, NumberExpr } from "../expr-types.ts";
import { op } from "../op.ts";
import type { Plan } from "../plan.ts";
import { schemaOf } from "../schema-of.ts";
import { type AnyColumns, keep } from "./columns.ts";

/** The columns of what describe gives: one row for each column of the frame. */
export const describeSchema = [
  { name: "column", type: "string", nullable: false },
  { name: "type", type: "string", nullable: false },
  { name: "count", type: "int32", nullable: false },
  { name: "nulls", type: "int32", nullable: false },
  { name: "distinct", type: "int32", nullable: false },
  { name: "min", type: "string", nullable: true },
  { name: "max", type: "string", nullable: true },
  { name: "mean", type: "float64", nullable: true },
  { name: "median", type: "float64", nullable: true },
  { name: "stddev", type: "float64", nullable: true },
] as const satisfies readonly Field[];

/** One row a column: its values that are there, nulls, different values, the extremes as text, and of numbers the middle. */
export const describe = (plan: Plan): Plan => {
  const [first, ...others] = schemaOf(plan).map((field) => describeColumn(plan, field));
  return others.length === 0 || !first ? (first ?? plan) : build.concat(first, others);
};

const describeColumn = (plan: Plan, { name, type }: Field): Plan => {
  const rolled = build.rollup(plan, [], (columns: AnyColumns) => {
    const column = columns[name] as Expr;
    const isNumber = ["number", "int64"].includes(kindOf(type));
    const ofNumber = (aggregate: (value: NumberExpr) => Expr) =>
      isNumber ? aggregate(column as NumberExpr) : op.nothing("float64");
    const isText = isOrdered(type) && kindOf(type) !== "binary" && castIsPossible(type, "string");
    const asText = (aggregate: (value: Expr) => Expr) =>
      isText ? aggregate(column).cast("string") : op.nothing("string");
    return {
      column: op.constant(name),
      type: op.constant(typeName(type)),
      count: op.count(column),
      nulls: op.count().sub(op.count(column)),
      distinct: op.countDistinct(column),
      min: asText(op.min),
      max: asText(op.max),
      mean: ofNumber(op.mean),
      median: ofNumber(op.median),
      stddev: ofNumber(op.stddev),
    };
  });
  return keep(
    rolled,
    describeSchema.map((field) => field.name),
  );
};
