import type { DuckDBType } from "@duckdb/node-api";
import { usageError } from "../../errors.ts";
import { type DataType, type Field, type Schema, typeName } from "../../schema.ts";
import type { DuckDB } from "./duckdb.ts";

/** A column that a query gives, as DuckDB describes it. */
export interface GivenColumn {
  readonly name: string;
  readonly type: DuckDBType;
}

/** The schema of what a query gives: every column may be null, since DuckDB does not say which never are. */
export const schemaGiven = (duckdb: DuckDB, columns: readonly GivenColumn[]): Schema =>
  columns.map(({ name, type }) => ({ name, type: typeGiven(duckdb, type, name), nullable: true }));

/** Throws where a query gives other columns, or columns of other types, than a schema says. */
export const checkGiven = (found: Schema, schema: Schema): void => {
  const isSame = (field: Field, index: number): boolean => {
    const other = found[index];
    return other !== undefined && other.name === field.name && typeText(other.type) === typeText(field.type);
  };
  if (found.length === schema.length && schema.every(isSame)) return;
  throw usageError(
    `The query gives ${columnsText(found)}, and its schema says ${columnsText(schema)}: cast or rename in one of them.`,
  );
};

const columnsText = (schema: Schema): string => schema.map(({ name, type }) => `${name} ${typeText(type)}`).join(", ");

/** DuckDB has one type for both timestamps here. */
const typeText = (type: DataType): string => typeName(type).replaceAll("timestamp_ntz", "timestamp");

const typeGiven = (duckdb: DuckDB, type: DuckDBType, name: string): DataType => {
  const inner = (one: DuckDBType): DataType => typeGiven(duckdb, one, name);
  const plain = plainTypes[duckdb.DuckDBTypeId[type.typeId] ?? ""];
  if (plain) return plain;
  if (type instanceof duckdb.DuckDBDecimalType) return { kind: "decimal", precision: type.width, scale: type.scale };
  if (type instanceof duckdb.DuckDBListType || type instanceof duckdb.DuckDBArrayType) {
    return { kind: "list", element: inner(type.valueType), containsNull: true };
  }
  if (type instanceof duckdb.DuckDBMapType) {
    return { kind: "map", key: inner(type.keyType), value: inner(type.valueType), valueContainsNull: true };
  }
  if (type instanceof duckdb.DuckDBStructType) {
    const fields = type.entryNames.map((field, index): Field => {
      return { name: field, type: inner(type.entryTypes[index] ?? type), nullable: true };
    });
    return { kind: "struct", fields };
  }
  throw usageError(
    `The query's column '${name}' is of DuckDB's type ${type}, which frames do not have: cast it in the query.`,
  );
};

/** Whole numbers that a frame has no type for are int64, which fails where one does not fit. */
const plainTypes: Readonly<Record<string, DataType>> = {
  BOOLEAN: "boolean",
  TINYINT: "int8",
  SMALLINT: "int16",
  INTEGER: "int32",
  BIGINT: "int64",
  UTINYINT: "int16",
  USMALLINT: "int32",
  UINTEGER: "int64",
  UBIGINT: "int64",
  HUGEINT: "int64",
  UHUGEINT: "int64",
  FLOAT: "float32",
  DOUBLE: "float64",
  VARCHAR: "string",
  ENUM: "string",
  UUID: "string",
  BLOB: "binary",
  DATE: "date",
  TIMESTAMP: "timestamp",
  TIMESTAMP_S: "timestamp",
  TIMESTAMP_MS: "timestamp",
  TIMESTAMP_NS: "timestamp",
  TIMESTAMP_TZ: "timestamp",
};
