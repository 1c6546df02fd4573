import { type DataType, type Field, type Schema, typeName } from "../../schema.ts";
import { castSql } from "./casts.ts";
import { toParquet } from "./parquet-value.ts";
import { identifier } from "./quote.ts";
import { refusal } from "./refusal.ts";

/** The formats of files that DuckDB writes of itself. */
export type FileFormat = "parquet" | "ndjson" | "csv";

/** A column of a query as it stands in a file of a format: `sql AS name`; throws where the format cannot hold it. */
export const fileColumn = (format: FileFormat, { name, type }: Field, sql: string): string => {
  const value = format === "parquet" ? toParquet(sql, type) : textValue(format, name, sql, type);
  return `${value} AS ${identifier(name)}`;
};

/** Throws where columns differ in case alone, which DuckDB takes for one. */
export const checkNames = (schema: Schema): void => {
  const seen = new Set<string>();
  for (const { name, type } of schema) {
    if (name === "" || seen.has(name.toLowerCase())) throw refusal(`a file with two columns ${JSON.stringify(name)}`);
    seen.add(name.toLowerCase());
    checkNested(type);
  }
};

const checkNested = (type: DataType): void => {
  if (typeof type === "string") return;
  if (type.kind === "struct") checkNames(type.fields);
  if (type.kind === "list") checkNested(type.element);
  if (type.kind === "map") {
    checkNested(type.key);
    checkNested(type.value);
  }
};

const safe = 9_007_199_254_740_991;

/** A value of a text format: CSV's by the rules of a cast to text, which are those by which it is read. */
const textValue = (format: "ndjson" | "csv", name: string, sql: string, type: DataType): string => {
  if (typeof type === "object" || type === "binary")
    throw refusal(`a ${format} file with the column ${name} of type ${typeName(type)}`);
  if (format === "csv") return castSql(sql, type, "string", "error");
  switch (type) {
    case "boolean":
    case "string":
    case "int8":
    case "int16":
    case "int32":
      return sql;
    case "int64":
      return `CASE WHEN ${sql} BETWEEN ${-safe} AND ${safe} THEN to_json(${sql}) ELSE to_json(CAST(${sql} AS VARCHAR)) END`;
    case "float32":
    case "float64":
      throw refusal(`a ${format} file with the column ${name} of type ${type}`);
    default:
      return castSql(sql, type, "string", "error");
  }
};
