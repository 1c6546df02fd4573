import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { unrecorded } from "../access.ts";
import { messageOf, PinbookError } from "../errors.ts";
import { packageRoot } from "../root.ts";
import { tableFile } from "./generate/index.ts";
import { noSuchRow, type RowSource, recordedSource } from "./row-source.ts";
import type { Row, TableName } from "./tables.ts";

const decompress = promisify(gunzip);

/** The tables in `folder`, by default those that come with pinbook; each is read on first use and kept. */
export const bundledSource = (options: { readonly folder?: string } = {}): RowSource => {
  const { folder = join(packageRoot, "data") } = options;
  const describe = options.folder === undefined ? "bundled tables" : `bundled tables in ${folder}`;
  const tables = new Map<TableName, Promise<readonly Row[]>>();
  const load = (table: TableName): Promise<readonly Row[]> => {
    const rows = tables.get(table) ?? unrecorded(() => readTable(tableFile(folder, table), table));
    tables.set(table, rows);
    return rows;
  };
  return recordedSource({
    describe,
    rowAt: async (table, offset) => {
      const rows = await load(table);
      const row = rows[offset];
      if (!row) throw noSuchRow(describe, table, offset, rows.length);
      return row;
    },
    rows: async function* (table) {
      yield* await load(table);
    },
    count: async (table) => (await load(table)).length,
    fingerprint: async (table) => {
      const { size, mtimeMs } = await stat(tableFile(folder, table));
      return `${size}-${mtimeMs}`;
    },
    close: async () => tables.clear(),
  });
};

const readTable = async (file: string, table: TableName): Promise<readonly Row[]> => {
  try {
    const text = (await decompress(await readFile(file))).toString("utf8");
    return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Row]));
  } catch (error) {
    throw new PinbookError(
      `the bundled table ${table} cannot be read from ${file}: ${messageOf(error)}; make it again with \`pinbook data generate\``,
      { cause: error },
    );
  }
};
