import { parquetMetadataAsync, parquetSchema, type SchemaElement, type SchemaTree } from "hyparquet";
import { messageOf, PinbookError } from "../errors.ts";
import type { DataType, Field, Schema } from "../schema.ts";
import { type ParquetSource, sourceBuffer } from "./source.ts";

/** What a Parquet file says of itself. */
export interface ParquetInfo {
  readonly schema: Schema;
  readonly rowCount: number;
}

/** The columns of a Parquet file and how many rows it has; throws where a column has a type that is not read. `name` is for errors. */
export const parquetFileSchema = (bytes: Uint8Array, name: string): Promise<ParquetInfo> =>
  parquetInfo({ size: bytes.length, read: async (start, end) => bytes.subarray(start, end) }, name);

/** As parquetFileSchema; only the file's end is read. */
export const parquetInfo = async (source: ParquetSource, name: string): Promise<ParquetInfo> => {
  try {
    const metadata = await parquetMetadataAsync(sourceBuffer(source), { geoparquet: false });
    return { schema: parquetSchema(metadata).children.map(fieldOf), rowCount: Number(metadata.num_rows) };
  } catch (error) {
    throw new PinbookError(`the Parquet file ${name} cannot be read: ${messageOf(error)}`, { cause: error });
  }
};

const fieldOf = (tree: SchemaTree): Field => ({
  name: tree.element.name,
  type: typeOf(tree),
  nullable: tree.element.repetition_type !== "REQUIRED",
});

const typeOf = (tree: SchemaTree): DataType => {
  const { element, children } = tree;
  if (element.repetition_type === "REPEATED") throw refuse(element, "a repeated field outside a list");
  if (children.length === 0) return scalarOf(element);
  if (isGroup(element, "LIST")) return listOf(tree);
  if (isGroup(element, "MAP") || isGroup(element, "MAP_KEY_VALUE")) return mapOf(tree);
  if (isGroup(element, "VARIANT")) throw refuse(element, "VARIANT");
  return { kind: "struct", fields: children.map(fieldOf) };
};

const isGroup = ({ converted_type, logical_type }: SchemaElement, name: string): boolean =>
  converted_type === name || logical_type?.type === name;

/** A list's group holds a repeated group of one element; older writers repeat the element itself. */
const listOf = ({ element, children }: SchemaTree): DataType => {
  const [repeated] = children;
  if (!repeated) throw refuse(element, "an empty list");
  const [inner] = repeated.children;
  const isWrapped = inner && repeated.children.length === 1 && /^(list|bag|array)$/.test(repeated.element.name);
  const of = isWrapped
    ? inner
    : { ...repeated, element: { ...repeated.element, repetition_type: "REQUIRED" as const } };
  return { kind: "list", element: typeOf(of), containsNull: of.element.repetition_type !== "REQUIRED" };
};

const mapOf = ({ element, children }: SchemaTree): DataType => {
  const [key, value] = children[0]?.children ?? [];
  if (!key || !value) throw refuse(element, "a map without a key and a value");
  const valueContainsNull = value.element.repetition_type !== "REQUIRED";
  return { kind: "map", key: typeOf(key), value: typeOf(value), valueContainsNull };
};

const scalarOf = (element: SchemaElement): DataType => {
  switch (element.type) {
    case "BOOLEAN":
      return "boolean";
    case "FLOAT":
      return "float32";
    case "DOUBLE":
      return "float64";
    case "INT96":
      return "timestamp";
    case "INT32":
      return int32Of(element);
    case "INT64":
      return int64Of(element);
    default:
      return bytesOf(element);
  }
};

const int32Types: Readonly<Record<string, DataType>> = {
  INT_8: "int8",
  INT_16: "int16",
  UINT_8: "int16",
  UINT_16: "int32",
  UINT_32: "int64",
  DATE: "date",
};

const int32Of = (element: SchemaElement): DataType => {
  const { converted_type: converted = "", logical_type: logical } = element;
  if (logical?.type === "DATE") return "date";
  if (isDecimal(element)) return decimalOf(element);
  if (/^TIME/.test(converted) || logical?.type === "TIME") {
    throw refuse(element, logical?.type ?? converted);
  }
  if (logical?.type === "INTEGER")
    return int32Types[`${logical.isSigned ? "" : "U"}INT_${logical.bitWidth}`] ?? "int32";
  return int32Types[converted] ?? "int32";
};

const int64Of = (element: SchemaElement): DataType => {
  const { converted_type: converted = "", logical_type: logical } = element;
  if (logical?.type === "TIMESTAMP") return logical.isAdjustedToUTC ? "timestamp" : "timestamp_ntz";
  if (converted.startsWith("TIMESTAMP")) return "timestamp";
  const isUnsigned = converted === "UINT_64" || (logical?.type === "INTEGER" && !logical.isSigned);
  if (isDecimal(element)) return decimalOf(element);
  const isOther = /^TIME/.test(converted) || logical?.type === "TIME";
  if (isUnsigned || isOther) throw refuse(element, logical?.type ?? converted);
  return "int64";
};

const textTypes: readonly string[] = ["UTF8", "ENUM", "JSON", "STRING", "UUID"];
const refusedTypes: readonly string[] = ["BSON", "INTERVAL"];

const bytesOf = (element: SchemaElement): DataType => {
  const { converted_type: converted = "", logical_type: logical } = element;
  if (isDecimal(element)) return decimalOf(element);
  if (logical?.type === "FLOAT16") return "float32";
  const names = [converted, logical?.type ?? ""];
  const refused = names.find((name) => refusedTypes.includes(name));
  if (refused !== undefined) throw refuse(element, refused);
  return names.some((name) => textTypes.includes(name)) ? "string" : "binary";
};

/** Whether a file's column holds decimals. */
export const isDecimal = ({ converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  converted === "DECIMAL" || logical?.type === "DECIMAL";

const decimalOf = (element: SchemaElement): DataType => {
  const { precision = 0, scale = 0 } = element.logical_type?.type === "DECIMAL" ? element.logical_type : element;
  if (precision > 38) throw refuse(element, `DECIMAL(${precision}, ${scale})`);
  return { kind: "decimal", precision, scale };
};

const refuse = ({ name }: SchemaElement, what: string): Error =>
  new Error(`column ${name} has the type ${what}, which pinbook does not read yet; cast it where the file is written`);
