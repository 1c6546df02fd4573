import type { ColumnTable, DataType, Field } from "../schema.ts";
import type { Row } from "./row-type.ts";
import { dateOfMicros } from "./timestamp.ts";

/** Rows as objects with the values that TypeScript sees: dates and timestamps as Date. */
export const tableToRows = (table: ColumnTable): readonly Row[] => {
  const columns = table.schema.map((field) => [field.name, naturalColumn(table, field)] as const);
  return Array.from({ length: table.rowCount }, (_, index) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[index]])),
  );
};

/** A column's values as TypeScript sees them. */
export const naturalColumn = (table: ColumnTable, field: Field): ArrayLike<unknown> => {
  const values = table.columns[field.name] ?? [];
  const convert = natural(field.type);
  return convert ? Array.from(values, (value) => (value === null ? null : convert(value as never))) : values;
};

/** How a type's values become what TypeScript sees; undefined where they are that already. */
const natural = (type: DataType): ((value: never) => unknown) | undefined => {
  if (type === "timestamp" || type === "timestamp_ntz") return dateOfMicros;
  if (type === "date") return (days: number) => new Date(days * 86_400_000);
  if (typeof type === "string") return undefined;
  switch (type.kind) {
    case "list": {
      const element = orNull(natural(type.element));
      return element && ((values: readonly unknown[]) => values.map(element));
    }
    case "struct":
      return (value: Row) =>
        Object.fromEntries(type.fields.map(({ name, type: inner }) => [name, applied(inner, value[name])]));
    case "map":
      return (value: ReadonlyMap<unknown, unknown>) =>
        new Map([...value].map(([key, item]) => [applied(type.key, key), applied(type.value, item)]));
    default:
      return undefined;
  }
};

const orNull = (convert: ((value: never) => unknown) | undefined) =>
  convert && ((value: unknown) => (value === null ? null : convert(value as never)));

const applied = (type: DataType, value: unknown): unknown => {
  const convert = orNull(natural(type));
  return convert ? convert(value) : value;
};
