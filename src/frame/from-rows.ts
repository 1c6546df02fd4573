import { usageError } from "../errors.ts";
import type { ColumnTable, DataType, Field, Schema } from "../schema.ts";
import { fitValue } from "./fit-value.ts";
import { Frame } from "./frame.ts";
import { inferSchema } from "./infer.ts";
import type { Row, RowOf, Simplify } from "./row-type.ts";

/** What a source is called in plans. */
export interface SourceOptions {
  /** Default `table`. */
  readonly name?: string;
}

/** A frame of rows as columns. R is the caller's word for their types, unless the table's schema says it by its type. */
export const fromColumns = <R extends Row = Row>(table: ColumnTable, options: SourceOptions = {}): Frame<R> => {
  const { name = "table" } = options;
  for (const field of table.schema) checkLength(table, field);
  return new Frame<R>(Object.freeze({ verb: "source", name, schema: freezeSchema(table.schema) }), { [name]: table });
};

/** A frame of objects, by a schema; throws at the first value that does not fit it. */
export function fromRows<const S extends Schema>(
  rows: readonly object[],
  schema: S,
  options?: SourceOptions,
): Frame<RowOf<S>>;
/** A frame of objects, whose schema is inferred from all of them. */
export function fromRows<R extends object>(
  rows: readonly R[],
  schema?: undefined,
  options?: SourceOptions,
): Frame<Simplify<R>>;
export function fromRows(rows: readonly object[], schema?: Schema, options?: SourceOptions): unknown {
  return fromColumns(columnsOfRows(rows, schema ?? inferSchema(rows as readonly Row[])), options);
}

/** Objects as columns of a schema; throws at the first value that does not fit. */
export const columnsOfRows = (rows: readonly object[], schema: Schema): ColumnTable => {
  const columns = schema.map(
    (field) => [field.name, rows.map((row, index) => fitted(row as Row, field, index))] as const,
  );
  return { schema, rowCount: rows.length, columns: Object.fromEntries(columns) };
};

const fitted = (row: Row, field: Field, index: number): unknown => {
  const result = fitValue(row[field.name], field);
  if ("problem" in result) throw usageError(`Row ${index + 1} does not fit the schema: ${result.problem}.`);
  return result.value;
};

const checkLength = (table: ColumnTable, { name }: Field): void => {
  const length = table.columns[name]?.length;
  if (length === table.rowCount) return;
  throw usageError(
    `The column '${name}' has ${length ?? "no"} values and the table ${table.rowCount} rows: they must be as many.`,
  );
};

const freezeSchema = (schema: Schema): Schema =>
  Object.freeze(schema.map((field) => Object.freeze({ ...field, type: freezeType(field.type) })));

const freezeType = (type: DataType): DataType => (typeof type === "object" ? Object.freeze({ ...type }) : type);
