import type { ColumnTable, Schema } from "../../schema.ts";
import { type Engine, one, type Sources } from "../engine.ts";
import type { Plan, PlanOf } from "../plan.ts";
import { explained } from "./errors.ts";
import type { FileFormat } from "./file-columns.ts";
import { type Connected, type DuckdbOptions, type Shared, sharedInstance } from "./instance.ts";
import { connecting, load, loading } from "./load.ts";
import { type Query, type Script, scriptOf, scriptOfOne, scriptText } from "./query.ts";
import { readBatches, readTable } from "./read-table.ts";
import { describeSql } from "./sql-check.ts";
import { canWrite, type WriteFilesOptions, type WrittenFile, writeStatements, writtenFiles } from "./write-files.ts";
import { writeTable } from "./write-table.ts";

/** An engine that gives rows in batches and shows what it would run. */
export interface DuckdbEngine extends Required<Engine> {
  /** The rows in tables of some ten thousand rows, with little more than one of them in memory. */
  batches(plan: Plan, sources: Sources, rows?: number): AsyncGenerator<ColumnTable>;
  /**
   * Writes the rows to a file of this machine, or to several, of which none crosses into JavaScript. Half a file may be
   * there while it is written, so write to a temporary name. Throws before it runs where a format cannot hold a column.
   */
  write(plan: Plan, sources: Sources, options: WriteFilesOptions): Promise<readonly WrittenFile[]>;
  /** The columns that a query of SQL gives, every one of which may be null. */
  describe(plan: PlanOf<"sql">): Promise<Schema>;
  /** Whether files of a format hold such columns as they are. */
  canWrite(schema: Schema, format: FileFormat): boolean;
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
    canWrite,
    explain: (plan: Plan) => scriptText(scriptOf([plan])),
    open: async () => (await shared.connect()).close,
    run: async (plan: Plan, sources: Sources) => one(await runAll(shared, [plan], sources)),
    describe: (plan: PlanOf<"sql">) => describe(shared, plan),
    runAll: (plans: readonly Plan[], sources: Sources) => runAll(shared, plans, sources),
    write: async (plan: Plan, sources: Sources, options: WriteFilesOptions): Promise<readonly WrittenFile[]> => {
      const { script, query } = scriptOfOne(plan, options);
      const { before, copy } = writeStatements(query, options);
      return loading(shared, { ...script, before }, sources, async ({ connection }) => {
        if (options.anyOrder) await connection.run("SET SESSION preserve_insertion_order = false");
        return writtenFiles(connection, copy, query.schema, options);
      });
    },
    batches: async function* (plan: Plan, sources: Sources, rows = 16_384): AsyncGenerator<ColumnTable> {
      const { script, query } = scriptOfOne(plan);
      const connected = await shared.connect();
      try {
        yield* loadedBatches(script, query, sources, connected, rows);
      } catch (error) {
        throw explained(error, shared.tempDirectory);
      } finally {
        await connected.close();
      }
    },
  });
};

/** The engine with DuckDB's own limits. */
export const duckdbEngine: DuckdbEngine = makeDuckdbEngine();

/** Runs plans one after the other; what they share is computed before. */
const runAll = async (shared: Shared, plans: readonly Plan[], sources: Sources): Promise<readonly ColumnTable[]> => {
  const script = scriptOf(plans);
  return loading(shared, script, sources, async ({ connection }) => {
    const tables: ColumnTable[] = [];
    for (const { select, schema } of script.queries) tables.push(await readTable(connection, select, schema));
    return tables;
  });
};

async function* loadedBatches(
  script: Script,
  { select, schema }: Query,
  sources: Sources,
  connected: Connected,
  rows: number,
): AsyncGenerator<ColumnTable> {
  const loaded = await load(script, sources, connected, false);
  let isBegun = false;
  try {
    await loaded.prepare();
    for await (const table of readBatches(connected.connection, select, schema, rows)) {
      isBegun = true;
      yield table;
    }
    await loaded.done();
    return;
  } catch (error) {
    if (isBegun) throw error;
    await loaded.again(error);
  }
  await loaded.prepare();
  yield* readBatches(connected.connection, select, schema, rows);
}

/** The columns of a user's query, over sources without rows. */
const describe = async (shared: Shared, plan: PlanOf<"sql">): Promise<Schema> => {
  const script = scriptOf([plan]);
  return connecting(shared, async ({ duckdb, connection }) => {
    for (const table of script.sources) await writeTable(duckdb, connection, table, nothing());
    for (const statement of script.before) await connection.run(statement);
    let schema: Schema = [];
    for (const check of script.checks) schema = await describeSql(duckdb, connection, check);
    return schema;
  });
};

async function* nothing(): AsyncGenerator<ColumnTable> {}
