import { usageError } from "../errors.ts";
import type { DataType, Field, Schema } from "../schema.ts";
import { commonType, typeName } from "./data-type.ts";
import type { Row } from "./row-type.ts";

/**
 * The schema of rows, from all of them: whole numbers of 32 bits are int32, other numbers float64, bigints int64, Dates
 * timestamps; a column is nullable where a row lacks it or has null. Throws where a column mixes types or has no value.
 */
export const inferSchema = (rows: readonly Row[]): Schema => {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return [...names].map((name) =>
    inferField(
      name,
      rows.map((row) => row[name]),
    ),
  );
};

/** The field of a column of values. */
export const inferField = (name: string, values: ArrayLike<unknown>): Field => {
  let type: DataType | undefined;
  let nullable = false;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (value === null || value === undefined) nullable = true;
    else type = widen(name, type, typeOf(name, value));
  }
  if (type === undefined) throw usageError(`The column '${name}' has no value to tell its type from: give a schema.`);
  return { name, type, nullable };
};

const widen = (name: string, known: DataType | undefined, found: DataType): DataType => {
  if (known === undefined || known === found) return found;
  const both = commonType(known, found);
  if (both) return both;
  throw usageError(`The column '${name}' mixes ${typeName(known)} and ${typeName(found)}: give a schema or one type.`);
};

const typeOf = (name: string, value: unknown): DataType => {
  switch (typeof value) {
    case "boolean":
      return "boolean";
    case "string":
      return "string";
    case "bigint":
      return "int64";
    case "number":
      return (value | 0) === value && !Object.is(value, -0) ? "int32" : "float64";
    case "object":
      return typeOfObject(name, value as object);
    default:
      throw usageError(`The column '${name}' holds a ${typeof value}, which no column type is for.`);
  }
};

const typeOfObject = (name: string, value: object): DataType => {
  if (value instanceof Date) return "timestamp";
  if (value instanceof Uint8Array) return "binary";
  if (!Array.isArray(value)) return { kind: "struct", fields: inferSchema([value as Row]) };
  if (value.length === 0) return { kind: "list", element: "string", containsNull: false };
  const { type, nullable } = inferField(name, value);
  return { kind: "list", element: type, containsNull: nullable };
};
