import { decimalText } from "../../decimal.ts";
import { holdsFloats } from "../../schema.ts";
import { isSmallInteger } from "../data-type.ts";
import { type DecimalType, isDecimal, mostDigits } from "../decimal-type.ts";
import type { AggregateName, AggregateNode } from "../plan.ts";
import { valueOfRow } from "./first-row.ts";
import { int32 } from "./maker.ts";
import { text } from "./quote.ts";
import { converted, sqlType } from "./sql-type.ts";

/** An aggregate as SQL whose type is the node's; `order` is what orders the rows, where the aggregate hangs on that. */
export const aggregateSql = (node: AggregateNode, args: readonly string[], order: string): string =>
  makers[node.fn](node, args, { order, over: "" });

/** As aggregateSql, of the rows of a window: `OVER (…)`. */
export const runningSql = (node: AggregateNode, args: readonly string[], rows: Rows): string =>
  (runningMakers[node.fn] ?? makers[node.fn])(node, args, rows);

/** The rows that an aggregate takes, and what orders them. */
interface Rows {
  readonly order: string;
  /** Empty where they are a group's. */
  readonly over: string;
}

type Maker = (node: AggregateNode, args: readonly string[], rows: Rows) => string;

const argument = (node: AggregateNode) => node.args[0]?.type ?? "float64";

const countDistinct: Maker = (_, args, { over }) => {
  if (args.length === 1) return int32(`count(DISTINCT ${args[0]})${over}`);
  const present = args.map((arg) => `${arg} IS NOT NULL`).join(" AND ");
  return int32(`count(DISTINCT row(${args.join(", ")})) FILTER (WHERE ${present})${over}`);
};

const sum: Maker = (node, [value], rows) => {
  const type = argument(node);
  if (isDecimal(type)) return decimalSum(value ?? "", node, rows);
  const total = `sum(${value})${rows.over}`;
  if (type === "int64") return `CAST(${total} AS BIGINT)`;
  if (!isSmallInteger(type)) return orderedSum(value ?? "", node, rows);
  return (
    `CASE WHEN abs(${total}) > 9007199254740991 ` +
    `THEN CAST(error('op.sum gave about ' || ${total} || ', past 2^53: cast the column to int64 for an exact sum.') AS DOUBLE) ` +
    `ELSE CAST(${total} AS DOUBLE) END`
  );
};

/** Floats are added in the frame's order, so that the last digits are the same each time and on every engine. */
const orderedSum = (value: string, node: AggregateNode, { order, over }: Rows): string => {
  const double = converted(value, argument(node), "float64");
  return over === "" ? `sum(${double} ORDER BY ${order})` : `sum(${double})${over}`;
};

/** DuckDB's sum of decimals may have a digit too many. */
const decimalSum = (value: string, node: AggregateNode, { over }: Rows): string => {
  const type = sqlType(node.type);
  const [total, digits] = [`sum(${value})${over}`, node.type as DecimalType];
  const nines = text(decimalText(10n ** BigInt(mostDigits) - 1n, digits.scale));
  return `CASE WHEN abs(${total}) > CAST(${nines} AS ${type}) THEN ${tooLong("sum", type)} ELSE CAST(${total} AS ${type}) END`;
};

const tooLong = (fn: string, type: string): string =>
  `CAST(error('op.${fn} gave more than 38 digits: cast the column to float64 first.') AS ${type})`;

/** The mean of decimals, by the whole numbers that they are without their points. */
const decimalMean = (value: string, node: AggregateNode, { over }: Rows): string => {
  const [type, from] = [node.type as DecimalType, argument(node) as DecimalType];
  const mean = `pinbook_decimal_mean(CAST(sum(${value})${over} AS VARCHAR), count(${value})${over}, ${type.scale - from.scale})`;
  const digits = `TRY_CAST(pinbook_decimal_text(${mean}, ${type.scale}) AS ${sqlType(type)})`;
  return `CASE WHEN count(${value})${over} > 0 THEN COALESCE(${digits}, ${tooLong("mean", sqlType(type))}) END`;
};

/** Whole numbers are added exactly; a sum past 64 bits becomes a double by its digits, which rounds once. */
const mean: Maker = (node, [value], rows) => {
  if (isDecimal(argument(node))) return decimalMean(value ?? "", node, rows);
  const count = `count(${value})${rows.over}`;
  if (holdsFloats(argument(node))) return `(${orderedSum(value ?? "", node, rows)} / ${count})`;
  return `(CAST(CAST(sum(${value})${rows.over} AS VARCHAR) AS DOUBLE) / ${count})`;
};

/** Adding 0 leaves no -0, which is equal to 0 and might have been chosen or not. */
const positiveZero = (value: string): string => `(${value} + 0e0)`;

const doubleIn = (value: string, node: AggregateNode): string =>
  positiveZero(converted(value, argument(node), "float64"));

const between = (low: string, high: string): string =>
  `CASE WHEN ${low} = ${high} THEN ${low} ELSE (${low} + ${high}) / 2 END`;

const lower = (value: string, node: AggregateNode): string => doubleIn(`quantile_disc(${value}, 0.5)`, node);

const median: Maker = (node, [value = ""]) =>
  between(lower(value, node), doubleIn(`percentile_disc(0.5) WITHIN GROUP (ORDER BY ${value} DESC)`, node));

const present = (value: string, over: string): string => `list(${value}) FILTER (WHERE ${value} IS NOT NULL)${over}`;

const quantile: Maker = (node, [value = "", share], { over }) =>
  positiveZero(`quantile_cont(${converted(value, argument(node), "float64")}, ${share})${over}`);

/** DuckDB refuses what is not finite, of which JavaScript makes NaN, and squares past all numbers. */
const variance =
  (name: "var_samp" | "stddev_samp"): Maker =>
  (node, [value = ""], { over }) => {
    if (!holdsFloats(argument(node))) return `${name}(${converted(value, argument(node), "float64")})${over}`;
    const isOdd = `bool_or(NOT isfinite(${value}))${over} AND count(${value})${over} > 1`;
    const small = `${name}(CAST(${value} AS DOUBLE)) FILTER (WHERE abs(${value}) < 1e140)${over}`;
    const large = `${name}(CAST(${value} AS DOUBLE) * 1e-200) FILTER (WHERE isfinite(${value}))${over}`;
    const back = name === "var_samp" ? "/ 1e-200 / 1e-200" : "/ 1e-200";
    const finite = `CASE WHEN max(abs(${value}))${over} < 1e140 THEN ${small} ELSE ${large} ${back} END`;
    return `CASE WHEN ${isOdd} THEN CAST('NaN' AS DOUBLE) WHEN count(${value})${over} > 1 THEN ${finite} END`;
  };

const extreme =
  (name: "min" | "max"): Maker =>
  (node, [value], { over }) => {
    const found = `${name}(${value})${over}`;
    return holdsFloats(node.type) ? `CAST(${positiveZero(found)} AS ${sqlType(node.type)})` : found;
  };

const extremeBy =
  (direction: "ASC" | "DESC"): Maker =>
  (node, [value = "", key], { order, over }) => {
    const place = `create_sort_key(${key}, '${direction} NULLS LAST', ${order}, 'ASC NULLS LAST')`;
    return valueOfRow("first", value, node.type, place, ` FILTER (WHERE ${key} IS NOT NULL)${over}`);
  };

/** Floats are counted as texts, which read back as the same number: DuckDB takes each NaN for another, and writes some as -nan. */
const mode: Maker = (node, [value = ""], { over }) => {
  if (!holdsFloats(node.type)) return `pinbook_mode(histogram(${value})${over})`;
  const words = `CASE WHEN isnan(${value}) THEN 'nan' ELSE CAST(${positiveZero(value)} AS VARCHAR) END`;
  return `CAST(mode(${words} ORDER BY ${value})${over} AS ${sqlType(node.type)})`;
};

const makers: Readonly<Record<AggregateName, Maker>> = {
  countRows: (_, __, { over }) => int32(`count(*)${over}`),
  count: (_, [value], { over }) => int32(`count(${value})${over}`),
  countIf: (_, [condition], { over }) => int32(`count(*) FILTER (WHERE ${condition})${over}`),
  countDistinct,
  any: (_, [condition], { over }) => `bool_or(${condition})${over}`,
  every: (_, [condition], { over }) => `bool_and(${condition})${over}`,
  sum,
  mean,
  median,
  medianLower: (node, [value = ""]) => lower(value, node),
  quantile,
  variance: variance("var_samp"),
  stddev: variance("stddev_samp"),
  mode,
  min: extreme("min"),
  max: extreme("max"),
  first: (node, [value = ""], { order, over }) => valueOfRow("first", value, node.type, order, over),
  last: (node, [value = ""], { order, over }) => valueOfRow("last", value, node.type, order, over),
  argmax: extremeBy("DESC"),
  argmin: extremeBy("ASC"),
  list: (_, [value], { order, over }) => `COALESCE(list(${value} ORDER BY ${order})${over}, [])`,
};

/** Where DuckDB has no window of an aggregate, it is taken of the list of the window's values. */
const runningMakers: Partial<Record<AggregateName, Maker>> = {
  median: (node, [value = ""], { over }) => {
    const values = present(value, over);
    const [low, high] = [`pinbook_lower_median(${values})`, `pinbook_upper_median(${values})`];
    return between(doubleIn(low, node), doubleIn(high, node));
  },
  medianLower: (node, [value = ""], { over }) => doubleIn(`pinbook_lower_median(${present(value, over)})`, node),
};
