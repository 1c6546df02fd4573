import type { ColumnTable, DataType, Schema } from "../../src/schema.ts";

/** A column table of these rows. */
export const rowsOf = (schema: Schema, rows: readonly Readonly<Record<string, unknown>>[]): ColumnTable => ({
  schema,
  rowCount: rows.length,
  columns: Object.fromEntries(schema.map(({ name }) => [name, rows.map((row) => row[name])])),
});

/** The rows of a column table. */
export const toRows = (table: ColumnTable): Record<string, unknown>[] =>
  Array.from({ length: table.rowCount }, (_, row) =>
    Object.fromEntries(table.schema.map(({ name }) => [name, table.columns[name]?.[row]])),
  );

/** Nullable columns by name. */
export const schemaOf = (types: Readonly<Record<string, DataType>>): Schema =>
  Object.entries(types).map(([name, type]) => ({ name, type, nullable: true }));

/** A clock and identifiers that are the same in every run. */
export const fixedEffects = () => {
  let made = 0;
  return {
    now: () => 1_700_000_000_000,
    randomUUID: () => `00000000-0000-4000-8000-${String(made++).padStart(12, "0")}`,
  };
};
