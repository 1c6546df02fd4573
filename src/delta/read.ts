import { usageError } from "../errors.ts";
import { decodeParquet } from "../parquet/index.ts";
import type { ColumnTable, Schema } from "../schema.ts";
import { keyOf, placeOf } from "./errors.ts";
import { nameOf } from "./file-name.ts";
import { inOrder } from "./in-order.ts";
import { partitionValue } from "./partition.ts";
import { type At, snapshotAt } from "./snapshot-at.ts";
import type { AddFile, Snapshot, TableRef } from "./types.ts";

/** Which rows to read: of the newest version, of `version`, or of the newest one committed by `timestamp`. */
export interface ReadOptions extends At {
  /** In this order; all by default. */
  readonly columns?: readonly string[];
  readonly limit?: number;
}

/** The table's rows, in the order in which their files joined. */
export const readRows = async (ref: TableRef, options: ReadOptions = {}): Promise<ColumnTable> => {
  const { columns, limit } = options;
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 0))
    throw usageError(`the limit of rows is ${limit}; give a whole number from 0 on`);
  const snapshot = await snapshotAt(ref, options);
  const schema = projected(snapshot.schema, columns, placeOf(ref));
  return joined(schema, await parts(ref, snapshot, schema, limit), limit);
};

const projected = (schema: Schema, columns: readonly string[] | undefined, place: string): Schema =>
  columns === undefined
    ? schema
    : columns.map((name) => {
        const field = schema.find((candidate) => candidate.name === name);
        if (field !== undefined) return field;
        throw usageError(`${place} has no column ${name}; its columns are ${schema.map((f) => f.name).join(", ")}`);
      });

const parts = async (
  ref: TableRef,
  snapshot: Snapshot,
  schema: Schema,
  limit: number | undefined,
): Promise<readonly ColumnTable[]> => {
  if (limit === undefined) return inOrder(snapshot.files, (file) => readFile(ref, snapshot, file, schema));
  const read: ColumnTable[] = [];
  let rows = 0;
  for (const file of snapshot.files) {
    if (rows >= limit) break;
    const part = await readFile(ref, snapshot, file, schema);
    read.push(part);
    rows += part.rowCount;
  }
  return read;
};

const readFile = async (ref: TableRef, snapshot: Snapshot, file: AddFile, schema: Schema): Promise<ColumnTable> => {
  const bytes = await ref.store.get(keyOf(ref, nameOf(file, placeOf(ref))));
  const partitions = new Set(snapshot.metadata.partitionColumns);
  const stored = schema.filter((field) => !partitions.has(field.name));
  const part = await decodeParquet(bytes, stored, `${placeOf(ref)}/${file.path}`);
  const columns = schema.map((field) => {
    if (!partitions.has(field.name)) return [field.name, part.columns[field.name]];
    const value = partitionValue(field, file.partitionValues[field.name] ?? null);
    return [field.name, new Array(part.rowCount).fill(value)];
  });
  return { schema, rowCount: part.rowCount, columns: Object.fromEntries(columns) };
};

const joined = (schema: Schema, read: readonly ColumnTable[], limit = Number.POSITIVE_INFINITY): ColumnTable => {
  const [only] = read;
  if (only !== undefined && read.length === 1 && only.rowCount <= limit) return only;
  const rows = read.reduce((sum, part) => sum + part.rowCount, 0);
  const rowCount = Math.min(rows, limit);
  const columns = schema.map(({ name }) => {
    const values = read.flatMap((part) => Array.from(part.columns[name] ?? []));
    return [name, values.slice(0, rowCount)];
  });
  return { schema, rowCount, columns: Object.fromEntries(columns) };
};
