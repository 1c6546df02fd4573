import type { ColumnTable } from "../../schema.ts";
import type { Engine, Source, Sources } from "../engine.ts";
import type { Plan } from "../plan.ts";
import type { SourceTable } from "./building.ts";
import { explained } from "./errors.ts";
import { type Connected, type DuckdbOptions, sharedInstance } from "./instance.ts";
import { type Query, queryOf, queryText } from "./query.ts";
import { readBatches, readTable } from "./read-table.ts";
import { writeTable } from "./write-table.ts";

/** An engine that gives rows in batches and shows what it would run. */
export interface DuckdbEngine extends Engine {
  /** The rows in tables of some ten thousand rows, with little more than one of them in memory. */
  batches(plan: Plan, sources: Sources, rows?: number): AsyncGenerator<ColumnTable>;
  /** The plan as DuckDB's SQL. */
  explain(plan: Plan): string;
}

/**
 * An engine that runs plans on DuckDB, in this process: for what is too large for Arquero, larger than memory too. It
 * uses no network, no file but those it spills to, and UTC.
 */
export const makeDuckdbEngine = (options: DuckdbOptions = {}): DuckdbEngine => {
  const shared = sharedInstance(options);
  return Object.freeze({
    name: "duckdb",
    explain: (plan: Plan) => queryText(queryOf(plan)),
    run: async (plan: Plan, sources: Sources): Promise<ColumnTable> => {
      const query = queryOf(plan);
      const connected = await shared.connect();
      try {
        return await readTable(await start(query, sources, connected), query.schema);
      } catch (error) {
        throw explained(error);
      } finally {
        await connected.close();
      }
    },
    batches: async function* (plan: Plan, sources: Sources, rows = 16_384): AsyncGenerator<ColumnTable> {
      const query = queryOf(plan);
      const connected = await shared.connect();
      try {
        yield* readBatches(await start(query, sources, connected), query.schema, rows);
      } catch (error) {
        throw explained(error);
      } finally {
        await connected.close();
      }
    },
  });
};

/** The engine with DuckDB's own limits. */
export const duckdbEngine: DuckdbEngine = makeDuckdbEngine();

const start = async (query: Query, sources: Sources, connected: Connected) => {
  const { connection } = connected;
  for (const source of query.sources) await load(source, sources[source.source], connected);
  for (const statement of query.before) await connection.run(statement);
  return connection.stream(query.select);
};

/** Makes the table of a source; where sources become files, they are read here. */
const load = async (
  table: SourceTable,
  source: Source | undefined,
  { duckdb, connection }: Connected,
): Promise<void> => {
  if (!source) throw new Error(`the plan reads ${table.source}, which is not among its sources`);
  await writeTable(duckdb, connection, table, typeof source === "function" ? await source() : source);
};
