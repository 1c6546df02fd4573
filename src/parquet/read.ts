import { type FileMetaData, parquetMetadataAsync, parquetScan, parquetSchema, type SchemaTree } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import type { BoundsOf } from "../bounds.ts";
import { messageOf, PinbookError } from "../errors.ts";
import type { ColumnTable, Field, Schema } from "../schema.ts";
import { groupBounds, rawTexts } from "./bounds.ts";
import { isDecimal } from "./file-schema.ts";
import { type AsyncBuffer, bufferOf, type ParquetSource, sourceBuffer } from "./source.ts";
import { fromParquet } from "./values.ts";

export type { ParquetSource } from "./source.ts";

/** The rows of a Parquet file under this schema; columns that the file does not have are nulls. `name` is for errors. */
export const decodeParquet = async (bytes: Uint8Array, schema: Schema, name: string): Promise<ColumnTable> => {
  const tables: ColumnTable[] = [];
  for await (const table of rowGroups(bufferOf(bytes), schema, name)) tables.push(table);
  const [only] = tables;
  if (tables.length === 1 && only) return only;
  const columns = schema.map((field) => [field.name, joined(tables, field)] as const);
  return {
    schema,
    rowCount: tables.reduce((total, table) => total + table.rowCount, 0),
    columns: Object.fromEntries(columns),
  };
};

/** Rows that a file has and that cannot be read. */
export interface ParquetDamage {
  /** The first of them, from 1. */
  readonly row: number;
  readonly reason: string;
}

type OnDamage = (damage: ParquetDamage) => void;

/** How row groups are read. */
export interface ParquetOptions {
  /** Takes what is damaged, which is then passed over; else it is an error. */
  readonly onDamage?: OnDamage;
  /** Whether a row group is needed, by what the file's footer says of the columns of the schema. */
  readonly isNeeded?: (bounds: BoundsOf) => boolean;
}

/** As decodeParquet, a table for each of the file's row groups; only the parts that are needed are read. */
export const parquetTables = (
  source: ParquetSource,
  schema: Schema,
  name: string,
  options: ParquetOptions = {},
): AsyncGenerator<ColumnTable> => rowGroups(sourceBuffer(source), schema, name, options);

async function* rowGroups(
  file: AsyncBuffer,
  schema: Schema,
  name: string,
  { onDamage, isNeeded }: ParquetOptions = {},
): AsyncGenerator<ColumnTable> {
  const failed = (error: unknown, row: number): undefined => {
    const reason = messageOf(error);
    if (!onDamage || error instanceof PinbookError)
      throw new PinbookError(`the data file ${name} cannot be read: ${reason}`, { cause: error });
    onDamage({ row, reason });
  };
  const opened = await open(file, schema, isNeeded).catch((error: unknown) => failed(error, 1));
  for (const range of opened?.ranges ?? []) {
    const table = await opened?.read(range).catch((error: unknown) => failed(error, range.rowStart + 1));
    if (table) yield table;
  }
}

interface RowRange {
  readonly rowStart: number;
  readonly rowEnd: number;
}

const open = async (file: AsyncBuffer, schema: Schema, isNeeded: ParquetOptions["isNeeded"]) => {
  const whole = await parquetMetadataAsync(file, { geoparquet: false, parsers: { ...parsers, ...rawTexts } });
  const trees = parquetSchema(whole).children;
  const metadata = plainTypes(whole);
  const present = schema.flatMap((field) => trees.find((tree) => tree.element.name === field.name) ?? []);
  const columns = present.map((tree) => tree.element.name);
  const scan = await parquetScan({ file, metadata, columns, utf8: false, parsers, compressors });
  const read = async (range: RowRange): Promise<ColumnTable> => {
    const rowCount = range.rowEnd - range.rowStart;
    const values: [string, readonly unknown[]][] = [];
    for (const field of schema) {
      const { name } = field;
      const tree = present.find((one) => one.element.name === name);
      if (!tree) values.push([name, new Array<null>(rowCount).fill(null)]);
      else values.push([name, converted(await scan.readColumn({ column: name, ...range }), field, tree, rowCount)]);
    }
    return { schema, rowCount, columns: Object.fromEntries(values) };
  };
  const groups = groupsOf(metadata).map((range, index) => ({ ...range, group: whole.row_groups[index] as RowGroup }));
  const needed = groups.filter(({ group }) => !isNeeded || isNeeded(groupBoundsOf(group, trees, schema)));
  if (columns.length === 0) return { ranges: needed, read };
  return { ranges: scan.ranges.filter((range) => needed.some((group) => isWithin(range, group))), read };
};

type RowGroup = FileMetaData["row_groups"][number];

const isWithin = (inner: RowRange, outer: RowRange): boolean =>
  inner.rowStart >= outer.rowStart && inner.rowEnd <= outer.rowEnd;

const groupBoundsOf =
  (group: RowGroup, trees: readonly SchemaTree[], schema: Schema): BoundsOf =>
  (name) => {
    const field = schema.find((one) => one.name === name);
    return field && groupBounds(group, trees, field);
  };

const groupsOf = ({ row_groups }: FileMetaData): readonly RowRange[] => {
  let rowStart = 0;
  return row_groups.map(({ num_rows }) => {
    const rowEnd = rowStart + Number(num_rows);
    const range = { rowStart, rowEnd };
    rowStart = rowEnd;
    return range;
  });
};

/**
 * hyparquet makes plain objects of maps, which loses the keys' types and order, floats of decimals, values of JSON and
 * shapes of geometries; as lists of entries, as text and as what they are stored as nothing is lost.
 */
const plainTypes = (metadata: FileMetaData): FileMetaData => ({
  ...metadata,
  schema: metadata.schema.map(({ converted_type, logical_type, ...element }) => {
    if (texts.includes(converted_type ?? "") || texts.includes(logical_type?.type ?? ""))
      return { ...element, converted_type: "UTF8" };
    const isPlain = converted_type === "MAP" || isDecimal({ ...element, converted_type, logical_type } as never);
    return {
      ...element,
      ...(isPlain || converted_type === undefined ? {} : { converted_type }),
      ...(logical_type === undefined || stored.includes(logical_type.type) ? {} : { logical_type }),
    };
  }),
});

const texts: readonly string[] = ["ENUM", "JSON"];
const stored: readonly string[] = ["DECIMAL", "GEOMETRY", "GEOGRAPHY"];

const converted = (data: ArrayLike<unknown>, field: Field, tree: SchemaTree, rowCount: number): readonly unknown[] => {
  if (data.length !== rowCount) throw new Error(`column ${field.name} has ${data.length} of ${rowCount} values`);
  return Array.from(data, (value) => fromParquet(field.type, value, field.name, tree));
};

const joined = (tables: readonly ColumnTable[], { name }: Field): readonly unknown[] => {
  const all: unknown[] = [];
  for (const table of tables) {
    const values = table.columns[name] ?? [];
    for (let row = 0; row < table.rowCount; row++) all.push(values[row]);
  }
  return all;
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
