import { usageError } from "../../errors.ts";
import { parquetInfo } from "../../parquet/index.ts";
import type { ColumnTable, Field, Schema } from "../../schema.ts";
import { type ScannedFiles, type ScannedLines, type ScannedParquet, wholeTable } from "../engine.ts";
import { Frame } from "../frame.ts";
import { fromColumns, type SourceOptions } from "../from-rows.ts";
import type { Row, RowOf } from "../row-type.ts";
import { areNames, contentsOf, type FileNames, type Files, localPaths, type NameOptions } from "./contents.ts";
import { type FileContent, rangesOf } from "./file.ts";
import type { Portion } from "./fill.ts";
import { pickedRows } from "./picked-lines.ts";
import { collectRejects, type Rejected, type RejectOptions, type Rejects } from "./rejects.ts";

/** How files are read. */
export interface ReadOptions extends SourceOptions, RejectOptions, NameOptions {
  /** Whether folders name columns, as in `country=DE/year=2024/part-00000.parquet`; default: no. */
  readonly hive?: boolean;
}

/** What reading gave: the rows, and the lines that became none. */
export interface ReadResult<R extends Row> {
  readonly frame: Frame<R>;
  /** The first ten thousand of them. */
  readonly rejected: readonly Rejected[];
  readonly rejectedCount: number;
}

/** A format of files: its rows as tables, and a first look at them for a schema. */
export interface Format {
  tables(
    files: AsyncIterable<FileContent>,
    schema: Schema,
    rejects: Rejects,
    portion: Portion,
  ): AsyncIterable<ColumnTable>;
  infer(files: AsyncIterable<FileContent>): Promise<Schema>;
  /** What engines that read such files themselves call the format. */
  readonly native?: ScannedFiles["format"];
}

/** Reads all rows into memory. Without a schema the first rows are looked at, so the files must be there twice: by name or as a function. */
export const readFiles = async <R extends Row>(
  format: Format,
  files: Files,
  schema: Schema | undefined,
  options: ReadOptions,
): Promise<ReadResult<R>> => {
  const known = schema ?? (await inferred(format, files, options));
  const rejects = collectRejects(options);
  const all = { columns: known.map((field) => field.name), rows: Number.POSITIVE_INFINITY };
  const source = { tables: () => format.tables(contentsOf(files, options), known, rejects, all) };
  const frame = fromColumns<R>(await wholeTable(source, known), options);
  return { frame, rejected: rejects.list, rejectedCount: rejects.count };
};

/** A frame whose rows are read, piece by piece, each time that it is collected. */
export const scanFiles = <const S extends Schema>(
  format: Format,
  files: FileNames | (() => AsyncIterable<FileContent>),
  schema: S,
  options: ReadOptions,
): Frame<RowOf<S>> => {
  const { name = "table" } = options;
  const tables = (columns: readonly string[]) =>
    format.tables(contentsOf(files, options), schema, collectRejects(options), { columns, rows: scannedRows });
  return new Frame<RowOf<S>>(Object.freeze({ verb: "source", name, schema: Object.freeze(schema) }), {
    [name]: { tables, files: () => nativeFiles(format, files, schema, options) },
  });
};

const nativeFiles = async (
  { native }: Format,
  files: Files,
  schema: Schema,
  options: ReadOptions,
): Promise<ScannedFiles | undefined> => {
  const paths = native && areNames(files) ? await localPaths(files, options) : undefined;
  if (!native || !paths || paths.length === 0) return undefined;
  if (native === "parquet") return scannedParquet(contentsOf(files, options), paths);
  const pick: ScannedLines["pick"] = (places, columns) =>
    pickedRows(contentsOf(files, options), places, schema, columns, collectRejects(options));
  return { format: native, schema, paths, pick };
};

/** More files are read one by one. */
const mostParquet = 256;

const scannedParquet = async (
  contents: AsyncIterable<FileContent>,
  paths: readonly string[],
): Promise<ScannedParquet | undefined> => {
  if (paths.length > mostParquet) return undefined;
  const files: ScannedParquet["files"][number][] = [];
  for await (const file of contents) {
    const { schema, rowCount } = await parquetInfo(await rangesOf(file), file.path);
    files.push({ path: paths[files.length] ?? "", rows: rowCount, schema, values: {} });
  }
  return files.length === paths.length ? { format: "parquet", files } : undefined;
};

const scannedRows = 65_536;

const inferred = (format: Format, files: Files, options: ReadOptions): Promise<Schema> => {
  if (typeof files === "function" || areNames(files)) return format.infer(contentsOf(files, options));
  throw usageError(
    "Without a schema the files are read twice: give their names, or a function that gives them, such as () => mount.files(…).",
  );
};

/** A schema as TypeScript's source, for a program that wants its columns typed. */
export const schemaText = (schema: Schema): string =>
  `[\n${schema.map((field) => `  ${fieldText(field)},`).join("\n")}\n] as const satisfies Schema`;

const fieldText = ({ name, type, nullable }: Field): string =>
  `{ name: ${JSON.stringify(name)}, type: ${JSON.stringify(type)}, nullable: ${nullable} }`;
