import { stat } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DataType, Field, Schema } from "../../schema.ts";
import { parseDate, parseTimestamp } from "../timestamp.ts";
import { checkNames, type FileFormat, fileColumn } from "./file-columns.ts";
import { macroStatement, macrosFor } from "./macros.ts";
import type { Query } from "./query.ts";
import { identifier, text } from "./quote.ts";
import { refusal } from "./refusal.ts";

/** What DuckDB writes, and where. */
export interface WriteFilesOptions {
  readonly format: FileFormat;
  /** A file of this machine, in a folder that is there; with `bytesPerFile` a folder, which is made and must be empty. */
  readonly path: string;
  /** Whether rows may come in another order than the frame's, which takes less time and memory. */
  readonly anyOrder?: boolean;
  /** Of Parquet in any order: about how large a file grows before the next one begins. */
  readonly bytesPerFile?: number;
  /** Of Parquet; default zstd. */
  readonly compression?: "zstd" | "snappy" | "gzip" | "uncompressed";
  /** Between CSV's fields; default a comma. */
  readonly delimiter?: string;
}

/** A file that DuckDB wrote. */
export interface WrittenFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  /** Of Parquet: what the file's footer says of the columns that are not nested, by their names. */
  readonly columns: Readonly<Record<string, ColumnBounds>>;
}

/** What is known of a column's values in a file. */
export interface ColumnBounds {
  readonly nulls: number;
  /** In ColumnTable's form; absent where every value is null, one is NaN, or the file does not say. */
  readonly min?: unknown;
  readonly max?: unknown;
}

/** Whether files of a format hold such columns as they are. */
export const canWrite = (schema: Schema, format: FileFormat): boolean => {
  try {
    checkNames(schema);
    for (const field of schema) fileColumn(format, field, "x");
    return true;
  } catch {
    return false;
  }
};

/** The statements that write a query's rows: those to run before, then the one that says what was written. */
export const writeStatements = (query: Query, options: WriteFilesOptions) => {
  const isSplit = options.bytesPerFile !== undefined;
  if (isSplit && !(options.format === "parquet" && options.anyOrder)) {
    throw refusal("files of a size that are no Parquet or keep the frame's order", "leave bytesPerFile out");
  }
  checkNames(query.schema);
  const names = query.schema.map((_, index) => identifier(`c${index}`));
  const columns = query.schema.map((field, index) => fileColumn(options.format, field, names[index] ?? ""));
  const select = `SELECT ${columns.join(", ")}\nFROM (\n${query.select}\n) AS rows(${names.join(", ")})`;
  const macros = macrosFor(select).map(macroStatement);
  return { before: macros, copy: `COPY (${select}) TO ${text(options.path)} (${copyOptions(options)})` };
};

/** Runs the last of writeStatements. */
export const writtenFiles = async (
  connection: DuckDBConnection,
  copy: string,
  schema: Schema,
  { format, path }: WriteFilesOptions,
): Promise<readonly WrittenFile[]> => {
  const told = (await connection.runAndReadAll(copy)).getRows();
  if (format !== "parquet") {
    return [{ path, rows: Number(told[0]?.[0]), bytes: (await stat(path)).size, columns: {} }];
  }
  return told
    .map(([file, count, bytes, , statistics]) => ({
      path: String(file),
      rows: Number(count),
      bytes: Number(bytes),
      columns: boundsOf(schema, statistics),
    }))
    .sort((a, b) => numberOf(a.path) - numberOf(b.path));
};

/** Of `data_12.parquet` 12. */
const numberOf = (path: string): number => Number(/(\d+)\.\w+$/.exec(path)?.[1] ?? 0);

const copyOptions = ({ format, compression = "zstd", bytesPerFile, delimiter = "," }: WriteFilesOptions): string => {
  const size = bytesPerFile === undefined ? [] : [`FILE_SIZE_BYTES ${Math.max(Math.round(bytesPerFile), 1)}`];
  switch (format) {
    case "parquet":
      return ["FORMAT parquet", ...parquetCompression(compression), ...size, "RETURN_STATS"].join(", ");
    case "ndjson":
      return ["FORMAT json", "ARRAY false", "COMPRESSION none"].join(", ");
    case "csv":
      return ["FORMAT csv", "HEADER", `DELIMITER ${text(delimiter)}`, "COMPRESSION none"].join(", ");
  }
};

/** At its first level zstd's files are as small as at DuckDB's third, in half the time. */
const parquetCompression = (compression: string): readonly string[] => [
  `COMPRESSION ${compression}`,
  ...(compression === "zstd" ? ["COMPRESSION_LEVEL 1"] : []),
];

interface MapValue {
  readonly entries: readonly { readonly key: unknown; readonly value: unknown }[];
}

const boundsOf = (schema: Schema, statistics: unknown): WrittenFile["columns"] => {
  const columns = new Map((statistics as MapValue | null)?.entries.map(({ key, value }) => [key, value as MapValue]));
  const known = schema.flatMap((field) => {
    const found = columns.get(identifier(field.name));
    if (!found || typeof field.type === "object") return [];
    return [[field.name, columnBounds(field, new Map(found.entries.map(({ key, value }) => [key, String(value)])))]];
  });
  return Object.fromEntries(known);
};

const columnBounds = ({ type }: Field, told: ReadonlyMap<unknown, string>): ColumnBounds => {
  const nulls = Number(told.get("null_count"));
  const [min, max] = type === "binary" ? [] : [told.get("min"), told.get("max")];
  if (min === undefined || max === undefined || told.get("has_nan") === "true") return { nulls };
  const bounds = { min: boundOf(type, min), max: boundOf(type, max) };
  return bounds.min === undefined || bounds.max === undefined ? { nulls } : { nulls, ...bounds };
};

/** A bound's text as the column's value. */
const boundOf = (type: DataType, told: string): unknown => {
  switch (type) {
    case "string":
      return told;
    case "boolean":
      return told === "true" || told === "1";
    case "int64":
      return BigInt(told);
    case "date":
      return parseDate(told) ?? undefined;
    case "timestamp":
    case "timestamp_ntz":
      return parseTimestamp(told) ?? undefined;
    default:
      return Number(told.replace(/^(-?)inf$/, "$1Infinity"));
  }
};
