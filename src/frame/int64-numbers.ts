import type { ColumnTable, DataType, Field } from "../schema.ts";
import { convertValues } from "./convert-values.ts";
import { exactNumber, type Int64Option } from "./value-options.ts";

/**
 * A table in which int64 is float64, inside lists, structs and maps too; throws at a value that a number would round.
 * `before` rows came in earlier tables.
 */
export const int64AsNumbers = (table: ColumnTable, before = 0): ColumnTable => {
  const columns = table.schema.map((field) => [field.name, numbersOf(table, field, before)] as const);
  const schema = table.schema.map((field) => ({ ...field, type: withoutInt64(field.type) }));
  return { schema, rowCount: table.rowCount, columns: Object.fromEntries(columns) };
};

/** Tables as they are, or with int64 as float64 where the option says so. */
export async function* int64As(
  tables: AsyncIterable<ColumnTable>,
  { int64 = "bigint" }: Int64Option,
): AsyncGenerator<ColumnTable> {
  let before = 0;
  for await (const table of tables) {
    yield int64 === "number" ? int64AsNumbers(table, before) : table;
    before += table.rowCount;
  }
}

const numbersOf = (table: ColumnTable, { name, type }: Field, before: number): ArrayLike<unknown> => {
  const values = table.columns[name] ?? [];
  let row = before;
  const number = (value: bigint) => exactNumber(value, name, row);
  const convert = convertValues(type, (plain) => (plain === "int64" ? number : undefined));
  if (!convert) return values;
  return Array.from(values, (value) => {
    row += 1;
    return value === null ? null : convert(value as never);
  });
};

const withoutInt64 = (type: DataType): DataType => {
  if (typeof type === "string") return type === "int64" ? "float64" : type;
  switch (type.kind) {
    case "decimal":
      return type;
    case "list":
      return { ...type, element: withoutInt64(type.element) };
    case "struct":
      return { ...type, fields: type.fields.map((field) => ({ ...field, type: withoutInt64(field.type) })) };
    case "map":
      return { ...type, key: withoutInt64(type.key), value: withoutInt64(type.value) };
  }
};
