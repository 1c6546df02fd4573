import type { ColumnTable, Field, Schema } from "../../schema.ts";
import * as build from "../build.ts";
import { chooseEngine, runPlans } from "../choose-engine.ts";
import { isScan, type Sources } from "../engine.ts";
import type { Expr } from "../expr-types.ts";
import { op } from "../op.ts";
import type { Plan } from "../plan.ts";
import { schemaOf } from "../schema-of.ts";
import { anyColumn } from "../verbs/columns.ts";
import { sample } from "../verbs/reshape.ts";
import { canBePictured } from "./head-picture.ts";

/** What is shown of a frame. */
export interface FrameSummary {
  readonly schema: Schema;
  readonly rowCount: number;
  /** Its first rows. */
  readonly first: ColumnTable;
  /** How many nulls each column has, in order. */
  readonly nulls: readonly number[];
  /** A bounded number of rows from all of it, with the columns that can be pictured. */
  readonly sample: ColumnTable;
  /** The line that says which engine was chosen, where one was. */
  readonly notice?: string;
}

/** Rows that are shown. */
export const shownRows = 20;
const sampledRows = 10_000;

/** A summary of a table. */
export const summarize = (table: ColumnTable): FrameSummary => {
  const { schema, rowCount } = table;
  const step = Math.max(1, Math.ceil(rowCount / sampledRows));
  return {
    ...{ schema, rowCount, first: rowsOf(table, schema, shownRows, 1) },
    nulls: schema.map((field) => countNulls(table, field)),
    sample: rowsOf(table, schema.filter(canBePictured), rowCount, step),
  };
};

/**
 * Runs a plan for its summary alone. A table that is there already is only looked at; where DuckDB runs the plan, it counts
 * and samples too, so that few rows leave it.
 */
export const summarizePlan = async (plan: Plan, sources: Sources): Promise<FrameSummary> => {
  const source = plan.verb === "source" ? sources[plan.name] : undefined;
  if (source && !isScan(source)) return summarize(typeof source === "function" ? await source() : source);
  const chosen = await chooseEngine([plan], sources);
  const { notice } = chosen;
  const said = notice === undefined ? {} : { notice };
  const isLarge = notice !== undefined && chosen.engine.name === "duckdb";
  if (isLarge) return { ...summaryOf(plan, await runPlans(summaryPlans(plan), chosen)), ...said };
  const [table] = await runPlans([plan], chosen);
  if (!table) throw new Error("no plan was run");
  return { ...summarize(table), ...said };
};

const summaryPlans = (plan: Plan): readonly Plan[] => {
  const schema = schemaOf(plan);
  const pictured = schema.filter(canBePictured).map(({ name }) => ({ name, from: name }));
  const counts = schema.map(({ name }, index) => [`c${index}`, op.count(anyColumn(plan, name) as Expr)] as const);
  return [
    build.slice(plan, 0, shownRows),
    build.rollup(plan, [], () => ({ rows: op.count(), ...Object.fromEntries(counts) })),
    ...(pictured.length > 0 ? [sample(build.select(plan, pictured), { rows: sampledRows }, 0)] : []),
  ];
};

const summaryOf = (plan: Plan, [first, counts, sampled]: readonly ColumnTable[]): FrameSummary => {
  const schema = schemaOf(plan);
  const count = (name: string): number => Number(counts?.columns[name]?.[0] ?? 0);
  const rowCount = count("rows");
  const none = { schema: [], rowCount: 0, columns: {} };
  const nulls = schema.map((_, index) => rowCount - count(`c${index}`));
  return { schema, rowCount, first: first ?? none, nulls, sample: sampled ?? none };
};

const countNulls = ({ columns, rowCount }: ColumnTable, { name, nullable }: Field): number => {
  const values = columns[name] ?? [];
  let nulls = 0;
  if (nullable) for (let row = 0; row < rowCount; row++) if (values[row] === null) nulls += 1;
  return nulls;
};

/** Each `step`th of the first `rows` rows. */
const rowsOf = (table: ColumnTable, schema: Schema, rows: number, step: number): ColumnTable => {
  const rowCount = Math.ceil(Math.min(rows, table.rowCount) / step);
  const columns = schema.map(({ name }) => {
    const values = table.columns[name] ?? [];
    return [name, Array.from({ length: rowCount }, (_, index) => values[index * step])] as const;
  });
  return { schema, rowCount, columns: Object.fromEntries(columns) };
};
