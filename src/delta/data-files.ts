import { gatherRows } from "../gather-rows.ts";
import { parquetEncoder } from "../parquet/index.ts";
import type { ColumnTable, Schema } from "../schema.ts";
import { keyOf, placeOf } from "./errors.ts";
import { fitRows } from "./fit.ts";
import { areTheTables, type ParquetRows, writeParquetRows } from "./parquet-rows.ts";
import { makeStatistics } from "./statistics.ts";
import type { AddFile, Effects, Metadata, TableRef } from "./types.ts";

/** Rows to be written: in one table; in many, of which few are in memory; or such as write themselves. */
export type Rows = ColumnTable | AsyncIterable<ColumnTable> | ParquetRows;

/** Data files that are there and that no version of the table knows of yet. */
export interface DataFiles {
  readonly adds: readonly AddFile[];
  readonly rows: number;
  readonly bytes: number;
}

/** Writes rows as Parquet files, a new one about every 128 MiB; throws, and removes what it wrote, where rows do not fit. */
export const writeDataFiles = async (
  ref: TableRef,
  rows: Rows,
  schema: Schema,
  metadata: Metadata,
  effects: Effects,
): Promise<DataFiles> => {
  const adds: AddFile[] = [];
  let count = 0;
  try {
    if ("writeParquet" in rows && areTheTables(rows, schema, placeOf(ref))) {
      count = await writeParquetRows(ref, rows, schema, fileBytes, metadata, effects, (add) => adds.push(add));
      return { adds, rows: count, bytes: bytesOf(adds) };
    }
    const groups = fittedGroups("writeParquet" in rows ? rows.tables() : rows, schema, placeOf(ref));
    for (let group = await nextOf(groups); group; group = await nextOf(groups)) {
      const { add, rowCount } = await writeFile(ref, group, groups, adds.length, metadata, effects);
      adds.push(add);
      count += rowCount;
    }
  } catch (error) {
    await removeDataFiles(ref, adds);
    throw error;
  }
  return { adds, rows: count, bytes: bytesOf(adds) };
};

const bytesOf = (adds: readonly AddFile[]): number => adds.reduce((sum, add) => sum + add.size, 0);

/** Removes files that no version will know of. */
export const removeDataFiles = async (ref: TableRef, adds: readonly AddFile[]): Promise<void> => {
  for (const { path } of adds) await ref.store.delete(keyOf(ref, path)).catch(() => {});
};

/** What a commit's history says of the files. */
export const metricsOf = ({ adds, rows, bytes }: DataFiles): Readonly<Record<string, string>> => ({
  numFiles: String(adds.length),
  numOutputRows: String(rows),
  numOutputBytes: String(bytes),
});

const groupRows = 100_000;
const fileBytes = 1 << 27;

async function* fittedGroups(
  rows: Exclude<Rows, ParquetRows>,
  schema: Schema,
  place: string,
): AsyncGenerator<ColumnTable, undefined> {
  const gathered = gatherRows(schema, groupRows);
  if ("rowCount" in rows) {
    const fitted = fitRows(rows, schema, place);
    if (fitted.rowCount > 0) yield fitted;
    return undefined;
  }
  for await (const table of rows) {
    const group = gathered.add(fitRows(table, schema, place));
    if (group) yield group;
  }
  const rest = gathered.end();
  if (rest) yield rest;
  return undefined;
}

const nextOf = async (groups: AsyncGenerator<ColumnTable, undefined>): Promise<ColumnTable | undefined> =>
  (await groups.next()).value;

/** Writes the group and those after it, until the file is large enough. */
const writeFile = async (
  ref: TableRef,
  first: ColumnTable,
  groups: AsyncGenerator<ColumnTable, undefined>,
  number: number,
  metadata: Metadata,
  effects: Effects,
) => {
  const path = `part-${String(number).padStart(5, "0")}-${effects.randomUUID()}-c000.snappy.parquet`;
  const indexed = Number(metadata.configuration["delta.dataSkippingNumIndexedCols"] ?? 32);
  const statistics = makeStatistics(first.schema, indexed < 0 ? first.schema.length : indexed);
  const encoder = parquetEncoder(first.schema);
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    let size = 0;
    for (
      let group: ColumnTable | undefined = first;
      group;
      group = size < fileBytes ? await nextOf(groups) : undefined
    ) {
      statistics.add(group);
      const piece = encoder.add(group);
      size += piece.length;
      yield piece;
    }
    yield encoder.end();
  };
  const staged = await ref.store.stage(keyOf(ref, path), pieces());
  await staged.publish("replace");
  const add: AddFile = {
    path,
    partitionValues: {},
    size: staged.size,
    modificationTime: effects.now(),
    dataChange: true,
    stats: statistics.text(),
  };
  return { add, rowCount: statistics.rowCount };
};
