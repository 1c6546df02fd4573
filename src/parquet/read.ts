import { type FileMetaData, parquetMetadataAsync, parquetScan, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { messageOf, PinbookError } from "../errors.ts";
import type { ColumnTable, Field, Schema } from "../schema.ts";
import { fromParquet } from "./values.ts";

/** The rows of a Parquet file under this schema; columns that the file does not have are nulls. `name` is for errors. */
export const decodeParquet = async (bytes: Uint8Array, schema: Schema, name: string): Promise<ColumnTable> => {
  try {
    const file = bufferOf(bytes);
    const metadata = withoutMaps(await parquetMetadataAsync(file, { geoparquet: false }));
    const columns: [string, readonly unknown[]][] = [];
    for (const field of schema) columns.push([field.name, await readColumn(file, metadata, field)]);
    return { schema, rowCount: Number(metadata.num_rows), columns: Object.fromEntries(columns) };
  } catch (error) {
    throw new PinbookError(`the data file ${name} cannot be read: ${messageOf(error)}`, { cause: error });
  }
};

export interface Buffer {
  readonly byteLength: number;
  slice(start: number, end?: number): ArrayBuffer;
}

export const bufferOf = (bytes: Uint8Array): Buffer => ({
  byteLength: bytes.byteLength,
  // A Buffer's own slice would share its memory.
  slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
});

/** hyparquet makes plain objects of maps, which loses the keys' types and order; as lists of entries nothing is lost. */
export const withoutMaps = (metadata: FileMetaData): FileMetaData => ({
  ...metadata,
  schema: metadata.schema.map(({ converted_type, ...element }) =>
    converted_type === undefined || converted_type === "MAP" ? element : { ...element, converted_type },
  ),
});

const readColumn = async (file: Buffer, metadata: FileMetaData, field: Field): Promise<readonly unknown[]> => {
  const rowCount = Number(metadata.num_rows);
  const present = parquetSchema(metadata).children.some((child) => child.element.name === field.name);
  if (!present) return new Array<null>(rowCount).fill(null);
  const scan = await parquetScan({ file, metadata, columns: [field.name], utf8: false, parsers, compressors });
  const values: unknown[] = [];
  for (const range of scan.ranges) {
    const data = await scan.readColumn({ column: field.name, ...range });
    for (let row = 0; row < data.length; row++) values.push(fromParquet(field.type, data[row], field.name));
  }
  if (values.length !== rowCount) throw new Error(`column ${field.name} has ${values.length} of ${rowCount} values`);
  return values;
};

const text = new TextDecoder("utf-8", { ignoreBOM: true });

// Timestamps stay whole microseconds, dates stay days.
const parsers = {
  timestampFromMilliseconds: (millis: bigint) => millis * 1000n,
  timestampFromMicroseconds: (micros: bigint) => micros,
  timestampFromNanoseconds: (nanos: bigint) => (nanos - (((nanos % 1000n) + 1000n) % 1000n)) / 1000n,
  dateFromDays: (days: number) => days,
  stringFromBytes: (bytes: Uint8Array) => bytes && text.decode(bytes),
};
