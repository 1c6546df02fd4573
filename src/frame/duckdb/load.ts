import type { Sources } from "../engine.ts";
import type { SourceTable } from "./building.ts";
import { explained, isOfReading } from "./errors.ts";
import type { Connected, Shared } from "./instance.ts";
import { loadSource, type Reading } from "./load-source.ts";
import type { Script } from "./query.ts";
import { checkSql } from "./sql-check.ts";

/**
 * Does a thing with a query whose sources are there. Files that DuckDB reads itself are read as the query goes; where that
 * fails at a line of which it is not sure, all is done again with such files read before it.
 */
export const loading = async <T>(
  shared: Shared,
  script: Script,
  sources: Sources,
  action: (connected: Connected) => Promise<T>,
): Promise<T> => {
  const reading: Reading = { views: new Set(), mayFailLate: true };
  try {
    return await attempt(shared, async (connected) => {
      await load(script, sources, connected, reading);
      return await action(connected);
    });
  } catch (error) {
    if (reading.views.size === 0 || !isOfReading(error)) throw explained(error);
  }
  return connecting(shared, async (connected) => {
    await load(script, sources, connected, { views: new Set(), mayFailLate: false, isAgain: true });
    return await action(connected);
  });
};

/** Does a thing on a connection of its own. */
export const connecting = async <T>(shared: Shared, action: (connected: Connected) => Promise<T>): Promise<T> => {
  try {
    return await attempt(shared, action);
  } catch (error) {
    throw explained(error);
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

/** Makes the tables of the sources, the macros and what the queries share. */
export const load = async (script: Script, sources: Sources, connected: Connected, reading: Reading): Promise<void> => {
  for (const table of script.sources) {
    const source = sources[table.source];
    if (!source) throw new Error(`the plan reads ${table.source}, which is not among its sources`);
    await loadSource(table, source, connected, reading, isReadOnce(table, script));
  }
  const { duckdb, connection } = connected;
  for (const statement of script.before) await connection.run(statement);
  for (const check of script.checks) await checkSql(duckdb, connection, check);
  for (const statement of script.shared) await connection.run(statement);
};

/** Whether one place of all queries reads a source, without its order. */
const isReadOnce = ({ table, row }: SourceTable, { shared, queries }: Script): boolean => {
  if (row !== undefined) return false;
  const all = [...shared, ...queries.map(({ select }) => select)].join("\n");
  return all.split(`FROM ${table}`).length + all.split(`JOIN ${table}`).length <= 3;
};
