import { joinTables } from "./join-tables.ts";
import type { ColumnTable, DataType, Schema } from "./schema.ts";
import { wellFormed } from "./well-formed.ts";

/** Tables that are put together until they are worth a group of a file. */
export interface Gathered {
  /** What is to be written now: the rows so far, or nothing yet. Throws at a text that no file can hold. */
  add(rows: ColumnTable): ColumnTable | undefined;
  /** What is left. */
  end(): ColumnTable | undefined;
}

/** Holds rows of a schema until there are so many, or until they take about 64 MiB. */
export const gatherRows = (schema: Schema, most: number): Gathered => {
  const sizeOfRows = rowsSizer(schema);
  let held: ColumnTable[] = [];
  let [rows, bytes] = [0, 0];
  const take = (): ColumnTable | undefined => {
    const table = rows > 0 ? joinTables(held, schema) : undefined;
    held = [];
    [rows, bytes] = [0, 0];
    return table;
  };
  return {
    add: (table) => {
      if (table.rowCount === 0) return undefined;
      held.push(table);
      rows += table.rowCount;
      bytes += sizeOfRows(table);
      return rows >= most || bytes >= mostBytes ? take() : undefined;
    },
    end: take,
  };
};

/** About how many bytes rows take in memory. Throws at a text that no file can hold. */
export const rowsSizer = (schema: Schema): ((rows: ColumnTable) => number) => {
  const texts = schema.filter((field) => holdsText(field.type)).map((field) => field.name);
  return ({ rowCount, columns }) =>
    texts.reduce((bytes, name) => bytes + textSize(columns[name] ?? [], name), 16 * rowCount * schema.length);
};

const mostBytes = 1 << 26;

const holdsText = (type: DataType): boolean => {
  if (typeof type === "string") return type === "string" || type === "binary";
  switch (type.kind) {
    case "decimal":
      return false;
    case "list":
      return holdsText(type.element);
    case "struct":
      return type.fields.some((field) => holdsText(field.type));
    case "map":
      return holdsText(type.key) || holdsText(type.value);
  }
};

/** About how many bytes a column's values take. */
const textSize = (values: ArrayLike<unknown>, column: string): number => {
  let size = 0;
  for (let row = 0; row < values.length; row++) size += sizeOf(values[row], column);
  return size;
};

const sizeOf = (value: unknown, column: string): number => {
  if (typeof value === "string") return wellFormed(value, column).length;
  if (typeof value !== "object" || value === null) return 8;
  if (value instanceof Uint8Array) return value.length;
  const items = value instanceof Map ? [...value.keys(), ...value.values()] : Object.values(value);
  return items.reduce<number>((size, item) => size + sizeOf(item, column), 16);
};
