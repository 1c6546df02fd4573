import { decodeArrow } from "../arrow/index.ts";
import { usageError } from "../errors.ts";
import { type ColumnTable, type Field, type Schema, typeName } from "../schema.ts";
import { fieldOf } from "./data-type.ts";
import type { Frame } from "./frame.ts";
import { fromColumns, type SourceOptions } from "./from-rows.ts";
import type { Row, RowOf } from "./row-type.ts";

/** A frame of an Arrow IPC stream or file, by a schema; throws at a column that is not of its type, or has a null it may not have. */
export function fromArrow<const S extends Schema>(
  bytes: Uint8Array,
  schema: S,
  options?: SourceOptions,
): Frame<RowOf<S>>;
/** A frame of an Arrow IPC stream or file, with the columns that it tells of; R is the caller's word for them. */
export function fromArrow<R extends Row = Row>(
  bytes: Uint8Array,
  schema?: undefined,
  options?: SourceOptions,
): Frame<R>;
export function fromArrow(bytes: Uint8Array, schema?: Schema, options?: SourceOptions): unknown {
  const table = decodeArrow(bytes, options?.name ?? "table");
  return fromColumns(schema ? chosen(table, schema) : table, options);
}

const chosen = (table: ColumnTable, schema: Schema): ColumnTable => {
  for (const field of schema) check(table, field);
  const columns = schema.map(({ name }) => [name, table.columns[name] ?? []] as const);
  return { schema, rowCount: table.rowCount, columns: Object.fromEntries(columns) };
};

const check = (table: ColumnTable, { name, type, nullable }: Field): void => {
  const found = fieldOf(table.schema, name);
  if (!found) throw usageError(`The Arrow data has no column '${name}', which the schema names.`);
  if (typeName(found.type) !== typeName(type)) {
    throw usageError(
      `The column '${name}' is ${typeName(found.type)} in the Arrow data and ${typeName(type)} in the schema: leave the schema out and cast the column.`,
    );
  }
  const row = nullable ? -1 : Array.from(table.columns[name] ?? []).indexOf(null);
  if (row >= 0) throw usageError(`Row ${row + 1} does not fit the schema: ${name} is missing.`);
};
