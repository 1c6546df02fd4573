import type { Sources } from "../engine.ts";
import type { SourceTable } from "./building.ts";
import { explained, mayBeOfReading } from "./errors.ts";
import type { Connected, Shared } from "./instance.ts";
import { loadSource, type Reading } from "./load-source.ts";
import type { Script } from "./query.ts";
import { readUnread } from "./read-unread.ts";
import { checkSql } from "./sql-check.ts";

/**
 * Does a thing with a query whose sources are there. Files that DuckDB reads itself are read as the query goes; where that
 * fails at a line of which it is not sure, or at a file, the query runs again with those files read before it.
 */
export const loading = async <T>(
  shared: Shared,
  script: Script,
  sources: Sources,
  action: (connected: Connected) => Promise<T>,
): Promise<T> =>
  connecting(shared, async (connected) => {
    const loaded = await load(script, sources, connected, true);
    try {
      await loaded.prepare();
      const result = await action(connected);
      await loaded.done();
      return result;
    } catch (error) {
      await loaded.again(error);
    }
    await loaded.prepare();
    return await action(connected);
  });

/** Does a thing on a connection of its own. */
export const connecting = async <T>(shared: Shared, action: (connected: Connected) => Promise<T>): Promise<T> => {
  try {
    return await attempt(shared, action);
  } catch (error) {
    throw explained(error, shared.tempDirectory);
  }
};

const attempt = async <T>(shared: Shared, action: (connected: Connected) => Promise<T>): Promise<T> => {
  const connected = await shared.connect();
  try {
    return await action(connected);
  } finally {
    await connected.close();
  }
};

/** Sources that are there, as tables or as views of files. */
export interface Loaded {
  /** Makes the macros and what the queries share. */
  prepare(): Promise<void>;
  /** To be called when the queries have run. */
  done(): Promise<void>;
  /** Makes tables of what are views, where a query has failed in reading one; else throws what it failed with. */
  again(error: unknown): Promise<void>;
}

/** Makes the tables of the sources, or views where lines may be read late, and where they are Parquet files. */
export const load = async (
  script: Script,
  sources: Sources,
  connected: Connected,
  mayFailLate: boolean,
): Promise<Loaded> => {
  const { connection } = connected;
  const { views }: Reading = await loadSources(script, sources, connected, { views: new Map(), mayFailLate });
  return {
    prepare: () => prepare(script, connected),
    done: async () => {
      await readUnread(connection, script, [...views.keys()]);
      for (const { allRead } of views.values()) await allRead?.();
    },
    again: async (error) => {
      if (views.size === 0 || !mayBeOfReading(error)) throw error;
      for (const view of views.keys()) await connection.run(`DROP VIEW ${view}`);
      const reading: Reading = { views: new Map(), mayFailLate: false, isAgain: true };
      await loadSources(script, sources, connected, reading, (table) => views.has(table));
    },
  };
};

const loadSources = async (
  script: Script,
  sources: Sources,
  connected: Connected,
  reading: Reading,
  isWanted: (table: string) => boolean = () => true,
): Promise<Reading> => {
  for (const table of script.sources) {
    if (!isWanted(table.table)) continue;
    const source = sources[table.source];
    if (!source) throw new Error(`the plan reads ${table.source}, which is not among its sources`);
    await loadSource(table, source, connected, reading, isReadOnce(table, script));
  }
  return reading;
};

const prepare = async (script: Script, { duckdb, connection }: Connected): Promise<void> => {
  for (const statement of script.before) await connection.run(statement);
  for (const check of script.checks) await checkSql(duckdb, connection, check);
  for (const statement of script.shared) await connection.run(statement);
};

/** Whether one place of all queries reads a source, to its end and without its order. */
const isReadOnce = ({ table, row, isBelowJoin }: SourceTable, { shared, queries }: Script): boolean => {
  // Of a join's one side nothing is read where the other has no rows.
  if (row !== undefined || isBelowJoin) return false;
  const all = [...shared, ...queries.map(({ select }) => select)].join("\n");
  return all.split(`FROM ${table}`).length + all.split(`JOIN ${table}`).length <= 3;
};
