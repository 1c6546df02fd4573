import { usageError } from "../errors.ts";
import type { DataType, Field } from "../schema.ts";
import type { Convert } from "./convert-values.ts";
import { kindOf } from "./data-type.ts";
import type { Row } from "./row-type.ts";
import { formatDate, formatTimestamp } from "./timestamp.ts";
import { exactNumber } from "./value-options.ts";

/** How a column's values, none null, become Danfo's; throws at a column, or later at a value of the row under way, that Danfo cannot hold as it is. */
export const toDanfoValue = ({ name, type }: Field, row: () => number): Convert => {
  const kind = kindOf(type);
  if (kind === "int64") return (value: bigint) => exactNumber(value, name, row());
  if (typeof type === "string" || kind === "decimal") return scalar(name, type);
  const plain = jsonOf(name, type);
  return (value: never) => JSON.stringify(plain(value));
};

/** How what toDanfoValue made of lists, structs and maps is read again; what was made of other types is taken as it is. */
export const fromDanfoValue = (type: DataType | undefined): ((value: unknown) => unknown) => {
  if (typeof type !== "object" || type.kind === "decimal") return (value) => value;
  return (value) => (typeof value === "string" ? fromJson(JSON.parse(value), type) : value);
};

const scalar = (name: string, type: DataType): Convert => {
  switch (kindOf(type)) {
    case "timestamp":
      return formatTimestamp;
    case "date":
      return formatDate;
    case "binary":
      throw usageError(`Danfo has no type for the bytes of the column '${name}': drop it first.`);
    default:
      return (value: unknown) => value;
  }
};

/** Values as JSON has them; a map as a list of pairs. */
const jsonOf = (name: string, type: DataType): Convert => {
  if (type === "int64") return String;
  if (kindOf(type) === "number") return (value: number) => jsonNumber(name, value);
  if (typeof type === "string" || type.kind === "decimal") return scalar(name, type);
  if (type.kind === "list") {
    const element = orNull(jsonOf(name, type.element));
    return (values: readonly unknown[]) => values.map(element);
  }
  if (type.kind === "map") {
    const [key, item] = [jsonOf(name, type.key), orNull(jsonOf(name, type.value))];
    return (map: ReadonlyMap<never, unknown>) => [...map].map(([at, value]) => [key(at), item(value)]);
  }
  const fields = type.fields.map((field) => [field.name, orNull(jsonOf(name, field.type))] as const);
  return (row: Row) => Object.fromEntries(fields.map(([field, convert]) => [field, convert(row[field])]));
};

const jsonNumber = (name: string, value: number): number => {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  throw usageError(
    `Danfo holds the column '${name}' as JSON text, which has no ${Object.is(value, -0) ? "-0" : value}: unroll or drop the column first.`,
  );
};

const orNull =
  (convert: Convert) =>
  (value: unknown): unknown =>
    value === null || value === undefined ? null : convert(value as never);

const fromJson = (value: unknown, type: DataType): unknown => {
  if (typeof type !== "object" || value === null) return value;
  if (type.kind === "list" && Array.isArray(value)) return value.map((one) => fromJson(one, type.element));
  if (type.kind === "map" && Array.isArray(value))
    return new Map(value.map(([key, item]) => [fromJson(key, type.key), fromJson(item, type.value)]));
  if (type.kind !== "struct") return value;
  const row = value as Row;
  return Object.fromEntries(type.fields.map((field) => [field.name, fromJson(row[field.name] ?? null, field.type)]));
};
