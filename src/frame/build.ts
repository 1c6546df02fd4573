import { usageError } from "../errors.ts";
import { type Schema, typeName } from "../schema.ts";
import { checkRollup, groupNodes, refuseGroupNodes } from "./check-expr.ts";
import { commonType, fieldOf, isOrdered, kindOf, sameType } from "./data-type.ts";
import { isDecimal } from "./decimal-type.ts";
import { columnsOf } from "./expr.ts";
import type { Expr } from "./expr-types.ts";
import { castNode, columnNode, nodeOf } from "./nodes.ts";
import { type OrderSpec, sortKey } from "./order.ts";
import type { NamedExpr, Plan, PlanOf } from "./plan.ts";
import { schemaOf } from "./schema-of.ts";
import { noColumn } from "./wrong-column.ts";

/** What a derive, rollup or filter is given: a function of the row of columns, or what it would give. */
export type Spec = unknown;

/** A select's plan: columns under their new names, in order. */
export const select = (input: Plan, columns: PlanOf<"select">["columns"]): Plan => {
  if (columns.length === 0) throw usageError("select needs at least one column.");
  for (const { from } of columns) checkColumn(input, from);
  checkUnique(columns.map((column) => column.name));
  return freeze({ verb: "select", input, columns: freezeAll(columns) });
};

/** A rename's plan: every column keeps its place. */
export const rename = (input: Plan, names: Readonly<Record<string, string>>): Plan => {
  for (const name of Object.keys(names)) checkColumn(input, name);
  return select(
    input,
    schemaOf(input).map(({ name }) => ({ name: names[name] ?? name, from: name })),
  );
};

/** A derive's plan; aggregates and windows are of the groups `by`, of all rows where that is empty. */
export const derive = (input: Plan, by: readonly string[], spec: Spec): Plan => {
  const columns = namedExprs(input, spec);
  for (const { expr } of columns) groupNodes(expr);
  return freeze({ verb: "derive", input, by: Object.freeze(by), columns });
};

/** A filter's plan: keeps the rows where the condition is true (not where it is null). */
export const filter = (input: Plan, by: readonly string[], spec: Spec): Plan => {
  const condition = nodeOf(typeof spec === "function" ? spec(columnsOf(schemaOf(input))) : spec);
  if (condition.type !== "boolean") {
    throw usageError(
      `filter needs a condition, and was given a ${typeName(condition.type)}: compare it with something.`,
    );
  }
  groupNodes(condition);
  return freeze({ verb: "filter", input, by: Object.freeze(by), condition });
};

/** A slice's plan: the rows from `start` to before `end`, from 0; negative numbers count from the end. */
export const slice = (input: Plan, start: number, end?: number): Plan => {
  for (const index of [start, end ?? 0]) {
    if (!Number.isInteger(index)) throw usageError(`slice takes whole numbers, not ${index}.`);
  }
  return freeze({ verb: "slice", input, start, end: end ?? null });
};

/** An orderby's plan: stable, so ties keep their order. */
export const orderby = (input: Plan, specs: readonly unknown[]): Plan => {
  const columns = columnsOf<Record<string, unknown>>(schemaOf(input));
  const keys = specs
    .flatMap((spec) => (typeof spec === "function" ? (spec(columns) as OrderSpec | OrderSpec[]) : (spec as OrderSpec)))
    .map((spec) => sortKey(typeof spec === "string" ? (columns[spec] as Expr) : spec));
  if (keys.length === 0) throw usageError("orderby needs at least one key.");
  for (const key of keys) {
    refuseGroupNodes(key.by, "orderby");
    if (!isOrdered(key.by.type)) throw usageError(`orderby cannot order values of type ${typeName(key.by.type)}.`);
  }
  return freeze({ verb: "orderby", input, keys: Object.freeze(keys) });
};

/** A rollup's plan: one row a group, in the order in which the groups first appear; without keys exactly one row. */
export const rollup = (input: Plan, by: readonly string[], spec: Spec): Plan =>
  rollupTo(input, by, namedExprs(input, spec));

/** As rollup, with the columns in an order that an object's keys may not have. */
export const rollupTo = (input: Plan, by: readonly string[], columns: readonly NamedExpr[]): Plan => {
  for (const { expr } of columns) checkRollup(expr, by);
  if (by.length + columns.length === 0) throw usageError("rollup needs at least one column.");
  checkUnique([...by, ...columns.map((column) => column.name)]);
  return freeze({ verb: "rollup", input, by: Object.freeze(by), columns: freezeAll(columns) });
};

/** A join's plan: rows in the order of the left, then of the right; a null key matches nothing. */
export const join = (how: PlanOf<"join">["how"], input: Plan, other: Plan, on: PlanOf<"join">["on"]): Plan => {
  if (on.length === 0) throw usageError("A join needs at least one column.");
  for (const pair of on) checkKey(input, other, pair);
  if (how === "inner" || how === "left") checkClash(input, other, on);
  return freeze({ verb: "join", how, input, other, on: freezeAll(on) });
};

/** A concat's plan: the rows of one after the other, columns matched by name. */
export const concat = (input: Plan, others: readonly Plan[]): Plan => {
  for (const other of others) checkSameColumns(input, other);
  const plain = freeze({ verb: "concat", input, others: Object.freeze(others) });
  const schema = schemaOf(plain);
  const [first = input, ...rest] = [input, ...others].map((part) => withDecimals(part, schema));
  return first === input && rest.every((part, index) => part === others[index])
    ? plain
    : freeze({ verb: "concat", input: first, others: Object.freeze(rest) });
};

/** A plan whose decimals have as many digits as those of the schema. */
const withDecimals = (plan: Plan, schema: Schema): Plan => {
  const columns = schema.flatMap(({ name, type }) => {
    const own = fieldOf(schemaOf(plan), name);
    const differs = own && isDecimal(own.type) && isDecimal(type) && !sameType(own.type, type);
    return differs ? [{ name, expr: castNode(columnNode(own), type, "error") }] : [];
  });
  return columns.length === 0
    ? plan
    : freeze({ verb: "derive", input: plan, by: Object.freeze([]), columns: freezeAll(columns) });
};

/** A dedupe's plan: of rows equal in the keys (in all columns where none is given) the first; nulls are equal here. */
export const dedupe = (input: Plan, keys: readonly string[]): Plan => {
  for (const name of keys) checkColumn(input, name);
  return freeze({ verb: "dedupe", input, keys: Object.freeze(keys) });
};

/** An unroll's plan: one row for each element of the list; empty and null lists give none. */
export const unroll = (input: Plan, column: string): Plan => {
  const { type } = checkColumn(input, column);
  if (kindOf(type) !== "list") throw usageError(`unroll takes a list, and '${column}' is ${typeName(type)}.`);
  return freeze({ verb: "unroll", input, column });
};

/** Throws where a plan has no such columns. */
export const checkColumns = (input: Plan, names: readonly string[]): readonly string[] => {
  for (const name of names) checkColumn(input, name);
  return names;
};

const freeze = (plan: Plan): Plan => Object.freeze(plan);
const freezeAll = <T extends object>(items: readonly T[]): readonly T[] =>
  Object.freeze(items.map((item) => Object.freeze(item)));

const checkColumn = (plan: Plan, name: string) => {
  const schema = schemaOf(plan);
  const field = fieldOf(schema, name);
  if (!field) throw noColumn(name, schema);
  return field;
};

const checkUnique = (names: readonly string[]): void => {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw usageError(`Two columns would be named '${twice}': give one another name.`);
};

const namedExprs = (input: Plan, spec: Spec): readonly NamedExpr[] => {
  const given: unknown = typeof spec === "function" ? spec(columnsOf(schemaOf(input))) : spec;
  if (typeof given !== "object" || given === null) {
    throw usageError("derive and rollup take an object of columns, or a function that gives one.");
  }
  return freezeAll(Object.entries(given).map(([name, value]) => ({ name, expr: nodeOf(value) })));
};

type Pair = PlanOf<"join">["on"][number];

const checkKey = (input: Plan, other: Plan, { left, right }: Pair): void => {
  const [mine, theirs] = [checkColumn(input, left).type, checkColumn(other, right).type];
  if (commonType(mine, theirs) && !(isDecimal(mine) && !sameType(mine, theirs))) return;
  const name = left === right ? `'${left}'` : `'${left}' = '${right}'`;
  throw usageError(`The key ${name} is ${typeName(mine)} on the left and ${typeName(theirs)} on the right: cast one.`);
};

const checkClash = (input: Plan, other: Plan, on: readonly Pair[]): void => {
  const left = schemaOf(input);
  const keys = on.map((pair) => pair.right);
  const clash = schemaOf(other).find(({ name }) => !keys.includes(name) && fieldOf(left, name));
  if (!clash) return;
  throw usageError(
    `Both sides of the join have a column '${clash.name}': join on it, rename it, or select without it.`,
  );
};

const checkSameColumns = (input: Plan, other: Plan): void => {
  const [mine, theirs] = [schemaOf(input), schemaOf(other)];
  for (const field of mine) {
    const match = checkColumn(other, field.name);
    if (!commonType(field.type, match.type)) {
      throw usageError(
        `concat: '${field.name}' is ${typeName(field.type)} here and ${typeName(match.type)} there: cast one.`,
      );
    }
  }
  const extra = theirs.find((field) => !fieldOf(mine, field.name));
  if (extra)
    throw usageError(`concat: '${extra.name}' is only in the second frame: drop it, or derive it in the first.`);
};
