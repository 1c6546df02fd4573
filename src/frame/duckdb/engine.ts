import type { ColumnTable } from "../../schema.ts";
import { type Engine, type Sources, tablesOf } from "../engine.ts";
import type { Plan } from "../plan.ts";
import { explained } from "./errors.ts";
import { type Connected, type DuckdbOptions, type Shared, sharedInstance } from "./instance.ts";
import { type Query, queryOf, queryText } from "./query.ts";
import { readBatches, readTable } from "./read-table.ts";
import { type WriteFilesOptions, type WrittenFile, writeStatements, writtenFiles } from "./write-files.ts";
import { writeTable } from "./write-table.ts";

/** An engine that gives rows in batches and shows what it would run. */
export interface DuckdbEngine extends Engine {
  /** The rows in tables of some ten thousand rows, with little more than one of them in memory. */
  batches(plan: Plan, sources: Sources, rows?: number): AsyncGenerator<ColumnTable>;
  /**
   * Writes the rows to a file of this machine, or to several, of which none crosses into JavaScript. Half a file may be
   * there while it is written, so write to a temporary name. Throws before it runs where a format cannot hold a column.
   */
  write(plan: Plan, sources: Sources, options: WriteFilesOptions): Promise<readonly WrittenFile[]>;
  /** The plan as DuckDB's SQL. */
  explain(plan: Plan): string;
  /** Keeps the database open between runs, each of which then saves some 20 ms, until what it gives is called. */
  open(): Promise<() => Promise<void>>;
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
    open: async () => (await shared.connect()).close,
    run: (plan: Plan, sources: Sources): Promise<ColumnTable> => {
      const query = queryOf(plan);
      return connecting(shared, async (connected) => {
        await load(query, sources, connected);
        return readTable(connected.connection, query.select, query.schema);
      });
    },
    write: async (plan: Plan, sources: Sources, options: WriteFilesOptions): Promise<readonly WrittenFile[]> => {
      const query = queryOf(plan, options);
      const { before, copy } = writeStatements(query, options);
      return connecting(shared, async (connected) => {
        await load({ ...query, before }, sources, connected);
        if (options.anyOrder) await connected.connection.run("SET SESSION preserve_insertion_order = false");
        return writtenFiles(connected.connection, copy, query.schema, options);
      });
    },
    batches: async function* (plan: Plan, sources: Sources, rows = 16_384): AsyncGenerator<ColumnTable> {
      const query = queryOf(plan);
      const connected = await shared.connect();
      try {
        await load(query, sources, connected);
        yield* readBatches(connected.connection, query.select, query.schema, rows);
      } catch (error) {
        throw explained(error);
      } finally {
        await connected.close();
      }
    },
  });
};

/** Does a thing on a connection of its own. */
const connecting = async <T>(shared: Shared, action: (connected: Connected) => Promise<T>): Promise<T> => {
  const connected = await shared.connect();
  try {
    return await action(connected);
  } catch (error) {
    throw explained(error);
  } finally {
    await connected.close();
  }
};

/** The engine with DuckDB's own limits. */
export const duckdbEngine: DuckdbEngine = makeDuckdbEngine();

/** Makes the tables of the sources and the macros. */
const load = async (query: Query, sources: Sources, { duckdb, connection }: Connected): Promise<void> => {
  for (const table of query.sources) {
    const source = sources[table.source];
    if (!source) throw new Error(`the plan reads ${table.source}, which is not among its sources`);
    const columns = table.schema.map((field) => field.name);
    await writeTable(duckdb, connection, table, tablesOf(source, columns));
  }
  for (const statement of query.before) await connection.run(statement);
};
