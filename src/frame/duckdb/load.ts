import { stat } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { isScan, type Scan, type ScannedFiles, type Source, type Sources, tablesOf } from "../engine.ts";
import type { SourceTable } from "./building.ts";
import { explained, isOfReading } from "./errors.ts";
import type { Connected, Shared } from "./instance.ts";
import { keyOrdersOf } from "./key-orders.ts";
import { certain, loadLines } from "./load-lines.ts";
import { macroStatement, macrosFor } from "./macros.ts";
import { ndjsonSelect } from "./ndjson-select.ts";
import type { Script } from "./query.ts";
import { checkSql } from "./sql-check.ts";
import { writeTable } from "./write-table.ts";

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
  const views = new Set<string>();
  try {
    return await attempt(shared, async (connected) => {
      await load(script, sources, connected, views);
      return await action(connected);
    });
  } catch (error) {
    if (views.size === 0 || !isOfReading(error)) throw explained(error);
  }
  return connecting(shared, async (connected) => {
    await load(script, sources, connected);
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

/**
 * Makes the tables of the sources, the macros and what the queries share. Files that DuckDB reads itself are read into tables;
 * or, where `views` takes the names of such, as the query goes, which takes less room and may fail late.
 */
export const load = async (
  script: Script,
  sources: Sources,
  connected: Connected,
  views?: Set<string>,
): Promise<void> => {
  for (const table of script.sources) {
    const source = sources[table.source];
    if (!source) throw new Error(`the plan reads ${table.source}, which is not among its sources`);
    await loadSource(table, source, connected, isReadOnce(table, script) ? views : undefined);
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

const loadSource = async (
  table: SourceTable,
  source: Source,
  connected: Connected,
  views: Set<string> | undefined,
): Promise<void> => {
  const files = isScan(source) ? await filesOf(source) : undefined;
  if (files && views && (await isViewMade(connected, table, files))) {
    views.add(table.table);
    return;
  }
  if (files && (await isTableMade(connected, table, files))) return;
  const columns = table.schema.map((field) => field.name);
  await writeTable(connected.duckdb, connected.connection, table, tablesOf(source, columns, table.filter));
};

/** A Scan's files that DuckDB reads, which takes none of a single byte for one with a line. */
const filesOf = async (scan: Scan): Promise<ScannedFiles | undefined> => {
  const files = await scan.files?.();
  if (!files || files.paths.length === 0) return undefined;
  const sizes = await Promise.all(files.paths.map((path) => sizeOf(path)));
  return sizes.includes(1) ? undefined : files;
};

/** As JavaScript's reader says what is wrong with a file, one that cannot be read is left to it. */
const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 1;

const isViewMade = async ({ connection }: Connected, table: SourceTable, files: ScannedFiles): Promise<boolean> => {
  const select = await selectOf(connection, table, files);
  if (select === undefined) return false;
  await connection.run(`CREATE TEMP VIEW ${table.table} AS ${select}`);
  return true;
};

/** Reads files into a table, in their order; false where JavaScript is to read them all. */
const isTableMade = async (connected: Connected, table: SourceTable, files: ScannedFiles): Promise<boolean> => {
  const { connection } = connected;
  const select = await selectOf(connection, table, files, certain);
  const read = `${table.table.slice(0, -1)} as read"`;
  if (select === undefined || !(await isRead(() => loadLines(connected, files, table, read, select)))) return false;
  const row = table.row === undefined ? [] : [`rowid AS ${table.row}`];
  await connection.run(
    `CREATE TEMP VIEW ${table.table} AS SELECT ${[...table.columns, ...row].join(", ")} FROM ${read}`,
  );
  return true;
};

const isRead = async (load: () => Promise<boolean>): Promise<boolean> => {
  try {
    return await load();
  } catch (error) {
    if (isOfReading(error)) return false;
    throw error;
  }
};

/** The SELECT of a source's files, whose macros are made. */
const selectOf = async (
  connection: DuckDBConnection,
  table: SourceTable,
  files: ScannedFiles,
  certain?: string,
): Promise<string | undefined> => {
  const columns = table.schema.map(({ name }, index) => ({ name, as: table.columns[index] ?? "" }));
  const keyOrders = await keyOrdersOf(files.paths);
  const select = ndjsonSelect({ ...files, columns, keyOrders, ...(certain !== undefined && { certain }) });
  for (const macro of macrosFor(select ?? "")) await connection.run(macroStatement(macro));
  return select;
};
