import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { DataType } from "../../schema.ts";
import type { DuckDB } from "./duckdb.ts";
import { fieldName } from "./sql-type.ts";

type Nested = Exclude<DataType, string>;

/** The type of DuckDB's in which values of a column cross to it; those that are text or a number in SQL first are so here. */
export const typeFor = (duckdb: DuckDB, type: DataType): DuckDBType => {
  if (typeof type === "string") return plainType(duckdb, type);
  switch (type.kind) {
    case "decimal":
      return duckdb.DECIMAL(type.precision, type.scale);
    case "list":
      return duckdb.LIST(typeFor(duckdb, type.element));
    case "struct":
      return duckdb.STRUCT(
        Object.fromEntries(
          type.fields.map((field, index) => [structKey(index, field.name), typeFor(duckdb, field.type)]),
        ),
      );
    case "map":
      return duckdb.MAP(typeFor(duckdb, type.key), typeFor(duckdb, type.value));
  }
};

/** How a column's values, as ColumnTable has them, become DuckDB's; undefined where they are that already. */
export const toDuckdb = (duckdb: DuckDB, type: DataType): ((value: never) => DuckDBValue) | undefined => {
  if (typeof type === "object") return orNull(nestedToDuckdb(duckdb, type));
  switch (type) {
    case "binary":
      return orNull((value: Uint8Array) => new duckdb.DuckDBBlobValue(value));
    case "date":
      return orNull((days: number) => new duckdb.DuckDBDateValue(days));
    case "timestamp":
    case "timestamp_ntz":
      return orNull((micros: bigint) => new duckdb.DuckDBTimestampValue(micros));
    default:
      return undefined;
  }
};

/** How DuckDB's values become a column's; undefined where they are that already. */
export const fromDuckdb = (type: DataType): ((value: never) => unknown) | undefined => {
  if (typeof type === "object") return orNull(nestedFromDuckdb(type));
  switch (type) {
    case "binary":
      return orNull((value: { readonly bytes: Uint8Array }) => new Uint8Array(value.bytes));
    case "date":
      return orNull((value: { readonly days: number }) => value.days);
    case "timestamp":
    case "timestamp_ntz":
      return orNull((value: { readonly micros: bigint }) => value.micros);
    default:
      return undefined;
  }
};

const structKey = (index: number, name: string): string => fieldName(index, name).slice(1, -1).replaceAll('""', '"');

const orNull =
  <V, W>(convert: (value: V) => W) =>
  (value: V | null | undefined): W | null =>
    value === null || value === undefined ? null : convert(value);

const same = <T>(value: T): T => value;

const nestedToDuckdb = (duckdb: DuckDB, type: Nested): ((value: never) => DuckDBValue) => {
  switch (type.kind) {
    case "decimal":
      return (digits: string) => decimalOf(duckdb, digits, type.precision, type.scale);
    case "list": {
      const element = (toDuckdb(duckdb, type.element) ?? same) as (value: unknown) => DuckDBValue;
      return (values: readonly unknown[]) => new duckdb.DuckDBListValue(Array.from(values, element));
    }
    case "struct": {
      const fields = type.fields.map((field, index) => ({
        name: field.name,
        key: structKey(index, field.name),
        convert: (toDuckdb(duckdb, field.type) ?? same) as (value: unknown) => DuckDBValue,
      }));
      return (value: Readonly<Record<string, unknown>>) =>
        new duckdb.DuckDBStructValue(
          Object.fromEntries(fields.map(({ name, key, convert }) => [key, convert(value[name] ?? null)])),
        );
    }
    case "map": {
      const key = (toDuckdb(duckdb, type.key) ?? same) as (value: unknown) => DuckDBValue;
      const item = (toDuckdb(duckdb, type.value) ?? same) as (value: unknown) => DuckDBValue;
      return (value: ReadonlyMap<unknown, unknown>) =>
        new duckdb.DuckDBMapValue([...value].map(([k, v]) => ({ key: key(k), value: item(v) })));
    }
  }
};

const decimalOf = (duckdb: DuckDB, digits: string, precision: number, scale: number): DuckDBValue => {
  const [whole = "0", fraction = ""] = digits.split(".");
  return new duckdb.DuckDBDecimalValue(BigInt(whole + fraction.padEnd(scale, "0")), precision, scale);
};

const nestedFromDuckdb = (type: Nested): ((value: never) => unknown) => {
  switch (type.kind) {
    case "decimal":
      return (value: object) => String(value);
    case "list": {
      const element = (fromDuckdb(type.element) ?? same) as (value: unknown) => unknown;
      return ({ items }: { readonly items: readonly unknown[] }) => items.map(element);
    }
    case "struct": {
      const fields = type.fields.map((field, index) => ({
        name: field.name,
        key: structKey(index, field.name),
        convert: (fromDuckdb(field.type) ?? same) as (value: unknown) => unknown,
      }));
      return ({ entries }: { readonly entries: Readonly<Record<string, unknown>> }) =>
        Object.fromEntries(fields.map(({ name, key, convert }) => [name, convert(entries[key])]));
    }
    case "map": {
      const key = (fromDuckdb(type.key) ?? same) as (value: unknown) => unknown;
      const item = (fromDuckdb(type.value) ?? same) as (value: unknown) => unknown;
      return ({ entries }: { readonly entries: readonly { key: unknown; value: unknown }[] }) =>
        new Map(entries.map((entry) => [key(entry.key), item(entry.value)]));
    }
  }
};

const plainType = (duckdb: DuckDB, type: Extract<DataType, string>): DuckDBType => {
  switch (type) {
    case "boolean":
      return duckdb.BOOLEAN;
    case "int8":
      return duckdb.TINYINT;
    case "int16":
      return duckdb.SMALLINT;
    case "int32":
      return duckdb.INTEGER;
    case "int64":
      return duckdb.BIGINT;
    case "float32":
      return duckdb.FLOAT;
    case "float64":
      return duckdb.DOUBLE;
    case "string":
      return duckdb.VARCHAR;
    case "binary":
      return duckdb.BLOB;
    case "date":
      return duckdb.DATE;
    case "timestamp":
    case "timestamp_ntz":
      return duckdb.TIMESTAMP;
  }
};
