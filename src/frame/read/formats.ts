import { type ArrowSource, arrowSchema, arrowTables } from "../../arrow/index.ts";
import { usageError } from "../../errors.ts";
import { parquetInfo, parquetTables } from "../../parquet/index.ts";
import type { Schema } from "../../schema.ts";
import { inferSchema } from "../infer.ts";
import { type CsvOptions, csvRows, csvTables } from "./csv.ts";
import { type FileContent, partsOf, piecesOf, rangesOf } from "./file.ts";
import { inferTextSchema } from "./infer-text.ts";
import { jsonFileRows, jsonFileTables } from "./json-files.ts";
import { jsonLineRows, jsonLineTables } from "./json-lines.ts";
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
  tables: async function* (files, schema, _, { columns }) {
    const kept = schema.filter((field) => columns.includes(field.name));
    for await (const file of files) yield* parquetTables(await rangesOf(file), kept, file.path);
  },
  infer: async (files) => {
    const file = await firstFile(files);
    return (await parquetInfo(await rangesOf(file), file.path)).schema;
  },
  native: "parquet",
};

/** Arrow IPC, a table a record batch. */
export const arrowFiles: Format = {
  tables: async function* (files, schema) {
    for await (const file of files) {
      for await (const table of arrowTables(arrowSource(file), file.path)) {
        checkColumns(table.schema, schema, file.path);
        yield table;
      }
    }
  },
  infer: async (files) => {
    const file = await firstFile(files);
    return arrowSchema(arrowSource(file), file.path);
  },
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

const firstFile = async (files: AsyncIterable<FileContent>): Promise<FileContent> => {
  for await (const file of files) return file;
  throw usageError("There is no file to tell the columns' types from: give a schema.");
};

/** Rows that were not looked at may have null where these have none. */
const nullable = (schema: Schema): Schema => schema.map((field) => ({ ...field, nullable: true }));
