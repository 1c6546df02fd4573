import type { DataType } from "../../schema.ts";
import { commonType, isSmallInteger, type Kind } from "../data-type.ts";
import { type DecimalType, isDecimal } from "../decimal-type.ts";
import type { Typed } from "../plan.ts";

/** What an expression function takes and gives; engines implement each by name, or refuse it. */
export interface FunctionSpec {
  /** Kinds of the receiver (the first argument) for which the function exists. */
  readonly on: readonly Kind[];
  /** Kinds of the further arguments: "same" is the receiver's, "rest" any number of the receiver's. */
  readonly takes: readonly (Kind | "same" | "rest" | "element" | "key")[];
  readonly gives: (args: readonly Typed[]) => DataType;
  /** "spread" (the default): null where an argument is null; "never" and "always" say whether the result may be null. */
  readonly nulls?: "spread" | "never" | "always" | "own" | ((args: readonly Typed[]) => boolean);
}

export const comparable: readonly Kind[] = [
  "boolean",
  "number",
  "int64",
  "decimal",
  "string",
  "binary",
  "date",
  "timestamp",
];
export const anyKind: readonly Kind[] = [...comparable, "list", "struct", "map"];
export const numeric: readonly Kind[] = ["number", "int64", "decimal"];

export const boolean = (): DataType => "boolean";
export const int32 = (): DataType => "int32";
export const float64 = (): DataType => "float64";
export const string = (): DataType => "string";

/** The receiver's type. */
export const receiver = (args: readonly Typed[]): DataType => args[0]?.type ?? "string";

/** The narrowest type that holds the values of all arguments. */
export const common = (args: readonly Typed[]): DataType =>
  args.map((arg) => arg.type).reduce((a, b) => commonType(a, b) ?? a);

/** A list's type. */
export const listOf = (element: DataType, containsNull: boolean): DataType => ({ kind: "list", element, containsNull });

/** The type of the receiver's elements. */
export const element = (args: readonly Typed[]): DataType => {
  const type = receiver(args);
  return typeof type === "object" && type.kind === "list" ? type.element : type;
};

/** Of decimals by a rule of theirs, of other numbers as arithmetic. */
export const ofDecimals =
  (rule: (a: DecimalType, b: DecimalType) => DataType) =>
  (args: readonly Typed[]): DataType => {
    const [a, b = a] = args.map((arg) => arg.type);
    return a && b && isDecimal(a) && isDecimal(b) ? rule(a, b) : arithmetic(args);
  };

/** Whole numbers stay whole. */
export const arithmetic = (args: readonly Typed[]): DataType => {
  if (args.some((arg) => arg.type === "int64")) return "int64";
  return args.every((arg) => isSmallInteger(arg.type)) ? "int32" : "float64";
};
