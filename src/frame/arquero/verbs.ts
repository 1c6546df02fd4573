import { type ColumnTable as Arquero, table as arqueroTable } from "arquero";
import type { Plan, PlanOf } from "../plan.ts";
import { schemaOf } from "../schema-of.ts";
import { cellOf, groupsBy, groupValues, plainScope, rowValues } from "./evaluate.ts";
import { allRows, rowsOfGroups } from "./groups.ts";
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
      return taken(input, allRows(input.numRows()).slice(plan.start, plan.end ?? undefined));
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

/** These rows of a table, in this order; below zero stands for a row of nulls. */
const taken = (table: Arquero, rows: ArrayLike<number>): Arquero =>
  columnsTable(table.columnNames().map((name) => [name, valuesAt(table, name, rows)]));

const valuesAt = (table: Arquero, name: string, rows: ArrayLike<number>): unknown[] => {
  const column = table.data()[name] as unknown as ArrayLike<unknown>;
  const values = new Array<unknown>(rows.length);
  for (let index = 0; index < values.length; index++) {
    const row = rows[index] as number;
    values[index] = row < 0 ? null : column[row];
  }
  return values;
};

const derive = (plan: PlanOf<"derive">, input: Arquero): Arquero => {
  const groups = groupsBy(input, schemaOf(plan.input), plan.by);
  return input.assign(columnsTable(plan.columns.map(({ name, expr }) => [name, rowValues(expr, input, groups)])));
};

const filter = (plan: PlanOf<"filter">, input: Arquero): Arquero => {
  const groups = groupsBy(input, schemaOf(plan.input), plan.by);
  const keep = rowValues(plan.condition, input, groups);
  const rows: number[] = [];
  for (let row = 0; row < keep.length; row++) if (keep[row] === true) rows.push(row);
  return rows.length === keep.length ? input : taken(input, rows);
};

const orderby = (plan: PlanOf<"orderby">, input: Arquero): Arquero => {
  const compare = compareRows(plan.keys, plainScope(input), input.numRows());
  return taken(
    input,
    allRows(input.numRows()).sort((a, b) => compare(a, b) || a - b),
  );
};

const rollup = (plan: PlanOf<"rollup">, input: Arquero): Arquero => {
  const groups = groupsBy(input, schemaOf(plan.input), plan.by);
  const members = plan.by.length === 0 ? [allRows(input.numRows())] : rowsOfGroups(groups);
  const keys = plan.by.map((name) => [name, groups.firsts.map(cellOf(input, name))] as const);
  const values = plan.columns.map(({ name, expr }) => [name, groupValues(expr, input, groups, members)] as const);
  return columnsTable([...keys, ...values]);
};

const join = (plan: PlanOf<"join">, input: Arquero, other: Arquero): Arquero => {
  const pairs = pairRows(plan, input, schemaOf(plan.input), other, schemaOf(plan.other));
  const left = taken(input, pairs.left);
  if (plan.how === "semi" || plan.how === "anti") return left;
  const keys = plan.on.map((pair) => pair.right);
  const names = other.columnNames().filter((name) => !keys.includes(name));
  if (names.length === 0) return left;
  return left.assign(columnsTable(names.map((name) => [name, valuesAt(other, name, pairs.right)])));
};

const dedupe = (plan: PlanOf<"dedupe">, input: Arquero): Arquero => {
  const schema = schemaOf(plan.input);
  const keys = plan.keys.length > 0 ? plan.keys : schema.map((field) => field.name);
  const { firsts } = groupsBy(input, schema, keys);
  return firsts.length === input.numRows() ? input : taken(input, firsts);
};

const unroll = (plan: PlanOf<"unroll">, input: Arquero): Arquero => {
  const lists = cellOf(input, plan.column);
  const [rows, elements]: [number[], unknown[]] = [[], []];
  for (let row = 0; row < input.numRows(); row++) {
    for (const element of (lists(row) ?? []) as readonly unknown[]) {
      rows.push(row);
      elements.push(element);
    }
  }
  return taken(input, rows).assign(columnsTable([[plan.column, elements]]));
};
