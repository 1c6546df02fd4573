import type { BoundsOf } from "../bounds.ts";
import { parquetTables } from "../parquet/index.ts";
import type { ColumnTable, Schema } from "../schema.ts";
import { keyOf, placeOf } from "./errors.ts";
import { nameOf } from "./file-name.ts";
import { partitionValue } from "./partition.ts";
import type { AddFile, Snapshot, TableRef } from "./types.ts";

/**
 * A snapshot's rows in tables, a row group at a time, in the order in which the files joined; of its columns these, and
 * of a file's row groups those that are needed, by what its footer says of the columns that it stores.
 */
export async function* scanRows(
  ref: TableRef,
  snapshot: Snapshot,
  columns: readonly string[],
  isNeeded?: (bounds: BoundsOf) => boolean,
): AsyncGenerator<ColumnTable> {
  const schema = snapshot.schema.filter((field) => columns.includes(field.name));
  const partitions = new Set(snapshot.metadata.partitionColumns);
  const stored = schema.filter((field) => !partitions.has(field.name));
  for (const file of snapshot.files) {
    const key = keyOf(ref, nameOf(file, placeOf(ref)));
    const read = (start: number, end: number) => ref.store.get(key, { start, end });
    const place = `${placeOf(ref)}/${file.path}`;
    for await (const table of parquetTables({ size: file.size, read }, stored, place, isNeeded && { isNeeded })) {
      yield withPartitions(table, schema, file, partitions);
    }
  }
}

/** How many rows a snapshot has; undefined where a file's statistics do not say. */
export const rowsIn = ({ files }: Snapshot): number | undefined => {
  let rows = 0;
  for (const { stats } of files) {
    const { numRecords } = JSON.parse(stats ?? "{}") as { readonly numRecords?: unknown };
    if (!Number.isSafeInteger(numRecords)) return undefined;
    rows += numRecords as number;
  }
  return rows;
};

const withPartitions = (
  { rowCount, columns }: ColumnTable,
  schema: Schema,
  file: AddFile,
  partitions: ReadonlySet<string>,
): ColumnTable => {
  const all = schema.map((field) => {
    if (!partitions.has(field.name)) return [field.name, columns[field.name] ?? []] as const;
    const value = partitionValue(field, file.partitionValues[field.name] ?? null);
    return [field.name, new Array(rowCount).fill(value)] as const;
  });
  return { schema, rowCount, columns: Object.fromEntries(all) };
};
