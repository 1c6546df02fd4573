import { isSmallInteger } from "../data-type.ts";
import type { AggregateName, AggregateNode } from "../plan.ts";
import { refused } from "./refused.ts";
import { converted, holdsFloats, sqlType } from "./sql-type.ts";

/** An aggregate as SQL whose type is the node's; `order` is what orders the rows, where the aggregate hangs on that. */
export const aggregateSql = (node: AggregateNode, args: readonly string[], order: string): string =>
  makers[node.fn](node, args, order);

type Maker = (node: AggregateNode, args: readonly string[], order: string) => string;

const int32 = (sql: string): string => `CAST(${sql} AS INTEGER)`;

const argument = (node: AggregateNode) => node.args[0]?.type ?? "float64";

const countDistinct: Maker = (_, args) => {
  if (args.length === 1) return int32(`count(DISTINCT ${args[0]})`);
  const present = args.map((arg) => `${arg} IS NOT NULL`).join(" AND ");
  return int32(`count(DISTINCT row(${args.join(", ")})) FILTER (WHERE ${present})`);
};

const sum: Maker = (node, [value], order) => {
  const type = argument(node);
  if (type === "int64") return `CAST(sum(${value}) AS BIGINT)`;
  if (!isSmallInteger(type)) return orderedSum(value ?? "", node, order);
  return (
    `CASE WHEN abs(sum(${value})) > 9007199254740991 ` +
    `THEN CAST(error('op.sum gave about ' || sum(${value}) || ', past 2^53: cast the column to int64 for an exact sum.') AS DOUBLE) ` +
    `ELSE CAST(sum(${value}) AS DOUBLE) END`
  );
};

/** Floats are added in the frame's order, so that the last digits are the same each time and on every engine. */
const orderedSum = (value: string, node: AggregateNode, order: string): string =>
  `sum(${converted(value, argument(node), "float64")} ORDER BY ${order})`;

/** Whole numbers are added exactly; a sum past 64 bits becomes a double by its digits, which rounds once. */
const mean: Maker = (node, [value], order) => {
  const type = argument(node);
  if (holdsFloats(type)) return `(${orderedSum(value ?? "", node, order)} / count(${value}))`;
  return `(CAST(CAST(sum(${value}) AS VARCHAR) AS DOUBLE) / count(${value}))`;
};

/** Adding 0 leaves no -0, which is equal to 0 and might have been chosen or not. */
const positiveZero = (value: string): string => `(${value} + 0e0)`;

const lower = (value: string, node: AggregateNode): string =>
  positiveZero(converted(`quantile_disc(${value}, 0.5)`, argument(node), "float64"));

const upper = (value: string, node: AggregateNode): string =>
  positiveZero(converted(`percentile_disc(0.5) WITHIN GROUP (ORDER BY ${value} DESC)`, argument(node), "float64"));

const median: Maker = (node, [value = ""]) => {
  const [low, high] = [lower(value, node), upper(value, node)];
  return `CASE WHEN ${low} = ${high} THEN ${low} ELSE (${low} + ${high}) / 2 END`;
};

const extreme =
  (name: "min" | "max"): Maker =>
  (node, [value]) =>
    holdsFloats(node.type)
      ? `CAST(${positiveZero(`${name}(${value})`)} AS ${sqlType(node.type)})`
      : `${name}(${value})`;

const extremeBy =
  (direction: "ASC" | "DESC"): Maker =>
  (_, [value, key], order) =>
    `arg_min_null(${value}, create_sort_key(${key}, '${direction} NULLS LAST', ${order}, 'ASC NULLS LAST')) FILTER (WHERE ${key} IS NOT NULL)`;

const makers: Readonly<Record<AggregateName, Maker>> = {
  countRows: () => int32("count(*)"),
  count: (_, [value]) => int32(`count(${value})`),
  countIf: (_, [condition]) => int32(`count(*) FILTER (WHERE ${condition})`),
  countDistinct,
  sum,
  mean,
  median,
  medianLower: (node, [value = ""]) => lower(value, node),
  min: extreme("min"),
  max: extreme("max"),
  first: (_, [value], order) => `arg_min_null(${value}, ${order})`,
  last: (_, [value], order) => `arg_max_null(${value}, ${order})`,
  argmax: extremeBy("DESC"),
  argmin: extremeBy("ASC"),
  list: (_, [value], order) => `COALESCE(list(${value} ORDER BY ${order}), [])`,
  ...refused("any", "every", "mode", "quantile", "stddev", "variance"),
};
