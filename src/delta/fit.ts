import { usageError } from "../errors.ts";
import { type ColumnTable, type DataType, type Field, type Schema, typeName } from "../schema.ts";
import { problemOf } from "../value-problem.ts";

/**
 * The rows in the table's own schema: columns in its order, missing nullable ones as nulls.
 * Throws naming the column where one is unknown, has another type, is missing though not nullable, or holds a wrong value.
 */
export const fitRows = (rows: ColumnTable, schema: Schema, place: string): ColumnTable => {
  const given = new Map(rows.schema.map((field) => [field.name, field]));
  const unknown = rows.schema.find((field) => !schema.some((known) => known.name === field.name));
  if (unknown !== undefined)
    throw usageError(`${place} has no column ${unknown.name}; its columns are ${schema.map((f) => f.name).join(", ")}`);
  const columns = schema.map((field) => [field.name, fitColumn(rows, field, given.get(field.name), place)] as const);
  return { schema, rowCount: rows.rowCount, columns: Object.fromEntries(columns) };
};

/** Whether values of one type can be stored as the other: the same but for nullability and the order of struct fields. */
export const sameType = (a: DataType, b: DataType): boolean => {
  if (typeof a === "string" || typeof b === "string") return a === b;
  if (a.kind === "list" && b.kind === "list") return sameType(a.element, b.element);
  if (a.kind === "map" && b.kind === "map") return sameType(a.key, b.key) && sameType(a.value, b.value);
  if (a.kind === "decimal" && b.kind === "decimal") return a.precision === b.precision && a.scale === b.scale;
  return a.kind === "struct" && b.kind === "struct" && sameFields(a.fields, b.fields);
};

/** Whether two schemas have the same columns of the same types and nullability, in any order. */
export const sameSchema = (a: Schema, b: Schema): boolean =>
  sameFields(a, b) && a.every((field) => b.find((other) => other.name === field.name)?.nullable === field.nullable);

const sameFields = (a: Schema, b: Schema): boolean =>
  a.length === b.length &&
  a.every((field) => b.some((other) => other.name === field.name && sameType(field.type, other.type)));

const fitColumn = (rows: ColumnTable, field: Field, given: Field | undefined, place: string): readonly unknown[] => {
  const { name } = field;
  if (given === undefined) {
    if (field.nullable) return new Array<null>(rows.rowCount).fill(null);
    throw usageError(`column ${name} of ${place} is not nullable, and the rows do not have it`);
  }
  if (!sameType(given.type, field.type))
    throw usageError(
      `column ${name} of ${place} has the type ${typeName(field.type)}, the rows have ${typeName(given.type)}; cast the column first`,
    );
  const values = rows.columns[name];
  if (values === undefined || values.length !== rows.rowCount)
    throw usageError(
      `column ${name} of the rows has ${values?.length ?? "no"} values where rowCount is ${rows.rowCount}`,
    );
  return Array.from(values, (value, row) => {
    const wrong = problemOf(field, value);
    if (wrong !== undefined) throw usageError(`column ${name}, row ${row}, cannot be stored in ${place}: ${wrong}`);
    return value ?? null;
  });
};
