import { isScan, type ScannedFiles, type ScannedLines, type ScannedParquet, type Source, tablesOf } from "../engine.ts";
import type { SourceTable } from "./building.ts";
import type { Connected } from "./instance.ts";
import { linesTable, linesView } from "./load-lines.ts";
import { parquetSelect } from "./parquet-select.ts";
import { writeTable } from "./write-table.ts";

/** How files that DuckDB reads itself are read. */
export interface Reading {
  /** Takes the sources that are read as the query goes, and may fail late, by the names of their views. */
  readonly views: Map<string, ScannedFiles>;
  /** Whether lines may be read so, at the first of which DuckDB is not sure the query then fails. */
  readonly mayFailLate: boolean;
  /** Whether Parquet files are left to JavaScript, as DuckDB has failed at them. */
  readonly isAgain?: boolean;
}

/** Makes a source's table, or a view of its files. */
export const loadSource = async (
  table: SourceTable,
  source: Source,
  connected: Connected,
  reading: Reading,
  isReadOnce: boolean,
): Promise<void> => {
  const files = isScan(source) ? await source.files?.(table.filter) : undefined;
  if (files?.format === "parquet" && (await loadParquet(table, files, connected, reading))) return;
  if (files?.format === "ndjson" && (await loadJsonLines(table, files, connected, reading, isReadOnce))) return;
  const columns = table.schema.map((field) => field.name);
  await writeTable(connected.duckdb, connected.connection, table, tablesOf(source, columns, table.filter));
};

const loadParquet = async (
  table: SourceTable,
  files: ScannedParquet,
  { connection }: Connected,
  { views, isAgain }: Reading,
): Promise<boolean> => {
  const select = isAgain || files.files.length === 0 ? undefined : await parquetSelect(connection, files, table);
  if (select === undefined) return false;
  await connection.run(`CREATE TEMP VIEW ${table.table} AS ${select}`);
  views.set(table.table, files);
  return true;
};

const loadJsonLines = async (
  table: SourceTable,
  files: ScannedLines,
  connected: Connected,
  { views, mayFailLate }: Reading,
  isReadOnce: boolean,
): Promise<boolean> => {
  if (mayFailLate && isReadOnce && (await linesView(connected, files, table))) {
    views.set(table.table, files);
    return true;
  }
  return linesTable(connected, files, table);
};
