import type { ColumnTable } from "../schema.ts";
import type { CollectOptions } from "./any-frame.ts";
import { collectPlan } from "./choose-engine.ts";
import { duckdbEngine } from "./duckdb/index.ts";
import type { Engine, Sources } from "./engine.ts";
import type { Plan } from "./plan.ts";

/** About so many rows a table. */
const usualRows = 16_384;

/**
 * The rows of a plan in tables of about so many. DuckDB, the default, holds little more than one of them in memory; an
 * engine that has no batches computes them all and gives them bit by bit.
 */
export const batchesOf = (
  plan: Plan,
  sources: Sources,
  rows: number = usualRows,
  options: CollectOptions = {},
): AsyncGenerator<ColumnTable> => {
  const { engine = "duckdb" } = options;
  const chosen: Engine | string = engine === "duckdb" ? duckdbEngine : engine;
  return typeof chosen === "object" && chosen.batches
    ? chosen.batches(plan, sources, rows)
    : parts(plan, sources, rows, options);
};

async function* parts(
  plan: Plan,
  sources: Sources,
  rows: number,
  options: CollectOptions,
): AsyncGenerator<ColumnTable> {
  const table = await collectPlan(plan, sources, options);
  for (let from = 0; from < table.rowCount; from += rows)
    yield part(table, from, Math.min(from + rows, table.rowCount));
}

const part = ({ schema, columns }: ColumnTable, from: number, to: number): ColumnTable => ({
  schema,
  rowCount: to - from,
  columns: Object.fromEntries(schema.map(({ name }) => [name, Array.prototype.slice.call(columns[name], from, to)])),
});
