import type { ColumnChunk, FileMetaData, SchemaElement, SchemaTree } from "hyparquet";
import type { Bounds } from "../bounds.ts";
import type { DataType, Field } from "../schema.ts";

/** Parsers of metadata under which the bounds of texts stay bytes, for they may be cut inside a character. */
export const rawTexts = { stringFromBytes: (bytes: Uint8Array): Uint8Array => bytes };

/** What a row group's footer says of a column, which must have been read with rawTexts; `trees` are the file's columns. */
export const groupBounds = (
  { columns, num_rows }: FileMetaData["row_groups"][number],
  trees: readonly SchemaTree[],
  { name, type }: Field,
): Bounds | undefined => {
  const rows = Number(num_rows);
  const tree = trees.find((one) => one.element.name === name);
  if (!tree) return { rows, nulls: rows };
  const { statistics } = columns.find((column) => isOf(column, name))?.meta_data ?? {};
  if (!statistics || tree.children.length > 0) return undefined;
  const nulls = statistics.null_count === undefined ? {} : { nulls: Number(statistics.null_count) };
  const [min, max] = [statistics.min_value, statistics.max_value].map((value) => boundOf(type, tree.element, value));
  return { rows, ...nulls, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
};

const isOf = ({ meta_data }: ColumnChunk, name: string): boolean =>
  meta_data?.path_in_schema.length === 1 && meta_data.path_in_schema[0] === name;

/** A bound in ColumnTable's form; undefined where it cannot be trusted to be one. */
const boundOf = (type: DataType, element: SchemaElement, value: unknown): unknown => {
  switch (type) {
    case "int8":
    case "int16":
    case "int32":
    case "date":
      return Number.isInteger(value) ? value : undefined;
    case "float32":
    case "float64":
      return typeof value === "number" && !Number.isNaN(value) ? value : undefined;
    case "int64":
      return Number.isInteger(value) ? BigInt(value as number) : wholeOf(value);
    case "timestamp":
    case "timestamp_ntz":
      return wholeOf(value);
    case "string":
      return element.type === "BYTE_ARRAY" && value instanceof Uint8Array ? value : undefined;
    default:
      return undefined;
  }
};

const wholeOf = (value: unknown): bigint | undefined => (typeof value === "bigint" ? value : undefined);
