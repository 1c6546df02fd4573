import { usageError } from "../../errors.ts";
import { parquetInfo } from "../../parquet/index.ts";
import type { ColumnTable, Field, Schema } from "../../schema.ts";
import { type ScannedFiles, type ScannedLines, type ScannedParquet, wholeTable } from "../engine.ts";
import { Frame } from "../frame.ts";
import { fromColumns, type SourceOptions } from "../from-rows.ts";
import type { ExprNode } from "../plan.ts";
import type { Row, RowOf } from "../row-type.ts";
import { areNames, contentsOf, type FileNames, type Files, localPaths, objectsOf } from "./contents.ts";
import { type FileContent, rangesOf } from "./file.ts";
import type { Portion } from "./fill.ts";
import { pickedRows } from "./picked-lines.ts";
import { collectRejects, type Rejected, type RejectOptions, type Rejects } from "./rejects.ts";

/** How files are read. */
export interface ReadOptions extends SourceOptions, RejectOptions {
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
  const all = {
    columns: known.map((field) => field.name),
    rows: Number.POSITIVE_INFINITY,
    bytes: Number.POSITIVE_INFINITY,
  };
  const source = { tables: () => tablesOf(format, files, known, rejects, all, options) };
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
  const tables = (columns: readonly string[], filter?: ExprNode) => {
    const portion = { columns, ...scanned, ...(filter && { filter }) };
    return tablesOf(format, files, schema, collectRejects(options), portion, options);
  };
  return new Frame<RowOf<S>>(Object.freeze({ verb: "source", name, schema: Object.freeze(schema) }), {
    [name]: { tables, files: () => nativeFiles(format, files, schema, options) },
  });
};

/** The tables of one reading, at whose end its rejects are written and told. */
async function* tablesOf(
  format: Format,
  files: Files,
  schema: Schema,
  rejects: Rejects,
  portion: Portion,
  options: ReadOptions,
): AsyncGenerator<ColumnTable> {
  let state: "going on" | "failed" | "done" = "going on";
  try {
    yield* format.tables(begun(contentsOf(files, options), rejects), schema, rejects, portion);
    state = "done";
  } catch (error) {
    state = "failed";
    throw error;
  } finally {
    await (state === "failed" ? rejects.discard() : rejects.end(state === "done"));
  }
}

/** Files of which the rejects are told as each begins. */
async function* begun(files: AsyncIterable<FileContent>, rejects: Rejects): AsyncGenerator<FileContent> {
  for await (const file of files) {
    rejects.begin(file.path);
    yield file;
  }
}

const nativeFiles = async (
  { native }: Format,
  files: Files,
  schema: Schema,
  options: ReadOptions,
): Promise<ScannedFiles | undefined> => {
  const paths = native && areNames(files) ? await localPaths(files, options) : undefined;
  if (!native || !paths || paths.length === 0) return undefined;
  const allRead = () => noneRejected(files as FileNames, options);
  if (native === "parquet") return scannedParquet(contentsOf(files, options), paths, allRead);
  const pick: ScannedLines["pick"] = (places, columns) => {
    const rejects = collectRejects(options);
    return pickedRows(begun(contentsOf(files, options), rejects), places, schema, columns, rejects);
  };
  return { format: native, schema, paths, pick, allRead };
};

/** What an earlier reading rejected of the files is right now. */
const noneRejected = async (files: FileNames, options: ReadOptions): Promise<void> => {
  if (options.deadLetters === undefined) return;
  const rejects = collectRejects(options);
  for await (const objects of objectsOf(files, options)) for (const { path } of objects) rejects.begin(path);
  await rejects.end(true);
};

/** More files are read one by one. */
const mostParquet = 256;

/** Undefined where one of them cannot be read, which JavaScript then rejects. */
const scannedParquet = async (
  contents: AsyncIterable<FileContent>,
  paths: readonly string[],
  allRead: () => Promise<void>,
): Promise<ScannedParquet | undefined> => {
  if (paths.length > mostParquet) return undefined;
  const files: ScannedParquet["files"][number][] = [];
  for await (const file of contents) {
    const info = await parquetInfo(await rangesOf(file), file.path).catch(() => undefined);
    if (!info) return undefined;
    files.push({ path: paths[files.length] ?? "", rows: info.rowCount, schema: info.schema, values: {} });
  }
  return files.length === paths.length ? { format: "parquet", files, allRead } : undefined;
};

const scanned = { rows: 65_536, bytes: 1 << 23 };

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
