import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { type Row, type TableName, tableNames } from "../tables.ts";
import { defaultSeed, generateTables } from "./generate-tables.ts";

const compress = promisify(gzip);

/** A table that was written. */
export interface WrittenTable {
  readonly table: TableName;
  readonly file: string;
  readonly rows: number;
  /** Of the file. */
  readonly bytes: number;
}

/** A table's file in its folder: one JSON object a line, gzip. */
export const tableFile = (folder: string, table: TableName): string => join(folder, `${table}.ndjson.gz`);

/** Generates the three tables and writes them into `folder`, each whole or not at all. */
export const writeTables = async (folder: string, seed: number = defaultSeed): Promise<readonly WrittenTable[]> => {
  const tables = generateTables({ seed });
  await mkdir(folder, { recursive: true });
  return Promise.all(
    tableNames.map(async (table) => {
      const file = tableFile(folder, table);
      const bytes = await compressRows(tables[table]);
      await writeFile(`${file}.tmp`, bytes);
      await rename(`${file}.tmp`, file);
      return { table, file, rows: tables[table].length, bytes: bytes.length };
    }),
  );
};

/** Rows as NDJSON. */
export const toNdjson = (rows: readonly Row[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

// The header's time is already 0; its system byte would tell on which system the file was made.
const compressRows = async (rows: readonly Row[]): Promise<Uint8Array> => {
  const bytes = await compress(toNdjson(rows), { level: 9 });
  bytes[9] = 255;
  return bytes;
};
