import type { Connection, RowDataPacket } from "mysql2/promise";
import { usageError } from "../errors.ts";
import { connectionOptions } from "./mysql-connection.ts";
import { describeMySql, mySqlError } from "./mysql-errors.ts";
import type { MySqlSettings } from "./mysql-settings.ts";
import type { RowSource } from "./row-source.ts";
import { type Row, type TableName, tableColumns, tableNames } from "./tables.ts";

export interface LoadOptions {
  /** Empties tables that hold rows already, instead of refusing. */
  readonly replace?: boolean;
  readonly log?: (line: string) => void;
}

/** A table that was filled. */
export interface LoadedTable {
  readonly table: TableName;
  readonly rows: number;
}

const rowsAnInsert = 500;

/**
 * Creates the three tables in the database where they are missing and fills them from `source`, each in one transaction: a
 * load that is broken off leaves a table as it was. Tables that hold rows are refused before anything is written.
 */
export const loadTables = async (
  settings: MySqlSettings,
  source: RowSource,
  options: LoadOptions = {},
): Promise<readonly LoadedTable[]> => {
  const connection = await connect(settings);
  try {
    for (const table of tableNames) await connection.query(createStatement(table));
    if (!options.replace) await requireEmpty(connection, settings);
    const loaded: LoadedTable[] = [];
    for (const table of tableNames) {
      loaded.push({ table, rows: await fill(connection, table, source) });
      options.log?.(`${table}: ${loaded.at(-1)?.rows} rows in ${describeMySql(settings)}`);
    }
    return loaded;
  } catch (error) {
    throw mySqlError(error, settings);
  } finally {
    connection.destroy();
  }
};

const connect = async (settings: MySqlSettings): Promise<Connection> => {
  const { createConnection } = await import("mysql2/promise");
  try {
    return await createConnection(connectionOptions(settings));
  } catch (error) {
    throw mySqlError(error, settings);
  }
};

const createStatement = (table: TableName): string => {
  const columns = tableColumns[table].map(({ name, type }, i) => `\`${name}\` ${type}${i === 0 ? " PRIMARY KEY" : ""}`);
  return `CREATE TABLE IF NOT EXISTS \`${table}\` (${columns.join(", ")}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`;
};

const requireEmpty = async (connection: Connection, settings: MySqlSettings): Promise<void> => {
  for (const table of tableNames) {
    const [rows] = await connection.query<RowDataPacket[]>("SELECT 1 FROM ?? LIMIT 1", [table]);
    if (rows.length === 0) continue;
    throw usageError(
      `${table} in ${describeMySql(settings)} holds rows already and nothing was written: load with replace to put the tables in their place, or name another DATABASE in db_creds.yaml`,
    );
  }
};

const fill = async (connection: Connection, table: TableName, source: RowSource): Promise<number> => {
  const names = tableColumns[table].map(({ name }) => name);
  let rows = 0;
  await connection.beginTransaction();
  await connection.query("DELETE FROM ??", [table]);
  for await (const group of inGroups(source.rows(table))) {
    const values = group.map((row) => names.map((name) => row[name] ?? null));
    await connection.query("INSERT INTO ?? (??) VALUES ?", [table, names, values]);
    rows += group.length;
  }
  await connection.commit();
  return rows;
};

async function* inGroups(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[]> {
  let group: Row[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length < rowsAnInsert) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
