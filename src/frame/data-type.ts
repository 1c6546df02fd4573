import { type DataType, type Schema, typeName } from "../schema.ts";
import { commonDecimal, isDecimal } from "./decimal-type.ts";

/** What expressions can do depends on this coarser kind of a type. */
export type Kind =
  | "boolean"
  | "number"
  | "int64"
  | "decimal"
  | "string"
  | "binary"
  | "date"
  | "timestamp"
  | "list"
  | "struct"
  | "map";

/** The kind of a type: int8 to int32 and the floats are "number", both timestamps "timestamp". */
export const kindOf = (type: DataType): Kind => {
  if (typeof type !== "string") return type.kind;
  if (type === "boolean" || type === "int64" || type === "string" || type === "binary" || type === "date") return type;
  return type === "timestamp" || type === "timestamp_ntz" ? "timestamp" : "number";
};

/** Whether a type holds whole numbers that fit 32 bits. */
export const isSmallInteger = (type: DataType): boolean => type === "int8" || type === "int16" || type === "int32";

/** Whether values of a type have an order, and so can be compared, sorted and looked for in lists. */
export const isOrdered = (type: DataType): boolean => !["list", "struct", "map"].includes(kindOf(type));

/** The narrowest type that holds the values of both, or undefined where there is none. */
export const commonType = (a: DataType, b: DataType): DataType | undefined => {
  if (typeName(a) === typeName(b)) return mergeNulls(a, b);
  const kinds = [kindOf(a), kindOf(b)];
  if (kinds[0] === "number" && kinds[1] === "number") {
    return isSmallInteger(a) && isSmallInteger(b) ? widerInteger(a, b) : "float64";
  }
  if (isDecimal(a) && isDecimal(b)) return commonDecimal(a, b);
  if (typeof a === "object" && typeof b === "object" && a.kind === "list" && b.kind === "list") {
    const element = commonType(a.element, b.element);
    return element && { kind: "list", element, containsNull: a.containsNull || b.containsNull };
  }
  return undefined;
};

/** Whether two types are one; whether lists and structs may hold nulls does not count. */
export const sameType = (a: DataType, b: DataType): boolean => typeName(a) === typeName(b);

/** The schema's field of that name. */
export const fieldOf = (schema: Schema, name: string) => schema.find((field) => field.name === name);

const sizes = ["int8", "int16", "int32"] as const;

const widerInteger = (a: DataType, b: DataType): DataType =>
  sizes[Math.max(sizes.indexOf(a as "int8"), sizes.indexOf(b as "int8"))] ?? "int32";

const mergeNulls = (a: DataType, b: DataType): DataType =>
  typeof a === "object" && typeof b === "object" && a.kind === "list" && b.kind === "list"
    ? { ...a, containsNull: a.containsNull || b.containsNull }
    : a;
