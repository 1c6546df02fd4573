import type { DataType } from "../../schema.ts";
import { identifier, text } from "./quote.ts";
import { fieldName, sqlType } from "./sql-type.ts";

/** A value as Parquet files hold it: times of UTC are marked so, and the fields of structs have their own names. */
export const toParquet = (sql: string, type: DataType): string => crossed(sql, type, outwards, 0);

/** A value of a Parquet file as queries hold it. */
export const fromParquet = (sql: string, type: DataType): string => crossed(sql, type, inwards, 0);

/** What DuckDB says of the type of such values in files. */
export const parquetType = (type: DataType): string => {
  if (type === "timestamp") return "TIMESTAMPTZ";
  if (typeof type === "string" || type.kind === "decimal") return sqlType(type);
  switch (type.kind) {
    case "list":
      return `${parquetType(type.element)}[]`;
    case "map":
      return `MAP(${parquetType(type.key)}, ${parquetType(type.value)})`;
    case "struct":
      return `STRUCT(${type.fields.map((field) => `${identifier(field.name)} ${parquetType(field.type)}`).join(", ")})`;
  }
};

interface Direction {
  /** A time with or without its mark. */
  readonly time: (sql: string) => string;
  /** What a struct's field is called before and after, unquoted. */
  readonly from: (index: number, name: string) => string;
  readonly to: (index: number, name: string) => string;
}

const inQueries = (index: number, name: string): string => fieldName(index, name).slice(1, -1).replaceAll('""', '"');
const inFiles = (_: number, name: string): string => name;

// A cast looks up the zone for each value, which takes ten times as long; infinite times have no microseconds.
const made = (sql: string, maker: string, type: string): string =>
  `CASE WHEN isfinite(${sql}) THEN ${maker}(epoch_us(${sql})) ELSE CAST(${sql} AS ${type}) END`;

const outwards: Direction = {
  time: (sql) => made(sql, "make_timestamptz", "TIMESTAMPTZ"),
  from: inQueries,
  to: inFiles,
};
const inwards: Direction = { time: (sql) => made(sql, "make_timestamp", "TIMESTAMP"), from: inFiles, to: inQueries };

const crossed = (sql: string, type: DataType, direction: Direction, depth: number): string => {
  if (type === "timestamp") return direction.time(sql);
  if (typeof type === "string" || type.kind === "decimal" || !isOther(type)) return sql;
  const item = `x${depth}`;
  const inner = (of: string, as: DataType): string => crossed(of, as, direction, depth + 1);
  switch (type.kind) {
    case "list":
      return `list_transform(${sql}, lambda ${item}: ${inner(item, type.element)})`;
    case "map": {
      const entry = `struct_pack(key := ${inner(`${item}.key`, type.key)}, value := ${inner(`${item}.value`, type.value)})`;
      return `map_from_entries(list_transform(map_entries(${sql}), lambda ${item}: ${entry}))`;
    }
    case "struct": {
      const fields = type.fields.map(({ name, type: of }, index) => {
        const value = `struct_extract(${sql}, ${text(direction.from(index, name))})`;
        return `${identifier(direction.to(index, name))} := ${inner(value, of)}`;
      });
      return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${fields.join(", ")}) END`;
    }
  }
};

/** Whether a type is another one in files than in queries. */
const isOther = (type: DataType): boolean => {
  if (typeof type === "string") return type === "timestamp";
  switch (type.kind) {
    case "decimal":
      return false;
    case "list":
      return isOther(type.element);
    case "map":
      return isOther(type.key) || isOther(type.value);
    case "struct":
      return true;
  }
};
