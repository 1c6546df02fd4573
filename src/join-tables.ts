import type { ColumnTable, Schema } from "./schema.ts";

/** The rows of tables one after the other, under these of their columns. */
export const joinTables = (tables: readonly ColumnTable[], schema: Schema): ColumnTable => {
  const [only] = tables;
  const values = ({ name }: Schema[number]) =>
    only && tables.length === 1 ? only.columns[name] : joined(tables, name);
  return {
    schema,
    rowCount: tables.reduce((total, table) => total + table.rowCount, 0),
    columns: Object.fromEntries(schema.map((field) => [field.name, values(field) ?? []])),
  };
};

/** The rows of a table from `from` to before `until`. */
export const sliceTable = (table: ColumnTable, from: number, until: number): ColumnTable => {
  if (from === 0 && until >= table.rowCount) return table;
  const part = table.schema.map(({ name }) => {
    const values = table.columns[name] ?? [];
    return [name, Array.prototype.slice.call(values, from, until)] as const;
  });
  const rowCount = Math.max(Math.min(until, table.rowCount) - from, 0);
  return { schema: table.schema, rowCount, columns: Object.fromEntries(part) };
};

const joined = (tables: readonly ColumnTable[], name: string): unknown[] => {
  const all: unknown[] = [];
  for (const table of tables) {
    const values = table.columns[name] ?? [];
    for (let row = 0; row < table.rowCount; row++) all.push(values[row]);
  }
  return all;
};
