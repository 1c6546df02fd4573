import type { Pool, RowDataPacket } from "mysql2/promise";
import { connectionOptions } from "./mysql-connection.ts";
import { describeMySql, mySqlError } from "./mysql-errors.ts";
import { toRow } from "./mysql-row.ts";
import type { MySqlSettings } from "./mysql-settings.ts";
import { streamRows } from "./mysql-stream.ts";
import { noSuchRow, type RowSource, recordedSource } from "./row-source.ts";
import type { Row, TableName } from "./tables.ts";

/** Rows a query, and how many such pages of each table are kept: a lookup of a random row costs 3 ms, a page 10 ms. */
const pageSize = 1_000;
const pagesKept = 32;

/**
 * The tables of a MySQL or MariaDB database, read only, in the table's own order (its primary key's, where it has one). Connects
 * on first use. `rowAt` reads pages and keeps them, so a row that changes meanwhile may show as it was.
 */
export const mysqlSource = (settings: MySqlSettings): RowSource => {
  let opened: Promise<Pool> | undefined;
  const pool: LazyPool = () => {
    opened ??= openPool(settings);
    return opened;
  };
  const describe = describeMySql(settings);
  const pages = new Map<string, Promise<readonly Row[]>>();
  const pageAt = (table: TableName, page: number): Promise<readonly Row[]> => {
    const key = `${table}/${page}`;
    const rows = pages.get(key) ?? readPage(pool, settings, table, page);
    pages.delete(key);
    pages.set(key, rows);
    rows.catch(() => pages.delete(key));
    const oldest = pages.size > pagesKept * 3 ? pages.keys().next().value : undefined;
    if (oldest !== undefined) pages.delete(oldest);
    return rows;
  };
  const count = (table: TableName) => countRows(pool, settings, table);
  return recordedSource({
    describe,
    rowAt: async (table, offset) => {
      const page = Number.isSafeInteger(offset) && offset >= 0 ? Math.floor(offset / pageSize) : undefined;
      const row = page === undefined ? undefined : (await pageAt(table, page))[offset % pageSize];
      if (!row) throw noSuchRow(describe, table, offset, await count(table));
      return row;
    },
    rows: async function* (table) {
      yield* streamRows(settings, table, await primaryKey(pool, settings, table));
    },
    count,
    fingerprint: async (table) => {
      const [row] = await query(pool, settings, table, "CHECKSUM TABLE ??", [table]);
      return `${await count(table)}-${row?.Checksum}`;
    },
    close: async () => (await opened)?.end(),
  });
};

/** The connections, which are opened, and their package loaded, with the first query. */
type LazyPool = () => Promise<Pool>;

const openPool = async (settings: MySqlSettings): Promise<Pool> => {
  const { createPool } = await import("mysql2/promise");
  return createPool({ ...connectionOptions(settings), connectionLimit: 3 });
};

const readPage = async (
  pool: LazyPool,
  settings: MySqlSettings,
  table: TableName,
  page: number,
): Promise<readonly Row[]> => {
  const order = await primaryKey(pool, settings, table);
  const sql = `SELECT * FROM ?? ${order.length > 0 ? "ORDER BY ??" : ""} LIMIT ?, ?`;
  const values = [table, ...(order.length > 0 ? [order] : []), page * pageSize, pageSize];
  const rows = await query(pool, settings, table, sql, values);
  return rows.map((row) => toRow(table, row));
};

const primaryKey = async (pool: LazyPool, settings: MySqlSettings, table: TableName): Promise<readonly string[]> => {
  const keys = await query(pool, settings, table, "SHOW KEYS FROM ?? WHERE Key_name = 'PRIMARY'", [table]);
  return keys.map(({ Column_name }) => String(Column_name));
};

const countRows = async (pool: LazyPool, settings: MySqlSettings, table: TableName): Promise<number> => {
  const [row] = await query(pool, settings, table, "SELECT COUNT(*) AS rows_found FROM ??", [table]);
  return Number(row?.rows_found);
};

// The text protocol on purpose: there the server writes a FLOAT with its six significant digits.
const query = async (
  pool: LazyPool,
  settings: MySqlSettings,
  table: TableName,
  sql: string,
  values: readonly unknown[],
): Promise<readonly RowDataPacket[]> => {
  try {
    const [rows] = await (await pool()).query<RowDataPacket[]>(sql, [...values]);
    return rows;
  } catch (error) {
    throw mySqlError(error, settings, table);
  }
};
