import { type ColumnTable as Arquero, table as arqueroTable } from "arquero";
import type { Plan, PlanOf } from "../plan.ts";
import { schemaOf } from "../schema-of.ts";
import { cellOf, groupsBy, groupValues, plainScope, rowValues } from "./evaluate.ts";
import { rowsOfGroups } from "./groups.ts";
import { pairRows } from "./join.ts";
import { compareRows } from "./sort.ts";

/** Runs a plan's last verb; `run` gives the tables of the plans before it. Tables carry no pending filter or order. */
export const runVerb = (plan: Exclude<Plan, { verb: "source" }>, run: (input: Plan) => Arquero): Arquero => {
  const input = run(plan.input);
  switch (plan.verb) {
    case "select":
      return columnsTable(plan.columns.map(({ name, from }) => [name, input.data()[from]]));
    case "derive":
      return derive(plan, input);
    case "filter":
      return filter(plan, input);
    case "slice":
      return input.reify(range(input.numRows()).slice(plan.start, plan.end ?? undefined));
    case "orderby":
      return orderby(plan, input);
    case "rollup":
      return rollup(plan, input);
    case "join":
      return join(plan, input, run(plan.other));
    case "concat":
      return input.concat(...plan.others.map(run));
    case "dedupe":
      return dedupe(plan, input);
    case "unroll":
      return unroll(plan, input);
    case "sql":
      throw new Error("a query of SQL cannot run on Arquero");
  }
};

/** An Arquero table of columns in order. */
export const columnsTable = (columns: readonly (readonly [string, unknown])[]): Arquero =>
  arqueroTable(
    Object.fromEntries(columns) as Record<string, unknown[]>,
    columns.map(([name]) => name),
  );

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

const derive = (plan: PlanOf<"derive">, input: Arquero): Arquero => {
  const groups = groupsBy(input, schemaOf(plan.input), plan.by);
  return input.assign(columnsTable(plan.columns.map(({ name, expr }) => [name, rowValues(expr, input, groups)])));
};

const filter = (plan: PlanOf<"filter">, input: Arquero): Arquero => {
  const groups = groupsBy(input, schemaOf(plan.input), plan.by);
  const keep = rowValues(plan.condition, input, groups);
  return input.reify(range(input.numRows()).filter((row) => keep[row] === true));
};

const orderby = (plan: PlanOf<"orderby">, input: Arquero): Arquero => {
  const compare = compareRows(plan.keys, plainScope(input), input.numRows());
  return input.create({ order: (a: number, b: number) => compare(a, b) || a - b }).reify();
};

const rollup = (plan: PlanOf<"rollup">, input: Arquero): Arquero => {
  const groups = groupsBy(input, schemaOf(plan.input), plan.by);
  const members = plan.by.length === 0 ? [range(input.numRows())] : rowsOfGroups(groups);
  const keys = plan.by.map((name) => [name, groups.firsts.map(cellOf(input, name))] as const);
  const values = plan.columns.map(({ name, expr }) => [name, groupValues(expr, input, groups, members)] as const);
  return columnsTable([...keys, ...values]);
};

const join = (plan: PlanOf<"join">, input: Arquero, other: Arquero): Arquero => {
  const pairs = pairRows(plan, input, schemaOf(plan.input), other, schemaOf(plan.other));
  const left = input.reify([...pairs.left]);
  if (plan.how === "semi" || plan.how === "anti") return left;
  const keys = plan.on.map((pair) => pair.right);
  const names = other.columnNames().filter((name) => !keys.includes(name));
  if (names.length === 0) return left;
  return left.assign(columnsTable(names.map((name) => [name, gather(other, name, pairs.right)])));
};

const gather = (table: Arquero, name: string, rows: readonly number[]): unknown[] => {
  const cell = cellOf(table, name);
  return rows.map((row) => (row < 0 ? null : cell(row)));
};

const dedupe = (plan: PlanOf<"dedupe">, input: Arquero): Arquero => {
  const schema = schemaOf(plan.input);
  const keys = plan.keys.length > 0 ? plan.keys : schema.map((field) => field.name);
  return input.reify([...groupsBy(input, schema, keys).firsts]);
};

const unroll = (plan: PlanOf<"unroll">, input: Arquero): Arquero => {
  const lists = cellOf(input, plan.column);
  const elements = range(input.numRows()).map((row) => (lists(row) ?? []) as readonly unknown[]);
  const rows = elements.flatMap((list, row) => list.map(() => row));
  return input.reify(rows).assign(columnsTable([[plan.column, elements.flat()]]));
};
