import type { DataType } from "../../schema.ts";
import { identifier } from "./quote.ts";

/** The type of DuckDB's that holds a column's values. Both timestamps are TIMESTAMP: microseconds, read as UTC. */
export const sqlType = (type: DataType): string => {
  if (typeof type === "string") return plain[type];
  switch (type.kind) {
    case "decimal":
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case "list":
      return `${sqlType(type.element)}[]`;
    case "struct":
      return `STRUCT(${type.fields.map((field, index) => `${fieldName(index, field.name)} ${sqlType(field.type)}`).join(", ")})`;
    case "map":
      return `MAP(${sqlType(type.key)}, ${sqlType(type.value)})`;
  }
};

/** A struct's field as DuckDB knows it: it takes no empty name, and takes A and a for one. */
export const fieldName = (index: number, name: string): string =>
  identifier(`${index + 1} ${name.replaceAll(/[\p{Cc}\p{Cs}]/gu, "_")}`);

/** An expression converted between types that need no check; nothing where they are one in SQL. */
export const converted = (sql: string, from: DataType, to: DataType): string =>
  sqlType(from) === sqlType(to) ? sql : `CAST(${sql} AS ${sqlType(to)})`;

const plain: Readonly<Record<Extract<DataType, string>, string>> = {
  boolean: "BOOLEAN",
  int8: "TINYINT",
  int16: "SMALLINT",
  int32: "INTEGER",
  int64: "BIGINT",
  float32: "FLOAT",
  float64: "DOUBLE",
  string: "VARCHAR",
  binary: "BLOB",
  date: "DATE",
  timestamp: "TIMESTAMP",
  timestamp_ntz: "TIMESTAMP",
};
