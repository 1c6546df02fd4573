/** A column's type. Lists, structs and maps nest. */
export type DataType =
  | "boolean"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "float32"
  | "float64"
  | "string"
  | "binary"
  | "date"
  | "timestamp"
  | "timestamp_ntz"
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "list"; readonly element: DataType; readonly containsNull: boolean }
  | { readonly kind: "struct"; readonly fields: Schema }
  | { readonly kind: "map"; readonly key: DataType; readonly value: DataType; readonly valueContainsNull: boolean };

/** One column: its name, its type, and whether it may hold nulls. */
export interface Field {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
}

/** Columns in order. */
export type Schema = readonly Field[];

/**
 * Rows as columns: the plain form in which readers, frames and Delta tables meet.
 * A value is null, or by its type: boolean → boolean; int8 to int32, float32, float64 → number; int64 → bigint;
 * string → string; binary → Uint8Array; date → number of days since 1970-01-01; timestamp (UTC) and timestamp_ntz →
 * bigint microseconds since 1970-01-01T00:00:00; decimal → its digits as a string, `scale` of them behind the point; list → array; struct → object by field name; map → Map.
 */
export interface ColumnTable {
  readonly schema: Schema;
  readonly rowCount: number;
  /** One array of `rowCount` values for each field, by its name. */
  readonly columns: Readonly<Record<string, ArrayLike<unknown>>>;
}

/** A type as people read it: `list<string>`, `struct<a: int32>`, `decimal(10, 2)`. */
export const typeName = (type: DataType): string => {
  if (typeof type === "string") return type;
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision}, ${type.scale})`;
    case "list":
      return `list<${typeName(type.element)}>`;
    case "struct":
      return `struct<${type.fields.map((field) => `${field.name}: ${typeName(field.type)}`).join(", ")}>`;
    case "map":
      return `map<${typeName(type.key)}, ${typeName(type.value)}>`;
  }
};

/** Whether a type holds floats anywhere, and so 0 and -0, which are equal and yet not the same. */
export const holdsFloats = (type: DataType): boolean => {
  if (typeof type === "string") return type === "float64" || type === "float32";
  switch (type.kind) {
    case "decimal":
      return false;
    case "list":
      return holdsFloats(type.element);
    case "struct":
      return type.fields.some((field) => holdsFloats(field.type));
    case "map":
      return holdsFloats(type.key) || holdsFloats(type.value);
  }
};
