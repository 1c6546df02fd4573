import type { ColumnTable as Arquero } from "arquero";
import type { Schema } from "../../schema.ts";
import { fieldOf } from "../data-type.ts";
import type { AggregateNode, ExprNode, WindowNode } from "../plan.ts";
import type { Accumulator } from "./accumulator.ts";
import { accumulatorOf, aggregateRows } from "./aggregates.ts";
import { type Cell, compile, type Scope } from "./compile.ts";
import { type GroupRows, type Groups, groupRows, type KeyColumn, rowsOfGroups } from "./groups.ts";
import { compareRows } from "./sort.ts";
import { windowValues } from "./windows.ts";

/** A column's values by row; the table has no pending filter or order. */
export const cellOf = (table: Arquero, name: string): Cell => {
  const column = table.data()[name] as ArrayLike<unknown> | undefined;
  if (!column) throw new Error(`the engine has no column ${name}`);
  return (row) => column[row];
};

/** The groups of rows that agree in these columns. */
export const groupsBy = (table: Arquero, schema: Schema, names: readonly string[]): Groups =>
  groupRows(
    names.map((name) => keyColumn(table, schema, name)),
    table.numRows(),
  );

/** A key column of a table. */
export const keyColumn = (table: Arquero, schema: Schema, name: string): KeyColumn => ({
  cell: cellOf(table, name),
  type: fieldOf(schema, name)?.type ?? "string",
});

/** An expression's value for each row; aggregates and windows are those of the row's group. */
export const rowValues = (node: ExprNode, table: Arquero, groups: Groups): readonly unknown[] => {
  const cell = compile(node, rowScope(table, groups));
  const values = new Array<unknown>(table.numRows());
  for (let row = 0; row < values.length; row++) values[row] = cell(row);
  return values;
};

/** The scope of one row after the other, without groups. */
export const plainScope = (table: Arquero): Scope => ({
  column: (name) => cellOf(table, name),
  group: (node) => {
    throw new Error(`op.${node.fn} has no group here`);
  },
});

/** An expression's value for each group: columns are those of the group's first row. */
export const groupValues = (
  node: ExprNode,
  table: Arquero,
  groups: Groups,
  members: readonly GroupRows[],
): readonly unknown[] => {
  const cell = compile(node, {
    column: (name) => {
      const column = cellOf(table, name);
      return (group) => column(groups.firsts[group] ?? 0);
    },
    group: (inner) => {
      const values = aggregates(inner as AggregateNode, table, members);
      return (group) => values[group];
    },
  });
  return members.map((_, group) => cell(group));
};

const rowScope = (table: Arquero, groups: Groups): Scope => ({
  column: (name) => cellOf(table, name),
  group: (node) => {
    const members = rowsOfGroups(groups);
    if (node.kind === "window") return windowCell(node, table, members);
    const values = aggregates(node, table, members);
    return (row) => values[groups.ids[row] ?? 0];
  },
});

const windowCell = (node: WindowNode, table: Arquero, members: readonly GroupRows[]): Cell => {
  const scope = plainScope(table);
  const compare = compareRows(node.order, scope, table.numRows());
  const [of] = node.args;
  const running = of?.kind === "aggregate" ? accumulator(of, table) : undefined;
  const args = running ? [] : node.args.map((arg) => compile(arg, scope));
  const values = windowValues(node, { args, running }, members, compare, table.numRows());
  return (row) => values[row];
};

const aggregates = (node: AggregateNode, table: Arquero, members: readonly GroupRows[]): unknown[] => {
  const start = accumulator(node, table);
  return members.map((rows) => aggregateRows(start, rows));
};

const accumulator = (node: AggregateNode, table: Arquero): (() => Accumulator) =>
  accumulatorOf(
    node,
    node.args.map((arg) => compile(arg, plainScope(table))),
  );
