import { isSmallInteger, kindOf, sameType } from "../data-type.ts";
import { isDecimal } from "../decimal-type.ts";
import type { FunctionName } from "../functions.ts";
import type { CallNode } from "../plan.ts";
import { binarySql } from "./binary-sql.ts";
import { all, doubleOf, type Maker, named, receiverType } from "./maker.ts";
import { mathSql } from "./math-sql.ts";
import { nestedSql } from "./nested-sql.ts";
import { matchesSql, patternSql, replaceSql } from "./pattern-sql.ts";
import { sqlType } from "./sql-type.ts";
import { textSql } from "./text-sql.ts";
import { timeSql } from "./time-sql.ts";

/** A call as SQL whose type is the node's, from its arguments as SQL. */
export const functionSql = (node: CallNode, args: readonly string[]): string => makers[node.fn](node, args);

/** `a OPERATOR b` over the values as they are; DuckDB widens numbers as JavaScript does. */
const infix =
  (operator: string): Maker =>
  (_, [a, b]) =>
    `(${a} ${operator} ${b})`;

const joined =
  (operator: string): Maker =>
  (_, args) =>
    args.length === 1 ? `${args[0]}` : `(${args.join(` ${operator} `)})`;

const arithmetic =
  (operator: string): Maker =>
  (node, args) => {
    if (isDecimal(node.type)) return `CAST(${args.join(` ${operator} `)} AS ${sqlType(node.type)})`;
    const [a, b] = all(node, args, node.type);
    return `(${a} ${operator} ${b})`;
  };

const unary =
  (write: (value: string) => string): Maker =>
  (node, args) =>
    write(all(node, args, node.type)[0] ?? "");

const within: Maker = (_, [value, ...list]) =>
  list.length > 0 ? `(${value} IN (${list.join(", ")}))` : `CASE WHEN ${value} IS NOT NULL THEN false END`;

const coalesce: Maker = (node, args) => `COALESCE(${all(node, args, node.type).join(", ")})`;

const divide: Maker = (node, args) => {
  const [a, b] = all(node, args, "float64");
  return `(${a} / nullif(${b}, 0))`;
};

/** DuckDB refuses the least integer's remainder by -1. */
const remainder: Maker = (node, args) => {
  const [a, b] = all(node, args, node.type);
  if (isDecimal(node.type)) return `CAST(${a} % nullif(${b}, 0) AS ${sqlType(node.type)})`;
  if (node.type === "float64") return `(${a} % nullif(${b}, 0))`;
  return `CASE WHEN ${b} = -1 AND ${a} IS NOT NULL THEN CAST(0 AS ${sqlType(node.type)}) ELSE ${a} % ${b} END`;
};

/** Whole numbers are round already. */
const rounding =
  (name: string): Maker =>
  (node, [value]) =>
    isSmallInteger(node.type) || (isDecimal(node.type) && sameType(node.type, receiverType(node)))
      ? `${value}`
      : `CAST(${name}(${value}) AS ${sqlType(node.type)})`;

const sqrt: Maker = (node, args) => {
  const value = doubleOf(node, args);
  return `CASE WHEN ${value} >= 0 THEN sqrt(${value}) END`;
};

const ln: Maker = (node, args) => {
  const value = doubleOf(node, args);
  return `CASE WHEN ${value} > 0 THEN ln(${value}) END`;
};

const includes: Maker = (node, [value, part]) => {
  const type = receiverType(node);
  if (kindOf(type) === "string") return `contains(${value}, ${part})`;
  return `list_contains(${value}, ${part})`;
};

/** Without a separator the text falls into its code points. */
const split: Maker = (node, [value, separator]) => {
  const [points, parts] = [`regexp_extract_all(${value}, '(?s).')`, `string_split(${value}, ${separator})`];
  if (node.args[1]?.kind !== "literal") return `CASE WHEN ${separator} = '' THEN ${points} ELSE ${parts} END`;
  return node.args[1].value === "" ? points : parts;
};

const matches: Maker = (node, [value = ""]) => matchesSql(node, value);

const extract: Maker = (node, [value, group]) =>
  `CASE WHEN regexp_matches(${value}, ${patternSql(node)}) THEN regexp_extract(${value}, ${patternSql(node)}, ${group}) END`;

const replace: Maker = (node, [value = ""]) => replaceSql(node, value);

/** DuckDB gives null for a list of nulls. */
const join: Maker = (_, [list, separator]) =>
  `CASE WHEN ${list} IS NOT NULL AND ${separator} IS NOT NULL THEN COALESCE(array_to_string(${list}, ${separator}), '') END`;

const list: Maker = (node, args) => {
  const { type } = node;
  const element = typeof type === "object" && type.kind === "list" ? type.element : type;
  return `[${all(node, args, element).join(", ")}]`;
};

const makers: Readonly<Record<FunctionName, Maker>> = {
  eq: infix("="),
  ne: infix("<>"),
  lt: infix("<"),
  le: infix("<="),
  gt: infix(">"),
  ge: infix(">="),
  same: infix("IS NOT DISTINCT FROM"),
  in: within,
  isNull: (_, [value]) => `(${value} IS NULL)`,
  isNotNull: (_, [value]) => `(${value} IS NOT NULL)`,
  coalesce,
  and: joined("AND"),
  or: joined("OR"),
  not: (_, [value]) => `(NOT ${value})`,
  add: arithmetic("+"),
  sub: arithmetic("-"),
  mul: arithmetic("*"),
  div: divide,
  mod: remainder,
  neg: unary((value) => `(-${value})`),
  abs: unary((value) => `abs(${value})`),
  round: rounding("round"),
  roundTo: (node, [value, digits]) =>
    sameType(node.type, receiverType(node)) ? `${value}` : `CAST(round(${value}, ${digits}) AS ${sqlType(node.type)})`,
  floor: rounding("floor"),
  ceil: rounding("ceil"),
  trunc: rounding("trunc"),
  sqrt,
  ln,
  lower: named("lower"),
  upper: named("upper"),
  trim: named("pinbook_trim"),
  concat: joined("||"),
  startsWith: named("starts_with"),
  endsWith: named("ends_with"),
  includes,
  split,
  matches,
  extract,
  replace,
  replaceText: named("replace"),
  join,
  list,
  ...mathSql,
  ...textSql,
  ...timeSql,
  ...nestedSql,
  ...binarySql,
};
