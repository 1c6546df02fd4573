import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parquetInfo } from "../parquet/index.ts";
import type { Schema } from "../schema.ts";
import { keyOf, placeOf } from "./errors.ts";
import { nameOf } from "./file-name.ts";
import { partitionValue } from "./partition.ts";
import type { AddFile, Snapshot, TableRef } from "./types.ts";

/** A data file on this machine. */
export interface LocalFile {
  readonly path: string;
  readonly rows: number;
  /** The columns that the file holds and the table has. */
  readonly schema: Schema;
  /** The columns by which the table is partitioned, in ColumnTable's form. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** A snapshot's data files in the order in which they joined, with what their footers say; undefined where they are elsewhere. */
export const localFiles = async (ref: TableRef, snapshot: Snapshot): Promise<readonly LocalFile[] | undefined> => {
  if (!ref.store.url.startsWith("file:") || snapshot.files.length > most) return undefined;
  const files: LocalFile[] = [];
  for (const file of snapshot.files) files.push(await localFile(ref, snapshot, file));
  return files;
};

/** Of more the footers would take long. */
const most = 1000;

const localFile = async (ref: TableRef, { schema, metadata }: Snapshot, file: AddFile): Promise<LocalFile> => {
  const key = keyOf(ref, nameOf(file, placeOf(ref)));
  const read = (start: number, end: number) => ref.store.get(key, { start, end });
  const info = await parquetInfo({ size: file.size, read }, `${placeOf(ref)}/${file.path}`);
  const partitions = schema.filter(({ name }) => metadata.partitionColumns.includes(name));
  const isStored = (name: string) =>
    schema.some((field) => field.name === name) && !partitions.some((field) => field.name === name);
  return {
    path: join(fileURLToPath(ref.store.url), key),
    rows: info.rowCount,
    schema: info.schema.filter(({ name }) => isStored(name)),
    values: Object.fromEntries(
      partitions.map((field) => [field.name, partitionValue(field, file.partitionValues[field.name] ?? null)]),
    ),
  };
};
