import { isDeepStrictEqual } from "node:util";
import { parquetEncoder } from "../parquet/index.ts";
import type { ColumnTable, Schema } from "../schema.ts";
import { keyOf, placeOf } from "./errors.ts";
import { nameOf } from "./file-name.ts";
import { fitRows } from "./fit.ts";
import { areTheTables, type ParquetRows, writeParquetRows } from "./parquet-rows.ts";
import { type Partition, type PartitionRows, partitionGroups } from "./partition-rows.ts";
import { makeStatistics } from "./statistics.ts";
import type { AddFile, Effects, Metadata, TableRef } from "./types.ts";

/** Rows to be written: in one table; in many, of which few are in memory; or such as write themselves. */
export type Rows = ColumnTable | AsyncIterable<ColumnTable> | ParquetRows;

/** Rows, or how to get them once it is known by which columns the table is partitioned: those of a partition then follow one another. */
export type GivenRows = Rows | ((partitionColumns: readonly string[]) => Promise<Rows>);

/** Data files that are there and that no version of the table knows of yet. */
export interface DataFiles {
  readonly adds: readonly AddFile[];
  readonly rows: number;
  readonly bytes: number;
}

/** Writes rows as Parquet files, a new one about every 128 MiB; throws, and removes what it wrote, where rows do not fit. */
export const writeDataFiles = async (
  ref: TableRef,
  given: GivenRows,
  schema: Schema,
  metadata: Metadata,
  effects: Effects,
): Promise<DataFiles> => {
  const { partitionColumns } = metadata;
  const isSorted = typeof given === "function";
  const rows = isSorted ? await given(partitionColumns) : given;
  const adds: AddFile[] = [];
  let count = 0;
  try {
    const isPlain = partitionColumns.length === 0;
    if (isPlain && "writeParquet" in rows && areTheTables(rows, schema, placeOf(ref))) {
      count = await writeParquetRows(ref, rows, schema, fileBytes, metadata, effects, (add) => adds.push(add));
      return { adds, rows: count, bytes: bytesOf(adds) };
    }
    const tables = fitted("writeParquet" in rows ? rows.tables() : rows, schema, placeOf(ref));
    const groups = partitionGroups(tables, schema, partitionColumns, { groupRows, sorted: isSorted });
    const source = makeGroups(groups);
    for (let group = await source.peek(); group; group = await source.peek()) {
      const { add, rowCount } = await writeFile(ref, group.partition, source, adds.length, metadata, effects);
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
  for (const add of adds) await ref.store.delete(keyOf(ref, nameOf(add, placeOf(ref)))).catch(() => {});
};

/** What a commit's history says of the files. */
export const metricsOf = ({ adds, rows, bytes }: DataFiles): Readonly<Record<string, string>> => ({
  numFiles: String(adds.length),
  numOutputRows: String(rows),
  numOutputBytes: String(bytes),
});

const groupRows = 100_000;
const fileBytes = 1 << 27;

async function* fitted(
  rows: Exclude<Rows, ParquetRows>,
  schema: Schema,
  place: string,
): AsyncGenerator<ColumnTable, undefined> {
  if ("rowCount" in rows) yield fitRows(rows, schema, place);
  else for await (const table of rows) yield fitRows(table, schema, place);
  return undefined;
}

/** Groups of rows, of which the next can be looked at. */
interface Groups {
  peek(): Promise<PartitionRows | undefined>;
  /** The rows of the next group if it is of that partition. */
  take(partition: Partition): Promise<ColumnTable | undefined>;
}

const makeGroups = (groups: AsyncGenerator<PartitionRows, undefined>): Groups => {
  let next: PartitionRows | undefined;
  const peek = async () => {
    next ??= (await groups.next()).value;
    return next;
  };
  return {
    peek,
    take: async (partition) => {
      const group = await peek();
      if (group?.partition.folder !== partition.folder || !isDeepStrictEqual(group.partition, partition))
        return undefined;
      next = undefined;
      return group.rows;
    },
  };
};

/** Writes groups of a partition that follow one another, until the file is large enough. */
const writeFile = async (
  ref: TableRef,
  partition: Partition,
  groups: Groups,
  number: number,
  metadata: Metadata,
  effects: Effects,
) => {
  const name = `part-${String(number).padStart(5, "0")}-${effects.randomUUID()}-c000.snappy.parquet`;
  const schema = (await groups.peek())?.rows.schema ?? [];
  const indexed = Number(metadata.configuration["delta.dataSkippingNumIndexedCols"] ?? 32);
  const statistics = makeStatistics(schema, indexed < 0 ? schema.length : indexed);
  const encoder = parquetEncoder(schema);
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    let size = 0;
    while (size < fileBytes) {
      const rows = await groups.take(partition);
      if (!rows) break;
      statistics.add(rows);
      const piece = encoder.add(rows);
      size += piece.length;
      yield piece;
    }
    yield encoder.end();
  };
  const staged = await ref.store.stage(keyOf(ref, partition.folder + name), pieces());
  await staged.publish("replace");
  const add: AddFile = {
    path: asUri(partition.folder) + name,
    partitionValues: partition.values,
    size: staged.size,
    modificationTime: effects.now(),
    dataChange: true,
    stats: statistics.text(),
  };
  return { add, rowCount: statistics.rowCount };
};

/** A folder's name as the log has it, in which the percent signs of the name are encoded, too. */
const asUri = (folder: string): string => folder.replaceAll("%", "%25");
