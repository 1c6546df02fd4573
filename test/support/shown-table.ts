import { type ColumnTable, type DataType, typeName } from "../../src/schema.ts";

/** A table as test/real/foreign/files.py shows one: types in words, values as texts, lists and objects, no two alike. */
export interface ShownTable {
  readonly types: Readonly<Record<string, string>>;
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
}

/** A table in that form. */
export const shownTable = ({ schema, rowCount, columns }: ColumnTable): ShownTable => ({
  types: Object.fromEntries(schema.map(({ name, type }) => [name, typeName(type)])),
  columns: Object.fromEntries(
    schema.map(({ name, type }) => {
      const values = columns[name] ?? [];
      return [name, Array.from({ length: rowCount }, (_, row) => shownValue(type, values[row]))];
    }),
  ),
});

const shownValue = (type: DataType, value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (typeof value === "number") return type === "float32" || type === "float64" ? bits(value) : String(value);
  if (typeof type === "string" || type.kind === "decimal") return value;
  switch (type.kind) {
    case "list":
      return Array.from(value as ArrayLike<unknown>, (item) => shownValue(type.element, item));
    case "map":
      return Array.from(value as ReadonlyMap<unknown, unknown>, ([key, item]) => [
        shownValue(type.key, key),
        shownValue(type.value, item),
      ]);
    case "struct": {
      const fields = value as Readonly<Record<string, unknown>>;
      return Object.fromEntries(type.fields.map((field) => [field.name, shownValue(field.type, fields[field.name])]));
    }
  }
};

const bits = (value: number): string => {
  if (Number.isNaN(value)) return "nan";
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString("hex");
};
