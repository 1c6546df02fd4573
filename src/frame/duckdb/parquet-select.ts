import type { DuckDBConnection } from "@duckdb/node-api";
import { type DataType, type Field, type Schema, typeName } from "../../schema.ts";
import type { ScannedParquet } from "../engine.ts";
import type { SourceTable } from "./building.ts";
import { fromParquet, parquetType } from "./parquet-value.ts";
import { identifier, text } from "./quote.ts";
import { sqlType } from "./sql-type.ts";

/**
 * A SELECT of the rows of Parquet files, numbered in their order where the source's order is needed; undefined where a
 * column's type is not the same for DuckDB as for src/parquet, or not the same in all files.
 */
export const parquetSelect = async (
  connection: DuckDBConnection,
  { files }: ScannedParquet,
  { schema, columns, row }: SourceTable,
): Promise<string | undefined> => {
  if (files.some(({ path }) => /[*?[\]{}\0]/.test(path))) return undefined;
  const stored = schema.filter(({ name }) => files.some((file) => fieldIn(file.schema, name)));
  if (!stored.every((field) => files.every((file) => isSame(fieldIn(file.schema, field.name), field))))
    return undefined;
  const paths = `[${files.map(({ path }) => text(path)).join(", ")}]`;
  const from = `FROM read_parquet(${paths}, union_by_name = true, hive_partitioning = false)`;
  if (!(await areTypesKnown(connection, stored, from))) return undefined;
  const values = schema.map((field, index) => `${valueOfFile(field, files)} AS ${columns[index]}`);
  const number = `${perFile(offsetsOf(files), "int64")} + file_row_number AS ${row}`;
  return `SELECT ${[...values, ...(row === undefined ? [] : [number])].join(", ")} ${from}`;
};

type File = ScannedParquet["files"][number];

const fieldIn = (schema: Schema, name: string): Field | undefined => schema.find((field) => field.name === name);

const isSame = (stored: Field | undefined, { type }: Field): boolean =>
  stored === undefined || typeName(stored.type) === typeName(type);

/** Whether DuckDB knows the columns by these names and takes them for these types. */
const areTypesKnown = async (connection: DuckDBConnection, stored: Schema, from: string): Promise<boolean> => {
  if (stored.length === 0) return true;
  // A file that DuckDB cannot read is left to JavaScript.
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * ${from}`).catch(() => undefined);
  if (!described) return false;
  const found = new Map(described.getRows().map(([name, type]) => [name, type]));
  const types = stored.map(({ type }) => `typeof(CAST(NULL AS ${parquetType(type)}))`).join(", ");
  const [wanted = []] = (await connection.runAndReadAll(`SELECT ${types}`)).getRows();
  return stored.every(({ name }, index) => found.get(name) === wanted[index]);
};

const valueOfFile = ({ name, type }: Field, files: readonly File[]): string => {
  if (files.some((file) => fieldIn(file.schema, name))) return fromParquet(identifier(name), type);
  if (files.every((file) => file.values[name] === undefined)) return `CAST(NULL AS ${sqlType(type)})`;
  return perFile(
    files.map((file) => file.values[name] ?? null),
    type,
  );
};

/** A value that each file has one of. */
const perFile = (values: readonly unknown[], type: DataType): string =>
  `CAST([${values.map((value) => constant(value, type)).join(", ")}] AS ${sqlType(type)}[])[CAST(file_index AS BIGINT) + 1]`;

const constant = (value: unknown, type: DataType): string => {
  if (value === null) return "NULL";
  if (type === "date") return `DATE '1970-01-01' + ${value}`;
  if (type === "timestamp" || type === "timestamp_ntz") return `make_timestamp(${value})`;
  return `CAST(${text(String(value))} AS ${sqlType(type)})`;
};

const offsetsOf = (files: readonly File[]): readonly bigint[] => {
  let sum = 0;
  return files.map(({ rows }) => {
    sum += rows;
    return BigInt(sum - rows);
  });
};
