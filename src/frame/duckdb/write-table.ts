import type { DuckDBConnection, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { ColumnTable } from "../../schema.ts";
import type { SourceTable } from "./building.ts";
import type { DuckDB } from "./duckdb.ts";
import { type PackedColumn, packColumn } from "./pack-column.ts";
import { sqlType } from "./sql-type.ts";

const batchRows = 2048;
const batchesAtOnce = 16;
const staging = '"pinbook batches"';

/**
 * Makes a source's table and fills it. Values cross in batches: a batch is one row, whose texts are one text with
 * separators and whose other values are lists, and DuckDB takes it apart. One by one they take ten times as long.
 */
export const writeTable = async (
  duckdb: DuckDB,
  connection: DuckDBConnection,
  source: SourceTable,
  tables: AsyncIterable<ColumnTable>,
): Promise<void> => {
  await connection.run(createTable(source));
  let written = 0;
  for await (const table of tables) {
    await appendTable(duckdb, connection, source, table, written);
    written += table.rowCount;
  }
  await connection.run(`DROP TABLE IF EXISTS ${staging}`);
};

/** Adds rows, which are numbered on from those before. */
const appendTable = async (
  duckdb: DuckDB,
  connection: DuckDBConnection,
  source: SourceTable,
  table: ColumnTable,
  written: number,
): Promise<void> => {
  const columns = source.schema.map((field, index) =>
    packColumn(duckdb, field, table.columns[field.name] ?? [], index),
  );
  const numbers = ["start", "size"].map((name) => ({ name, type: duckdb.BIGINT as DuckDBType }));
  const parts = [...columns.flatMap((column) => column.parts), ...numbers];
  const declared = parts.map(({ name, type }) => `${name} ${type}`).join(", ");
  let filling: Promise<unknown> | undefined;
  for (let from = 0; from < table.rowCount; from += batchRows * batchesAtOnce) {
    const until = Math.min(from + batchRows * batchesAtOnce, table.rowCount);
    const batches = packed(columns, from, until, written, filling);
    await filling;
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${staging} (${declared})`);
    append(duckdb, await connection.createAppender("pinbook batches"), parts, batches);
    filling = connection.run(unpack(source, columns));
  }
  await filling;
};

/** Batches packed while DuckDB takes others apart; what fails here waits for that, and its own failure is then not lost. */
const packed = (
  columns: readonly PackedColumn[],
  from: number,
  until: number,
  written: number,
  filling: Promise<unknown> | undefined,
) => {
  try {
    return batchesOf(columns, from, until, written);
  } catch (error) {
    filling?.catch(() => {});
    throw error;
  }
};

const createTable = ({ table, columns, schema, row }: SourceTable): string => {
  const typed = columns.map((column, index) => `${column} ${sqlType(schema[index]?.type ?? "string")}`);
  return `CREATE TEMP TABLE ${table} (${[...typed, ...(row === undefined ? [] : [`${row} BIGINT`])].join(", ")})`;
};

const batchesOf = (
  columns: readonly PackedColumn[],
  from: number,
  until: number,
  written: number,
): readonly (readonly DuckDBValue[])[] =>
  Array.from({ length: Math.ceil((until - from) / batchRows) }, (_, batch) => {
    const start = from + batch * batchRows;
    const end = Math.min(start + batchRows, until);
    return [...columns.flatMap((column) => column.pack(start, end)), BigInt(written + start), BigInt(end - start)];
  });

const append = (
  duckdb: DuckDB,
  appender: Awaited<ReturnType<DuckDBConnection["createAppender"]>>,
  parts: readonly { readonly type: DuckDBType }[],
  rows: readonly (readonly DuckDBValue[])[],
): void => {
  const chunk = duckdb.DuckDBDataChunk.create(
    parts.map(({ type }) => type),
    rows.length,
  );
  parts.forEach((_, column) => {
    chunk.setColumnValues(
      column,
      rows.map((row) => row[column] ?? null),
    );
  });
  appender.appendDataChunk(chunk);
  appender.flushSync();
  appender.closeSync();
};

const unpack = ({ table, row }: SourceTable, columns: readonly PackedColumn[]): string => {
  const unnested = columns.flatMap((column) => column.unpack);
  const values = columns.map((column) => column.value);
  if (row !== undefined) values.push('"row"');
  const rows = `unnest(range("start", "start" + "size")) AS "row"`;
  return `INSERT INTO ${table} SELECT ${values.join(", ")} FROM (SELECT ${[...unnested, rows].join(", ")} FROM ${staging})`;
};
