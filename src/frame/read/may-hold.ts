import type { Bounds, BoundsOf } from "../../bounds.ts";
import { literalValue } from "../literal.ts";
import type { CallNode, ColumnNode, ExprNode, LiteralNode } from "../plan.ts";

/** Whether a condition may be true of some row of a part of a table, by what is known of it; false only where it is of none. */
export const mayHold = (condition: ExprNode, boundsOf: BoundsOf): boolean => {
  if (condition.kind === "literal") return condition.value === true;
  if (condition.kind === "column") return !isAllNull(boundsOf(condition.name));
  if (condition.kind !== "call") return true;
  const { fn, args } = condition;
  switch (fn) {
    case "and":
      return args.every((arg) => mayHold(arg, boundsOf));
    case "or":
      return args.some((arg) => mayHold(arg, boundsOf));
    case "not":
      return mayNotHold(args[0], boundsOf);
    case "isNull":
    case "isNotNull":
      return mayBeNull(fn, args[0], boundsOf);
    case "in":
      return args
        .slice(1)
        .some((arg) => mayHold({ ...condition, fn: "eq", args: [args[0] as ExprNode, arg] }, boundsOf));
    default:
      return mayCompare(condition, boundsOf);
  }
};

const mayNotHold = (arg: ExprNode | undefined, boundsOf: BoundsOf): boolean => {
  if (arg?.kind !== "call") return true;
  if (arg.fn === "isNull") return mayBeNull("isNotNull", arg.args[0], boundsOf);
  return arg.fn === "isNotNull" ? mayBeNull("isNull", arg.args[0], boundsOf) : true;
};

const mayBeNull = (fn: "isNull" | "isNotNull", arg: ExprNode | undefined, boundsOf: BoundsOf): boolean => {
  if (arg?.kind !== "column") return true;
  const bounds = boundsOf(arg.name);
  return fn === "isNull" ? bounds?.nulls !== 0 : !isAllNull(bounds);
};

const isAllNull = (bounds: Bounds | undefined): boolean => bounds?.rows !== undefined && bounds.nulls === bounds.rows;

/** Comparisons of a column and a constant, as they are where the column is on the left. */
const turned: Readonly<Partial<Record<CallNode["fn"], CallNode["fn"]>>> = {
  eq: "eq",
  ne: "ne",
  same: "same",
  lt: "gt",
  le: "ge",
  gt: "lt",
  ge: "le",
};

const mayCompare = ({ fn, args }: CallNode, boundsOf: BoundsOf): boolean => {
  const [left, right] = args;
  if (left?.kind === "column" && right?.kind === "literal") return mayBe(fn, left, right, boundsOf);
  const other = turned[fn];
  if (other && left?.kind === "literal" && right?.kind === "column") return mayBe(other, right, left, boundsOf);
  return true;
};

const mayBe = (fn: CallNode["fn"], column: ColumnNode, literal: LiteralNode, boundsOf: BoundsOf): boolean => {
  if (!(fn in turned) && fn !== "startsWith") return true;
  const bounds = boundsOf(column.name);
  if (fn === "same" && literal.value === null) return bounds?.nulls !== 0;
  if (literal.value === null || isAllNull(bounds)) return false;
  const value =
    typeof literal.value === "string" && literal.type === "string" ? Buffer.from(literal.value) : literalValue(literal);
  const [fromMin, toMax] = [compared(value, bounds?.min), compared(value, bounds?.max)];
  // NaN is above all numbers, and no bounds tell of it.
  const isFloat = column.type === "float32" || column.type === "float64";
  switch (fn) {
    case "eq":
    case "same":
      return !(fromMin < 0 || toMax > 0);
    case "lt":
      return !(fromMin <= 0);
    case "le":
      return !(fromMin < 0);
    case "gt":
      return isFloat || !(toMax >= 0);
    case "ge":
      return isFloat || !(toMax > 0);
    case "startsWith":
      return mayStart(value, bounds);
    default:
      return true;
  }
};

const mayStart = (prefix: unknown, { min, max }: Bounds = {}): boolean => {
  if (!(prefix instanceof Uint8Array)) return true;
  const isPast = max instanceof Uint8Array && Buffer.compare(prefix, max) > 0;
  const isBefore = min instanceof Uint8Array && Buffer.compare(min.subarray(0, prefix.length), prefix) > 0;
  return !isPast && !isBefore;
};

/** Below 0 where a value is below a bound, above 0 where it is above; NaN where that cannot be told. */
const compared = (value: unknown, bound: unknown): number => {
  if (value instanceof Uint8Array && bound instanceof Uint8Array) return Buffer.compare(value, bound);
  if (!isNumber(value) || !isNumber(bound) || (typeof value !== typeof bound && !(isSafe(value) && isSafe(bound))))
    return Number.NaN;
  return value < bound ? -1 : value > bound ? 1 : value >= bound ? 0 : Number.NaN;
};

const isNumber = (value: unknown): value is number | bigint => typeof value === "number" || typeof value === "bigint";

/** Whether a whole number is the same as a float: past that, engines round one to compare it with the other. */
const isSafe = (value: number | bigint): boolean => value >= -(2 ** 53) && value <= 2 ** 53;
