import { usageError } from "../errors.ts";
import type { Field, Schema } from "../schema.ts";
import { fitValue } from "./fit-value.ts";
import type { Frame } from "./frame.ts";
import { fromColumns, type SourceOptions } from "./from-rows.ts";
import { inferField } from "./infer.ts";
import type { Row, RowOf } from "./row-type.ts";
import type { ArqueroTable } from "./to-arquero.ts";

/** A frame of an Arquero table, by a schema; throws at the first value that does not fit it. */
export function fromArquero<const S extends Schema>(
  table: ArqueroTable,
  schema: S,
  options?: SourceOptions,
): Frame<RowOf<S>>;
/** A frame of an Arquero table, whose schema is inferred from all its values; R is the caller's word for them. */
export function fromArquero<R extends Row = Row>(
  table: ArqueroTable,
  schema?: undefined,
  options?: SourceOptions,
): Frame<R>;
export function fromArquero(table: ArqueroTable, schema?: Schema, options?: SourceOptions): unknown {
  const columns = new Map(table.columnNames().map((name) => [name, table.array(name) as readonly unknown[]]));
  return fromValues(columns, table.numRows(), schema, options);
}

/** A frame of columns of JavaScript values, with a schema or inferred. */
export const fromValues = (
  columns: ReadonlyMap<string, readonly unknown[]>,
  rowCount: number,
  schema: Schema = [...columns].map(([name, values]) => inferField(name, values)),
  options?: SourceOptions,
): Frame => {
  const fitted = schema.map((field) => [field.name, fitColumn(field, columns.get(field.name))] as const);
  return fromColumns({ schema, rowCount, columns: Object.fromEntries(fitted) }, options);
};

const fitColumn = (field: Field, values: readonly unknown[] | undefined): readonly unknown[] => {
  if (!values) throw usageError(`The table has no column '${field.name}', which the schema names.`);
  return values.map((value, index) => {
    const result = fitValue(value, field);
    if ("problem" in result) throw usageError(`Row ${index + 1} does not fit the schema: ${result.problem}.`);
    return result.value;
  });
};
