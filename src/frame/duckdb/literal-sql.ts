import { hexOf } from "../bytes.ts";
import { isDecimal } from "../decimal-type.ts";
import { literalValue } from "../literal.ts";
import type { LiteralNode } from "../plan.ts";
import { text } from "./quote.ts";
import { sqlType } from "./sql-type.ts";

/** A constant as SQL of its type. */
export const literalSql = (node: LiteralNode): string => {
  const value = literalValue(node);
  if (isDecimal(node.type) && value !== null) return `CAST(${text(String(value))} AS ${sqlType(node.type)})`;
  if (value === null) return `CAST(NULL AS ${sqlType(node.type)})`;
  if (value instanceof Uint8Array) return `unhex('${hexOf(value)}')`;
  switch (typeof value) {
    case "boolean":
      return value ? "true" : "false";
    case "string":
      return text(value);
    case "bigint":
      return sqlType(node.type) === "TIMESTAMP" ? `make_timestamp(${value})` : `CAST(${value} AS BIGINT)`;
    default:
      return numberSql(value as number, node);
  }
};

const numberSql = (value: number, { type }: LiteralNode): string => {
  if (type === "date") return `(DATE '1970-01-01' + ${signed(String(value))})`;
  if (type === "float64") return doubleSql(value);
  return value === -(2 ** 31) || type !== "int32" ? `CAST(${value} AS ${sqlType(type)})` : signed(String(value));
};

/** A double's constant: digits that read back as the same number, with an exponent so that DuckDB takes no decimal. */
const doubleSql = (value: number): string => {
  if (!Number.isFinite(value)) return `CAST('${value}' AS DOUBLE)`;
  const digits = Object.is(value, -0) ? "-0" : String(value);
  return signed(digits.includes("e") ? digits : `${digits}e0`);
};

const signed = (digits: string): string => (digits.startsWith("-") ? `(${digits})` : digits);
