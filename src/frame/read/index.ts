import { usageError } from "../../errors.ts";
import type { Schema } from "../../schema.ts";
import type { Frame } from "../frame.ts";
import type { Row, RowOf } from "../row-type.ts";
import type { FileNames, Files } from "./contents.ts";
import type { CsvOptions } from "./csv.ts";
import type { FileContent } from "./file.ts";
import { arrowFiles, csvFiles, jsonFiles, jsonLines, parquetFiles } from "./formats.ts";
import { hiveFormat } from "./hive.ts";
import { type Format, type ReadOptions, type ReadResult, readFiles, scanFiles } from "./read.ts";

export type { FileNames, Files } from "./contents.ts";
export type { CsvOptions } from "./csv.ts";
export type { FileBytes, FileContent, FilePieces, FileRanges } from "./file.ts";
export { type ReadOptions, type ReadResult, schemaText } from "./read.ts";
export type { Rejected } from "./rejects.ts";

/** Reads files into memory, by a schema or, where they are named or come as a function, by what their first rows show. */
interface Read<O extends ReadOptions> {
  <const S extends Schema>(files: Files, schema: S, options?: O): Promise<ReadResult<RowOf<S>>>;
  <R extends Row = Row>(
    files: FileNames | (() => AsyncIterable<FileContent>),
    schema?: undefined,
    options?: O,
  ): Promise<ReadResult<R>>;
}

const reader = <O extends ReadOptions>(format: (options: O) => Format): Read<O> =>
  ((files: Files, schema?: Schema, options: O = {} as O) =>
    readFiles(inFolders(format(options), options), files, schema, options)) as Read<O>;

const scanner =
  <O extends ReadOptions>(format: (options: O) => Format) =>
  <const S extends Schema>(
    files: FileNames | (() => AsyncIterable<FileContent>),
    schema: S,
    options: O = {} as O,
  ): Frame<RowOf<S>> => {
    if (!Array.isArray(schema)) throw noSchema();
    return scanFiles(inFolders(format(options), options), files, schema, options);
  };

const noSchema = (): Error =>
  usageError(
    "A scan takes the schema of its rows, a list of fields, after the files: it looks at nothing before it is collected. readNdjson, readCsv and readParquet tell the schema from the first rows; schemaText(schema) gives it to paste.",
  );

const inFolders = (format: Format, { hive = false }: ReadOptions): Format => (hive ? hiveFormat(format) : format);

/**
 * Reads JSON lines: one object a line, in files of one line or many, blank lines left out. A line that is no object, or
 * lacks what the schema needs, or has a value of another type, is rejected with its reason; fields that the schema does not
 * name are left out. Order: that of the files, then of their lines.
 */
export const readNdjson = reader<ReadOptions>(() => jsonLines);

/** Reads JSON files, each an object or an array of objects; else as readNdjson. */
export const readJson = reader<ReadOptions>(() => jsonFiles);

/** Reads CSV files whose first lines name the columns; texts become values by the rules of cast. */
export const readCsv = reader<ReadOptions & CsvOptions>(csvFiles);

/** Reads Parquet files; columns that a file does not have are nulls. */
export const readParquet = reader<ReadOptions>(() => parquetFiles);

/** Reads Arrow IPC files or streams. */
export const readArrow = reader<ReadOptions>(() => arrowFiles);

/** JSON lines that are read, piece by piece, each time that the frame is collected: for more than memory holds. */
export const scanNdjson = scanner<ReadOptions>(() => jsonLines);

/** JSON files, each an object or an array of objects, that are read each time that the frame is collected. */
export const scanJson = scanner<ReadOptions>(() => jsonFiles);

/** Arrow IPC files or streams that are read, batch by batch, each time that the frame is collected. */
export const scanArrow = scanner<ReadOptions>(() => arrowFiles);

/** CSV files that are read each time that the frame is collected. */
export const scanCsv = scanner<ReadOptions & CsvOptions>(csvFiles);

/** Parquet files that are read, one by one, each time that the frame is collected. */
export const scanParquet = scanner<ReadOptions>(() => parquetFiles);
