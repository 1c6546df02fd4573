import { usageError } from "../errors.ts";
import { type DataType, type Field, type Schema, typeName } from "../schema.ts";
import { commonType } from "./data-type.ts";
import type { Row } from "./row-type.ts";

/**
 * The schema of rows, from all of them: whole numbers of 32 bits are int32, other numbers float64, bigints (and numbers beside them) int64, Dates
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
  const present = Array.from(values).filter((value) => value !== null && value !== undefined);
  if (present.length === 0) throw usageError(`The column '${name}' has no value to tell its type from: give a schema.`);
  return { name, type: typeOfAll(name, present), nullable: present.length < values.length };
};

/** The type of values, none null: lists and structs by all their elements and fields together. */
const typeOfAll = (name: string, values: readonly unknown[]): DataType => {
  if (values.every(Array.isArray)) return typeOfLists(name, values as readonly unknown[][]);
  if (values.every(isStruct)) return { kind: "struct", fields: inferSchema(values) };
  return values.map((value) => typeOf(name, value)).reduce((known, found) => widen(name, known, found));
};

const typeOfLists = (name: string, lists: readonly unknown[][]): DataType => {
  const elements = lists.flat();
  if (elements.length === 0) return { kind: "list", element: "string", containsNull: false };
  const { type, nullable } = inferField(name, elements);
  return { kind: "list", element: type, containsNull: nullable };
};

const isStruct = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const widen = (name: string, known: DataType, found: DataType): DataType => {
  const isWhole = [known, found].every((type) => type === "int32" || type === "int64");
  const both = known === found ? known : isWhole ? "int64" : commonType(known, found);
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
    default:
      if (value instanceof Date) return "timestamp";
      if (value instanceof Uint8Array) return "binary";
      throw usageError(`The column '${name}' holds ${describe(value)}: give a schema or one type.`);
  }
};

const describe = (value: unknown): string => {
  if (Array.isArray(value)) return "lists beside other values";
  return typeof value === "object" ? "objects beside other values, or of a class" : `a ${typeof value}`;
};
