import { usageError } from "../errors.ts";
import type { Schema } from "../schema.ts";
import type { Sources } from "./engine.ts";
import { literal } from "./literal.ts";
import type { LiteralNode, Plan, PlanOf, SqlPart } from "./plan.ts";
import { sourcesOf } from "./plan-inputs.ts";
import { merge, type Sourced } from "./sources.ts";

/** What stands in a query between its texts: a value, a list of values, or a frame to read from. */
export type SqlValue =
  | boolean
  | number
  | bigint
  | string
  | Date
  | Uint8Array
  | readonly (boolean | number | bigint | string | Date | Uint8Array)[]
  | Sourced;

/** A query of DuckDB's SQL with its values, made by the tag sql. */
export interface SqlQuery {
  readonly texts: readonly string[];
  readonly values: readonly SqlValue[];
}

/**
 * A query for frame.sql: `sql\`SELECT * FROM self WHERE age > ${age}\``. Values are never pasted into the text, lists are
 * lists (`x IN ${[1, 2]}`), and a frame in it is a table.
 */
export const sql = (texts: TemplateStringsArray, ...values: readonly SqlValue[]): SqlQuery =>
  Object.freeze({ texts: Object.freeze([...texts]), values: Object.freeze(values) });

/** The plan of a query over a frame, with all sources that it reads. */
export const sqlPlan = (
  self: Sourced,
  query: string | SqlQuery,
  schema: Schema,
): { readonly plan: PlanOf<"sql">; readonly sources: Sources } => {
  const { texts, values } = typeof query === "string" ? { texts: [query], values: [] } : query;
  const others: Plan[] = [];
  let { sources } = self;
  const partOf = (value: SqlValue): SqlPart => {
    if (!isFrame(value)) return constantPart(value);
    const merged = merge(sources, value);
    sources = merged.sources;
    others.push(merged.plan);
    return Object.freeze({ input: others.length });
  };
  const parts = texts.flatMap((text, index) =>
    index < values.length ? [text, partOf(values[index] as SqlValue)] : [text],
  );
  const plan = {
    verb: "sql",
    input: self.plan,
    others: Object.freeze(others),
    name: nameOf(self.plan),
    parts: Object.freeze(parts),
    schema: Object.freeze(schema),
  } as const;
  return { plan: Object.freeze(plan), sources };
};

const isFrame = (value: SqlValue): value is Sourced => typeof value === "object" && value !== null && "plan" in value;

const constantPart = (value: Exclude<SqlValue, Sourced>): LiteralNode | readonly LiteralNode[] => {
  if (value === null || value === undefined) {
    throw usageError(`A value of the query is ${String(value)}, which has no type: write NULL in the text.`);
  }
  if (!Array.isArray(value)) return literal(value);
  if (value.length === 0)
    throw usageError("A list of the query is empty, and so has no type: write the query without it.");
  return Object.freeze(value.map((one) => literal(one)));
};

/** A frame of one source is known by the source's name as well. */
const nameOf = (plan: Plan): string | null => {
  const [only, ...others] = sourcesOf(plan);
  return only && others.length === 0 ? only.name : null;
};
