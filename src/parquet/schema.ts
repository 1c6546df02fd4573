import type { SchemaElement } from "hyparquet";
import type { DataType, Schema } from "../schema.ts";

/** The Parquet schema of a table's files in preorder (PROTOCOL.md, "Delta Data Type to Parquet Type Mappings"). */
export const parquetSchemaOf = (schema: Schema): SchemaElement[] => [
  { name: "spark_schema", num_children: schema.length },
  ...schema.flatMap((field) => elementsOf(field.name, field.type, field.nullable)),
];

const elementsOf = (name: string, type: DataType, nullable: boolean): SchemaElement[] => {
  const repetition_type = nullable ? "OPTIONAL" : "REQUIRED";
  if (typeof type === "string") return [{ name, repetition_type, ...SCALARS[type] }];
  switch (type.kind) {
    case "list":
      return [
        { name, repetition_type, converted_type: "LIST", logical_type: { type: "LIST" }, num_children: 1 },
        { name: "list", repetition_type: "REPEATED", num_children: 1 },
        ...elementsOf("element", type.element, type.containsNull),
      ];
    case "map":
      return [
        { name, repetition_type, converted_type: "MAP", logical_type: { type: "MAP" }, num_children: 1 },
        { name: "key_value", repetition_type: "REPEATED", num_children: 2 },
        ...elementsOf("key", type.key, false),
        ...elementsOf("value", type.value, type.valueContainsNull),
      ];
    case "struct":
      return [
        { name, repetition_type, num_children: type.fields.length },
        ...type.fields.flatMap((field) => elementsOf(field.name, field.type, field.nullable)),
      ];
    case "decimal":
      return [{ name, repetition_type, ...decimalElement(type.precision, type.scale) }];
  }
};

/** The narrowest physical type that holds so many digits. */
const decimalElement = (precision: number, scale: number): Omit<SchemaElement, "name"> => {
  const logical = {
    precision,
    scale,
    converted_type: "DECIMAL",
    logical_type: { type: "DECIMAL", precision, scale },
  } as const;
  if (precision <= 9) return { type: "INT32", ...logical };
  if (precision <= 18) return { type: "INT64", ...logical };
  return { type: "FIXED_LEN_BYTE_ARRAY", type_length: bytesFor(precision), ...logical };
};

/** How many bytes hold every number of so many digits and its sign. */
const bytesFor = (precision: number): number => Math.ceil(((10n ** BigInt(precision)).toString(2).length + 1) / 8);

const micros = (isAdjustedToUTC: boolean): Pick<SchemaElement, "logical_type"> => ({
  logical_type: { type: "TIMESTAMP", isAdjustedToUTC, unit: "MICROS" },
});

const SCALARS: Readonly<Record<DataType & string, Omit<SchemaElement, "name">>> = {
  boolean: { type: "BOOLEAN" },
  // No logical type beside these: the writer encodes its bit width as 32 bits, which other readers refuse.
  int8: { type: "INT32", converted_type: "INT_8" },
  int16: { type: "INT32", converted_type: "INT_16" },
  int32: { type: "INT32" },
  int64: { type: "INT64" },
  float32: { type: "FLOAT" },
  float64: { type: "DOUBLE" },
  string: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  binary: { type: "BYTE_ARRAY" },
  date: { type: "INT32", converted_type: "DATE", logical_type: { type: "DATE" } },
  timestamp: { type: "INT64", converted_type: "TIMESTAMP_MICROS", ...micros(true) },
  timestamp_ntz: { type: "INT64", ...micros(false) },
};
