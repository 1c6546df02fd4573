import type { AggregateNode, SortKey, WindowName, WindowNode } from "../plan.ts";
import { runningSql } from "./aggregates.ts";
import { sqlOf } from "./expression.ts";
import { windowKey } from "./first-row.ts";
import { int32 } from "./maker.ts";
import type { SqlScope } from "./scope.ts";

/** What orders a frame's rows, without ties: as a list of keys, and as one value; empty where nobody asks for it. */
export interface RowOrder {
  readonly list: string;
  readonly value: string;
}

/** A window as SQL, over the groups of some columns; the frame's order decides between ties. */
export const windowSql = (node: WindowNode, by: readonly string[], order: RowOrder, scope: SqlScope): string => {
  const ties = hasTies(node) || order.list === "" ? [] : [order.list];
  const keys = [...node.order.map((key) => windowKey(sqlOf(key.by, scope), key)), ...ties];
  const parts = [
    ...(by.length > 0 ? [`PARTITION BY ${by.join(", ")}`] : []),
    ...(keys.length > 0 ? [`ORDER BY ${keys.join(", ")}`] : []),
    ...(node.fn === "running" ? [rowsOf(node)] : []),
  ];
  const over = ` OVER (${parts.join(" ")})`;
  if (node.fn !== "running") return makers[node.fn](node.args.map((arg) => sqlOf(arg, scope)).join(", "), over);
  const aggregate = node.args[0] as AggregateNode;
  const args = aggregate.args.map((arg) => sqlOf(arg, scope));
  return runningSql(aggregate, args, { order: sortValue(node.order, order.value, scope), over });
};

/** Whether rows that tie have one value, so that the frame's order does not matter. */
export const hasTies = ({ fn }: WindowNode): boolean => fn === "rank" || fn === "denseRank" || fn === "percentRank";

const directionOf = ({ direction, nulls }: SortKey): string =>
  `${direction.toUpperCase()} NULLS ${nulls.toUpperCase()}`;

const rowsOf = ({ rows }: WindowNode): string =>
  `ROWS BETWEEN ${rows === null ? "UNBOUNDED" : rows - 1} PRECEDING AND CURRENT ROW`;

/** The window's order as one value. */
const sortValue = (keys: readonly SortKey[], order: string, scope: SqlScope): string => {
  if (keys.length === 0) return order;
  const sorted = keys.map((key) => `${sqlOf(key.by, scope)}, '${directionOf(key)}'`);
  return `create_sort_key(${[...sorted, ...(order === "" ? [] : [`${order}, 'ASC NULLS LAST'`])].join(", ")})`;
};

const makers: Readonly<Record<Exclude<WindowName, "running">, (args: string, over: string) => string>> = {
  rank: (_, over) => int32(`rank()${over}`),
  denseRank: (_, over) => int32(`dense_rank()${over}`),
  percentRank: (_, over) => `percent_rank()${over}`,
  rowNumber: (_, over) => int32(`row_number()${over}`),
  ntile: (args, over) => int32(`ntile(${args})${over}`),
  lag: (args, over) => `lag(${args})${over}`,
  lead: (args, over) => `lead(${args})${over}`,
};
