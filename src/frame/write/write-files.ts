import { PinbookError, usageError } from "../../errors.ts";
import { sliceTable } from "../../join-tables.ts";
import type { ColumnTable, Schema } from "../../schema.ts";
import { type Place, type S3Settings, type StagedObject, shownKey } from "../../storage/index.ts";
import type { CollectOptions } from "../any-frame.ts";
import { isCompressed, packed } from "../read/compressed.ts";
import type { Encoder, OutputFormat } from "./encoder.ts";
import { partitionRuns, type Run } from "./partition.ts";
import { targetPlace, type WriteTarget } from "./target.ts";
import { TargetExists } from "./target-exists.ts";

/** How files are written. */
export interface WriteOptions extends CollectOptions {
  /** Puts the files in the place of what is there; else anything there is an error. */
  readonly overwrite?: boolean;
  /** Makes the target a folder, whose files have so many rows, the last one excepted. */
  readonly rowsPerFile?: number;
  /** Makes the target a folder, and begins a new file when one has about so many bytes. */
  readonly bytesPerFile?: number;
  /** For targets `s3://…`; what is left out comes from the AWS SDK's own chain. */
  readonly s3?: S3Settings;
}

/** A file that was written. */
export interface OutputFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

/** What was written. */
export interface WriteResult {
  readonly files: readonly OutputFile[];
  readonly rows: number;
  readonly bytes: number;
}

/** What is written: rows in tables, those of one partition after one another. */
export interface Output {
  readonly schema: Schema;
  readonly tables: AsyncIterable<ColumnTable>;
  readonly partitionBy: readonly string[];
}

/**
 * Writes rows as files, one piece after the other. No file is seen before all are written; then each appears whole. Of a
 * write that fails, or whose process is killed, nothing is seen.
 */
export const writeFiles = async (
  format: OutputFormat,
  target: WriteTarget,
  output: Output,
  options: WriteOptions,
): Promise<WriteResult> => {
  checkSizes(options);
  const place = targetPlace(target, options.s3);
  const isFolder =
    output.partitionBy.length > 0 || options.rowsPerFile !== undefined || options.bytesPerFile !== undefined;
  if (!isFolder && place.path === "")
    throw usageError("Name a file to write to, or set rowsPerFile for a folder of files.");
  const before = await existing(place, isFolder, options.overwrite === true);
  const staged: Staged[] = [];
  try {
    for await (const file of stagedFiles(format, place, isFolder, output, options)) staged.push(file);
    const files = await published(place, staged, options.overwrite === true);
    const kept = new Set(staged.map((file) => file.key));
    for (const key of before) if (!kept.has(key)) await place.store.delete(key);
    return { files, rows: total(files, "rows"), bytes: total(files, "bytes") };
  } catch (error) {
    await Promise.allSettled(staged.map((file) => file.object.discard()));
    throw error;
  }
};

interface Staged {
  readonly key: string;
  readonly rows: number;
  readonly object: StagedObject;
}

const checkSizes = ({ rowsPerFile, bytesPerFile }: WriteOptions): void => {
  for (const [name, size] of Object.entries({ rowsPerFile, bytesPerFile })) {
    if (size === undefined || (Number.isInteger(size) && size >= 1)) continue;
    throw usageError(`${name} is ${size}: give a whole number from 1 on.`);
  }
};

/** What is at a target already; throws where there is something that must stay. */
const existing = async (place: Place, isFolder: boolean, overwrite: boolean): Promise<readonly string[]> => {
  const { store, path } = place;
  const keys: string[] = [];
  const itself = path === "" ? undefined : await store.head(path);
  if (itself) keys.push(path);
  for await (const { key } of store.list(path === "" ? "" : `${path}/`)) {
    keys.push(key);
    if (!overwrite || !isFolder) break;
  }
  if (keys.length === 0) return [];
  const shown = shownKey(place, path);
  if (!isFolder && !itself)
    throw usageError(`${shown} is a folder: name a file in it, or set rowsPerFile for a folder of files.`);
  if (overwrite) return keys;
  throw new TargetExists(itself ? "a file" : "something", shown);
};

const published = async (
  place: Place,
  staged: readonly Staged[],
  overwrite: boolean,
): Promise<readonly OutputFile[]> => {
  const files: OutputFile[] = [];
  for (const { key, rows, object } of staged) {
    const path = shownKey(place, key);
    if (!(await object.publish(overwrite ? "replace" : "if-absent"))) {
      throw new PinbookError(
        `Another writer has put ${path} there meanwhile; ${files.length} files of this write are there, too.`,
      );
    }
    files.push({ path, rows, bytes: object.size });
  }
  return files;
};

const total = (files: readonly OutputFile[], what: "rows" | "bytes"): number =>
  files.reduce((sum, file) => sum + file[what], 0);

/** Each file, written when it is asked for. A single file is there even without rows; a folder then has one, too. */
async function* stagedFiles(
  format: OutputFormat,
  place: Place,
  isFolder: boolean,
  { schema, tables, partitionBy }: Output,
  options: WriteOptions,
): AsyncGenerator<Staged> {
  const inner = schema.filter((field) => !partitionBy.includes(field.name));
  const encoder = () => format.open(inner);
  const rows = makeRows(tables, partitionBy, inner);
  const numbers = new Map<string, number>();
  for (let count = 0; ; count++) {
    const folder = await rows.folder();
    if (folder === undefined && (count > 0 || partitionBy.length > 0)) return;
    const number = numbers.get(folder ?? "") ?? 0;
    numbers.set(folder ?? "", number + 1);
    const key = isFolder
      ? join(place.path, `${folder ?? ""}part-${String(number).padStart(5, "0")}${format.ending}`)
      : place.path;
    const file = fileOf(encoder(), rows, folder ?? "", options);
    const bytes = isCompressed(key) ? packed(key, file.pieces) : file.pieces;
    const object = await place.store.stage(key, bytes);
    yield { key, rows: file.rows(), object };
  }
}

const join = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);

/** Rows to be taken, those of one partition at a time. */
interface Rows {
  /** The partition of the next rows; undefined at the end. */
  folder(): Promise<string | undefined>;
  /** The next rows, at most so many, if they are of that partition. */
  take(folder: string, most: number): Promise<ColumnTable | undefined>;
}

const makeRows = (tables: AsyncIterable<ColumnTable>, partitionBy: readonly string[], schema: Schema): Rows => {
  const runs = runsOf(tables, partitionBy);
  let next: TableRun | undefined;
  const fill = async (): Promise<TableRun | undefined> => {
    next ??= (await runs.next()).value ?? undefined;
    return next;
  };
  return {
    folder: async () => (await fill())?.folder,
    take: async (folder, most) => {
      const run = await fill();
      if (run?.folder !== folder) return undefined;
      const until = Math.min(run.from + most, run.until);
      next = until < run.until ? { ...run, from: until } : undefined;
      return { ...sliceTable(run.table, run.from, until), schema };
    },
  };
};

type TableRun = Run & { readonly table: ColumnTable };

async function* runsOf(
  tables: AsyncIterable<ColumnTable>,
  partitionBy: readonly string[],
): AsyncGenerator<TableRun, undefined> {
  for await (const table of tables) {
    for (const run of partitionRuns(table, partitionBy)) yield { ...run, table };
  }
  return undefined;
}

const mostAtOnce = 16_384;

/** A file's bytes, encoded as they are asked for, and then how many rows it has. */
const fileOf = (encoder: Encoder, source: Rows, folder: string, options: WriteOptions) => {
  const { rowsPerFile = Number.POSITIVE_INFINITY, bytesPerFile = Number.POSITIVE_INFINITY } = options;
  let [rows, bytes] = [0, 0];
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    while (rows < rowsPerFile && bytes < bytesPerFile) {
      const table = await source.take(folder, Math.min(mostAtOnce, rowsPerFile - rows));
      if (!table) break;
      rows += table.rowCount;
      const piece = encoder.add(table);
      bytes += piece.length;
      if (piece.length > 0) yield piece;
    }
    yield encoder.end();
  };
  return { pieces: pieces(), rows: () => rows };
};
