import type { DataType, Schema } from "../../schema.ts";
import { identifier } from "./quote.ts";
import { fieldName, sqlType } from "./sql-type.ts";

/** A column of a frame as a user's query sees it: the fields of structs have their own names. */
export const shownColumn = (sql: string, type: DataType): string =>
  renamed(sql, type, (name, index) => ({ from: fieldName(index, name), to: identifier(name) }));

/** A column of a user's query as a frame's: of the very type, with the fields of structs as the engine names them. */
export const givenColumn = (sql: string, type: DataType): string =>
  hasStruct(type)
    ? renamed(sql, type, (name, index) => ({ from: identifier(name), to: fieldName(index, name) }))
    : `CAST(${sql} AS ${sqlType(type)})`;

type Names = (name: string, index: number) => { readonly from: string; readonly to: string };

const renamed = (sql: string, type: DataType, names: Names): string => {
  if (!hasStruct(type) || typeof type === "string") return sql;
  switch (type.kind) {
    case "struct":
      return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${fields(sql, type.fields, names)}) END`;
    case "list":
      return `list_transform(${sql}, lambda e: ${renamed("e", type.element, names)})`;
    case "map": {
      const entry = `{'k': ${renamed("e.key", type.key, names)}, 'v': ${renamed("e.value", type.value, names)}}`;
      return `map_from_entries(list_transform(map_entries(${sql}), lambda e: ${entry}))`;
    }
    default:
      return sql;
  }
};

const fields = (sql: string, schema: Schema, names: Names): string =>
  schema
    .map(({ name, type }, index) => {
      const { from, to } = names(name, index);
      const value = renamed(`${sql}.${from}`, type, names);
      return `${to} := ${hasStruct(type) ? value : `CAST(${value} AS ${sqlType(type)})`}`;
    })
    .join(", ");

const hasStruct = (type: DataType): boolean => {
  if (typeof type === "string" || type.kind === "decimal") return false;
  if (type.kind === "struct") return true;
  return type.kind === "list" ? hasStruct(type.element) : hasStruct(type.key) || hasStruct(type.value);
};
