import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { usageError } from "../errors.ts";
import type { ColumnTable, Schema } from "../schema.ts";
import { keyOf, placeOf } from "./errors.ts";
import { fitRows } from "./fit.ts";
import { type KnownBounds, knownStatistics } from "./statistics.ts";
import type { AddFile, Effects, Metadata, TableRef } from "./types.ts";

/** Rows that can be written as Parquet without coming here: what holds them writes the files. */
export interface ParquetRows {
  readonly schema: Schema;
  /** Writes files of about so many bytes into a folder of this machine that is not there yet; all types as Delta has them. */
  writeParquet(folder: string, bytesPerFile: number): Promise<readonly ParquetFile[]>;
  /** The rows, for a table that takes them only in another form. */
  tables(): AsyncIterable<ColumnTable>;
}

/** A file that was written. */
export interface ParquetFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  /** By column; what is not known is left out. */
  readonly columns: Readonly<Record<string, KnownBounds>>;
}

/** Whether the files of such rows are the table's as they are; throws where the rows do not fit at all. */
export const areTheTables = (rows: ParquetRows, schema: Schema, place: string): boolean => {
  const columns = Object.fromEntries(rows.schema.map(({ name }) => [name, []]));
  fitRows({ schema: rows.schema, rowCount: 0, columns }, schema, place);
  return rows.schema.every(({ name, type, nullable }) => {
    const field = schema.find((one) => one.name === name);
    return JSON.stringify(field?.type) === JSON.stringify(type) && (field?.nullable === true || !nullable);
  });
};

/** Lets rows write themselves and puts the files into the table's folder, where no version knows of them yet. */
export const writeParquetRows = async (
  ref: TableRef,
  rows: ParquetRows,
  schema: Schema,
  bytesPerFile: number,
  metadata: Metadata,
  effects: Effects,
  added: (add: AddFile) => void,
): Promise<number> => {
  const { store } = ref;
  const folder = store.scratch?.() ?? join(tmpdir(), `pinbook-delta-${effects.randomUUID()}`);
  const indexed = Number(metadata.configuration["delta.dataSkippingNumIndexedCols"] ?? 32);
  let count = 0;
  try {
    for (const [number, file] of (await rows.writeParquet(folder, bytesPerFile)).entries()) {
      if (file.rows === 0) continue;
      checkNulls(file, schema, placeOf(ref));
      const path = `part-${String(number).padStart(5, "0")}-${effects.randomUUID()}-c000.zstd.parquet`;
      const key = keyOf(ref, path);
      const staged = await (store.stageFile?.(key, file.path) ?? store.stage(key, createReadStream(file.path)));
      await staged.publish("replace");
      added({
        path,
        partitionValues: {},
        size: file.bytes,
        modificationTime: effects.now(),
        dataChange: true,
        stats: knownStatistics(schema, indexed < 0 ? schema.length : indexed, file.rows, file.columns),
      });
      count += file.rows;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return count;
};

const checkNulls = ({ columns }: ParquetFile, schema: Schema, place: string): void => {
  const wrong = schema.find(({ name, nullable }) => !nullable && (columns[name]?.nulls ?? 0) > 0);
  if (wrong)
    throw usageError(`column ${wrong.name} cannot be stored in ${place}: it has nulls, and may have none there`);
};
