import { fitDecimal } from "../decimal.ts";
import { usageError } from "../errors.ts";
import { type DataType, typeName } from "../schema.ts";
import { base64Of, bytesOfBase64 } from "./bytes.ts";
import { kindOf } from "./data-type.ts";
import { isDecimal, typeOfDigits } from "./decimal-type.ts";
import type { LiteralNode } from "./plan.ts";

/** A JavaScript constant as a node; null takes the type of what it stands beside. Throws where no column type holds it. */
export const literal = (value: unknown, beside?: DataType): LiteralNode => {
  if (beside !== undefined && isDecimal(beside) && isDigits(value)) return decimalLiteral(String(value));
  if (value === null) {
    if (beside === undefined)
      throw usageError('null alone has no type: write op.nothing(type), such as op.nothing("int32").');
    return make(beside, null);
  }
  switch (typeof value) {
    case "boolean":
      return make("boolean", value);
    case "string":
      return make("string", value);
    case "bigint":
      return make("int64", bounded(value));
    case "number":
      return make(isInt32(value) ? "int32" : "float64", encodeNumber(value));
    default:
      if (value instanceof Date) return dateLiteral(value, beside);
      if (value instanceof Uint8Array) return make("binary", base64Of(value));
      throw usageError(
        `${describe(value)} cannot be a constant in an expression. Constants are null, booleans, numbers, bigints, text, Dates and Uint8Arrays; ` +
          "use op.list(…) for a list.",
      );
  }
};

/** An exact number by its digits, such as "12.50". */
export const decimalLiteral = (digits: string): LiteralNode => {
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(digits)) {
    throw usageError(`${JSON.stringify(digits)} is no decimal: write its digits, such as "12.50".`);
  }
  const type = typeOfDigits(digits);
  return make(type, fitDecimal(digits, type.precision, type.scale) ?? digits);
};

const isDigits = (value: unknown): boolean => ["string", "number", "bigint"].includes(typeof value);

/** The value of a literal as columns hold it: int64 and timestamps as bigint, dates as days, bytes as Uint8Array. */
export const literalValue = ({ type, value }: LiteralNode): unknown => {
  if (value === null) return null;
  const kind = kindOf(type);
  if (kind === "int64" || kind === "timestamp") return BigInt(value);
  if (kind === "binary") return bytesOfBase64(String(value));
  return kind === "number" ? Number(value) : value;
};

const make = (type: DataType, value: LiteralNode["value"]): LiteralNode =>
  Object.freeze({ kind: "literal", type, nullable: value === null, value });

const isInt32 = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);

const encodeNumber = (value: number): number | string => {
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? value : String(value);
};

const bounded = (value: bigint): string => {
  if (BigInt.asIntN(64, value) !== value) throw usageError(`${value} does not fit a 64-bit integer.`);
  return value.toString();
};

const millisecondsADay = 86_400_000;

const dateLiteral = (value: Date, beside: DataType = "timestamp"): LiteralNode => {
  const time = value.getTime();
  if (Number.isNaN(time)) throw usageError("An invalid Date cannot be a constant in an expression.");
  if (beside !== "date")
    return make(kindOf(beside) === "timestamp" ? beside : "timestamp", String(BigInt(time) * 1000n));
  if (time % millisecondsADay !== 0) {
    throw usageError(
      `${value.toISOString()} has a time of day and stands beside a column of type ${typeName(beside)}. ` +
        "Give midnight in UTC, or cast the column to timestamp.",
    );
  }
  return make("date", time / millisecondsADay);
};

const describe = (value: unknown): string => {
  if (typeof value === "function") return "A function";
  return Array.isArray(value) ? "An array" : `A value of type ${typeof value}`;
};
