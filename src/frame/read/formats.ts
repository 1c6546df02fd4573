import { type ArrowSource, arrowSchema, arrowTables } from "../../arrow/index.ts";
import type { BoundsOf } from "../../bounds.ts";
import { usageError } from "../../errors.ts";
import { type ParquetDamage, parquetInfo, parquetTables } from "../../parquet/index.ts";
import type { Schema } from "../../schema.ts";
import { inferSchema } from "../infer.ts";
import { DamagedFile } from "./compressed.ts";
import { type CsvOptions, csvRows, csvTables } from "./csv.ts";
import { type FileContent, partsOf, piecesOf, rangesOf } from "./file.ts";
import { inferTextSchema } from "./infer-text.ts";
import { jsonFileRows, jsonFileTables } from "./json-files.ts";
import { jsonLineRows, jsonLineTables } from "./json-lines.ts";
import { mayHold } from "./may-hold.ts";
import type { Format } from "./read.ts";

/** How many rows are looked at for a schema. */
const lookedAt = 1000;

/** JSON lines: one object a line. */
export const jsonLines: Format = {
  tables: jsonLineTables,
  infer: async (files) => nullable(inferSchema(await first(jsonLineRows(files)))),
  native: "ndjson",
};

/** JSON: each file an object or an array of objects. */
export const jsonFiles: Format = {
  tables: jsonFileTables,
  infer: async (files) => nullable(inferSchema(await first(jsonFileRows(files)))),
};

/** CSV whose first line names the columns. */
export const csvFiles = (options: CsvOptions): Format => ({
  tables: (files, schema, rejects, portion) => csvTables(files, schema, rejects, portion, options),
  infer: async (files) => inferTextSchema(await first(csvRows(files, options))),
});

/** Parquet, a table a row group; columns that a file does not have are nulls. */
export const parquetFiles: Format = {
  tables: async function* (files, schema, rejects, { columns, filter }) {
    const isNeeded = filter && { isNeeded: (bounds: BoundsOf) => mayHold(filter, bounds) };
    const kept = schema.filter((field) => columns.includes(field.name));
    for await (const file of files) {
      const damaged = (reason: string, row = 1) => rejects.addDamage(file.path, row, reason);
      const ranges = await unlessDamaged(rangesOf(file), damaged);
      const onDamage = ({ reason, row }: ParquetDamage) => damaged(reason, row);
      if (ranges) yield* parquetTables(ranges, kept, file.path, { onDamage, ...isNeeded });
    }
  },
  infer: (files) => firstSchema(files, async (file) => (await parquetInfo(await rangesOf(file), file.path)).schema),
  native: "parquet",
};

/** A file that can be read; undefined where it is compressed and damaged, which is told. */
const unlessDamaged = <T>(file: Promise<T>, damaged: (reason: string) => void): Promise<T | undefined> =>
  file.catch((error: unknown) => {
    if (!(error instanceof DamagedFile)) throw error;
    damaged(error.reason);
    return undefined;
  });

/** Arrow IPC, a table a record batch. */
export const arrowFiles: Format = {
  tables: async function* (files, schema, rejects) {
    for await (const file of files) {
      const damaged = (row: number, reason: string) => rejects.addDamage(file.path, row, reason);
      let row = 1;
      try {
        for await (const table of arrowTables(arrowSource(file), file.path, (found) =>
          damaged(found.row, found.reason),
        )) {
          checkColumns(table.schema, schema, file.path);
          row += table.rowCount;
          yield table;
        }
      } catch (error) {
        if (!(error instanceof DamagedFile)) throw error;
        damaged(row, error.reason);
      }
    }
  },
  infer: (files) => firstSchema(files, (file) => arrowSchema(arrowSource(file), file.path)),
};

const arrowSource = (file: FileContent): ArrowSource => {
  const parts = partsOf(file);
  return { pieces: () => piecesOf(file), ...(parts && { parts }) };
};

const checkColumns = (found: Schema, schema: Schema, path: string): void => {
  for (const { name, type } of schema) {
    const other = found.find((field) => field.name === name);
    if (other && JSON.stringify(other.type) === JSON.stringify(type)) continue;
    throw usageError(`${path} has ${other ? "another type in" : "no"} column '${name}', which the schema names.`);
  }
};

const first = async <T>(rows: AsyncIterable<T>): Promise<readonly T[]> => {
  const found: T[] = [];
  for await (const row of rows) {
    found.push(row);
    if (found.length >= lookedAt) break;
  }
  if (found.length === 0) throw usageError("The files have no row to tell the columns' types from: give a schema.");
  return found;
};

/** The schema of the first file that has one; those that are damaged are rejected when they are read. */
const firstSchema = async (
  files: AsyncIterable<FileContent>,
  schemaOf: (file: FileContent) => Promise<Schema>,
): Promise<Schema> => {
  let failure: unknown;
  for await (const file of files) {
    try {
      return await schemaOf(file);
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure ?? usageError("There is no file to tell the columns' types from: give a schema.");
};

/** Rows that were not looked at may have null where these have none. */
const nullable = (schema: Schema): Schema => schema.map((field) => ({ ...field, nullable: true }));
