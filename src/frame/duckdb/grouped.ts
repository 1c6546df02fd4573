import { holdsFloats } from "../../schema.ts";
import { groupNodes } from "../check-expr.ts";
import { fieldOf } from "../data-type.ts";
import type { AggregateNode, ExprNode, PlanOf, WindowNode } from "../plan.ts";
import { schemaOf } from "../schema-of.ts";
import { aggregateSql } from "./aggregates.ts";
import { addPart, type Building, firstRowFor, renamedStep } from "./building.ts";
import { sqlOf } from "./expression.ts";
import { partitionKey, valueOfRow } from "./first-row.ts";
import { rowScope } from "./row-scope.ts";
import type { SqlScope } from "./scope.ts";
import { sharedExprs } from "./shared-exprs.ts";
import { orderList, orderValue, type Step, stepBy } from "./step.ts";
import { windowSql } from "./windows.ts";

/** Columns of expressions; where they hold aggregates, the groups are rolled up first and joined to their rows. */
export const deriveStep = (plan: PlanOf<"derive">, given: Step, building: Building): Step => {
  const exprs = plan.columns.map((column) => column.expr);
  const { input, known } = withShared(exprs, given, building);
  const groups = groupsFor(plan, exprs, input, building);
  const schema = schemaOf(plan.input);
  const columns = plan.columns.map(({ name, expr }) => ({
    isNew: !fieldOf(schema, name),
    sql: `${sqlOf(expr, { ...groups.scope, known })} AS ${building.names.column(name)}`,
  }));
  const replaced = columns.filter((column) => !column.isNew).map((column) => column.sql);
  const added = columns.filter((column) => column.isNew).map((column) => column.sql);
  const hidden = known.size > 0 ? ` EXCLUDE (${[...known.values()].join(", ")})` : "";
  const all = `${groups.rows}.*${hidden}${replaced.length > 0 ? ` REPLACE (${replaced.join(", ")})` : ""}`;
  const name = addPart(building, "derive", `SELECT ${[all, ...added].join(", ")}\nFROM ${groups.from}`);
  return { ...input, name, isInOrder: input.isInOrder && !groups.isGrouped };
};

/** The rows with columns of what expressions have in common, and which column holds what. */
const withShared = (exprs: readonly ExprNode[], input: Step, building: Building) => {
  const known = new Map<ExprNode, string>();
  let { name } = input;
  for (const level of sharedExprs(exprs)) {
    const scope = { ...rowScope(building.names, name), known: new Map(known) };
    const columns = level.map((expr) => {
      const column = building.names.fresh("part");
      known.set(expr, column);
      return `${sqlOf(expr, scope)} AS ${column}`;
    });
    name = addPart(building, "parts", `SELECT ${[`${name}.*`, ...columns].join(", ")}\nFROM ${name}`);
  }
  return { input: renamedStep(input, name), known };
};

/** The rows where the condition is true. */
export const filterStep = (plan: PlanOf<"filter">, input: Step, building: Building): Step => {
  const groups = groupsFor(plan, [plan.condition], input, building);
  const clause = groupNodes(plan.condition).some((node) => node.kind === "window") ? "QUALIFY" : "WHERE";
  const body = `SELECT ${groups.rows}.*\nFROM ${groups.from}\n${clause} ${sqlOf(plan.condition, groups.scope)}`;
  return { ...renamedStep(input, addPart(building, "filter", body)), isInOrder: input.isInOrder && !groups.isGrouped };
};

/** One row a group, in the order of their first rows. */
export const rollupStep = (plan: PlanOf<"rollup">, input: Step, building: Building): Step => {
  const { column } = building.names;
  const order = orderValue(input.order ?? []);
  const scope = aggregateScope(building, input, order);
  const first = plan.by.length > 0 ? firstRowFor(plan, input, building) : undefined;
  const keys = plan.by.map((name) => keyColumn(name, plan, order, building));
  const columns = plan.columns.map(({ name, expr }) => `${sqlOf(expr, scope)} AS ${column(name)}`);
  if (first) columns.push(first.sql);
  const groupBy =
    plan.by.length > 0 ? `\nGROUP BY ${plan.by.map((name) => `${input.name}.${column(name)}`).join(", ")}` : "";
  const body = `SELECT ${[...keys, ...columns].join(", ")}\nFROM ${input.name}${groupBy}`;
  const step = stepBy(addPart(building, "rollup", body), first?.key);
  return plan.by.length > 0 ? step : { ...step, order: [] };
};

/** 0 and -0 are one key, which is that of the first row. */
const keyColumn = (name: string, plan: PlanOf<"rollup">, order: string, { names }: Building): string => {
  const type = fieldOf(schemaOf(plan.input), name)?.type ?? "string";
  const column = names.column(name);
  return holdsFloats(type) ? `${valueOfRow("first", column, type, order)} AS ${column}` : column;
};

const aggregateScope = (building: Building, input: Step, order: string): SqlScope => ({
  column: (name) => `${input.name}.${building.names.column(name)}`,
  group: (node) =>
    aggregateSql(
      node as AggregateNode,
      node.kind === "aggregate" ? node.args.map((arg) => sqlOf(arg, rowScope(building.names, input.name))) : [],
      order,
    ),
});

interface Groups {
  /** What to select from. */
  readonly from: string;
  /** The rows among it. */
  readonly rows: string;
  readonly isGrouped: boolean;
  readonly scope: SqlScope;
}

const groupsFor = (
  plan: PlanOf<"derive"> | PlanOf<"filter">,
  exprs: readonly ExprNode[],
  input: Step,
  building: Building,
): Groups => {
  const nodes = exprs.flatMap(groupNodes);
  const aggregates = nodes.filter((node): node is AggregateNode => node.kind === "aggregate");
  const plain = rowScope(building.names, input.name);
  const schema = schemaOf(plan.input);
  const by = plan.by.map((name) => partitionKey(plain.column(name), fieldOf(schema, name)?.type ?? "string"));
  const over = (node: WindowNode) => windowSql(node, by, rowOrder(input), plain);
  if (aggregates.length === 0) {
    const group: SqlScope["group"] = (node) => over(node as WindowNode);
    return { from: input.name, rows: input.name, isGrouped: nodes.length > 0, scope: { ...plain, group } };
  }
  const values = new Map(aggregates.map((node) => [node, building.names.fresh(node.fn)]));
  const { table, condition } = groupTable(plan, values, input, building);
  const group: SqlScope["group"] = (node) =>
    node.kind === "window" ? over(node) : `${table}.${values.get(node) ?? ""}`;
  const from = `${input.name} JOIN ${table} ON ${condition}`;
  return { from, rows: input.name, isGrouped: true, scope: { ...plain, group } };
};

const rowOrder = ({ order = [] }: Step) => ({
  list: order.length > 0 ? orderList(order) : "",
  value: order.length > 0 ? orderValue(order) : "",
});

/** The aggregates of each group, and when a group is a row's. */
const groupTable = (
  plan: PlanOf<"derive"> | PlanOf<"filter">,
  values: ReadonlyMap<AggregateNode, string>,
  input: Step,
  building: Building,
): { readonly table: string; readonly condition: string } => {
  const { names } = building;
  const scope = aggregateScope(building, input, orderValue(input.order ?? []));
  const keys = plan.by.map((name) => ({ column: `${input.name}.${names.column(name)}`, key: names.fresh("group") }));
  const columns = [
    ...keys.map(({ column, key }) => `${column} AS ${key}`),
    ...[...values].map(([node, value]) => `${scope.group(node)} AS ${value}`),
  ];
  const groupBy = keys.length > 0 ? `\nGROUP BY ${keys.map(({ column }) => column).join(", ")}` : "";
  const table = addPart(building, "groups", `SELECT ${columns.join(", ")}\nFROM ${input.name}${groupBy}`);
  const matches = keys.map(({ column, key }) => `${column} IS NOT DISTINCT FROM ${table}.${key}`);
  return { table, condition: matches.length > 0 ? matches.join(" AND ") : "true" };
};
