import type { DataType } from "../schema.ts";
import { commonType, isSmallInteger, type Kind, kindOf } from "./data-type.ts";
import type { Typed } from "./plan.ts";

/** What an expression function takes and gives; engines implement each by name, or refuse it. */
export interface FunctionSpec {
  /** Kinds of the receiver (the first argument) for which the function exists. */
  readonly on: readonly Kind[];
  /** Kinds of the further arguments: "same" is the receiver's, "rest" any number of the receiver's. */
  readonly takes: readonly (Kind | "same" | "rest" | "element")[];
  readonly gives: (args: readonly Typed[]) => DataType;
  /** "spread" (the default): null where an argument is null; "never" and "always" say whether the result may be null. */
  readonly nulls?: "spread" | "never" | "always" | "own";
}

const comparable: readonly Kind[] = ["boolean", "number", "int64", "decimal", "string", "date", "timestamp"];
const all: readonly Kind[] = [...comparable, "binary", "list", "struct", "map"];
const numeric: readonly Kind[] = ["number", "int64"];
const time: readonly Kind[] = ["date", "timestamp"];

const boolean = (): DataType => "boolean";
const int32 = (): DataType => "int32";
const float64 = (): DataType => "float64";
const string = (): DataType => "string";
const receiver = (args: readonly Typed[]): DataType => args[0]?.type ?? "string";
const common = (args: readonly Typed[]): DataType =>
  args.map((arg) => arg.type).reduce((a, b) => commonType(a, b) ?? a);
const listOf = (element: DataType, containsNull: boolean): DataType => ({ kind: "list", element, containsNull });

const arithmetic = (args: readonly Typed[]): DataType => {
  if (args.some((arg) => arg.type === "int64")) return "int64";
  return args.every((arg) => isSmallInteger(arg.type)) ? "int32" : "float64";
};

const element = (args: readonly Typed[]): DataType => {
  const type = receiver(args);
  return typeof type === "object" && type.kind === "list" ? type.element : type;
};

const compare: FunctionSpec = { on: comparable, takes: ["same"], gives: boolean };
const math: FunctionSpec = { on: numeric, takes: ["same"], gives: arithmetic };
const float: FunctionSpec = { on: ["number"], takes: [], gives: float64, nulls: "always" };
const text: FunctionSpec = { on: ["string"], takes: [], gives: string };
const has: FunctionSpec = { on: ["string"], takes: ["string"], gives: boolean };
const datePart: FunctionSpec = { on: time, takes: [], gives: int32 };
const timePart: FunctionSpec = { on: ["timestamp"], takes: [], gives: int32 };
const isNull: FunctionSpec = { on: all, takes: [], gives: boolean, nulls: "never" };
const logic: FunctionSpec = { on: ["boolean"], takes: ["rest"], gives: boolean };

/** Every function that an expression may call; a method of the same name calls it on its receiver. */
export const functions = {
  eq: compare,
  ne: compare,
  lt: compare,
  le: compare,
  gt: compare,
  ge: compare,
  same: { on: comparable, takes: ["same"], gives: boolean, nulls: "never" },
  in: { on: comparable, takes: ["rest"], gives: boolean },
  isNull,
  isNotNull: isNull,
  coalesce: { on: all, takes: ["rest"], gives: common, nulls: "own" },
  and: logic,
  or: logic,
  not: { on: ["boolean"], takes: [], gives: boolean },
  add: math,
  sub: math,
  mul: math,
  div: { on: ["number"], takes: ["same"], gives: float64, nulls: "always" },
  mod: { on: numeric, takes: ["same"], gives: arithmetic, nulls: "always" },
  neg: { on: numeric, takes: [], gives: arithmetic },
  abs: { on: numeric, takes: [], gives: arithmetic },
  round: { on: ["number"], takes: [], gives: receiver },
  floor: { on: ["number"], takes: [], gives: receiver },
  ceil: { on: ["number"], takes: [], gives: receiver },
  sqrt: float,
  ln: float,
  lower: text,
  upper: text,
  trim: text,
  length: { on: ["string", "list"], takes: [], gives: int32 },
  concat: { on: ["string"], takes: ["rest"], gives: string },
  startsWith: has,
  endsWith: has,
  includes: { on: ["string", "list"], takes: ["element"], gives: boolean },
  split: { on: ["string"], takes: ["string"], gives: () => listOf("string", false) },
  matches: { on: ["string"], takes: [], gives: boolean },
  extract: { on: ["string"], takes: ["number"], gives: string, nulls: "always" },
  replace: { on: ["string"], takes: ["string"], gives: string },
  replaceText: { on: ["string"], takes: ["string", "string"], gives: string },
  get: { on: ["list"], takes: ["number"], gives: element, nulls: "always" },
  join: { on: ["list"], takes: ["string"], gives: string },
  list: {
    on: all,
    takes: ["rest"],
    gives: (args) =>
      listOf(
        common(args),
        args.some((arg) => arg.nullable),
      ),
    nulls: "never",
  },
  year: datePart,
  month: datePart,
  day: datePart,
  weekday: datePart,
  hour: timePart,
  minute: timePart,
  second: timePart,
} satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof functions;

/** The spec of a function by its name. */
export const functionSpec = (name: FunctionName): FunctionSpec => functions[name];

/** Names of the functions that values of this kind have. */
export const functionsOn = (kind: Kind): readonly FunctionName[] =>
  (Object.keys(functions) as FunctionName[]).filter((name) => functionSpec(name).on.includes(kind));

/** Whether a call may give null, by its function's rule. */
export const callIsNullable = (name: FunctionName, args: readonly Typed[]): boolean => {
  switch (functionSpec(name).nulls ?? "spread") {
    case "never":
      return false;
    case "always":
      return true;
    case "own":
      return args.every((arg) => arg.nullable);
    default:
      return args.some((arg) => arg.nullable);
  }
};

/** The kinds that argument `index` (after the receiver) of a call may have. */
export const argumentKind = (name: FunctionName, index: number, receiverType: DataType): Kind => {
  const { takes } = functionSpec(name);
  const due = takes[index] ?? takes.at(-1) ?? "same";
  if (due === "element") {
    return typeof receiverType === "object" && receiverType.kind === "list" ? kindOf(receiverType.element) : "string";
  }
  return due === "same" || due === "rest" ? kindOf(receiverType) : due;
};
