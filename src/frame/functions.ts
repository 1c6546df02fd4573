import type { DataType } from "../schema.ts";
import { type Kind, kindOf } from "./data-type.ts";
import { binaryFunctions } from "./functions/binary.ts";
import { generalFunctions } from "./functions/general.ts";
import { mathFunctions } from "./functions/math.ts";
import { nestedFunctions } from "./functions/nested.ts";
import type { FunctionSpec } from "./functions/spec.ts";
import { textFunctions } from "./functions/text.ts";
import { timeFunctions } from "./functions/time.ts";
import type { Typed } from "./plan.ts";

/** Every function that an expression may call; a method of the same name calls it on its receiver. */
export const functions = {
  ...generalFunctions,
  ...mathFunctions,
  ...textFunctions,
  ...timeFunctions,
  ...nestedFunctions,
  ...binaryFunctions,
} satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof functions;

/** The spec of a function by its name. */
export const functionSpec = (name: FunctionName): FunctionSpec => functions[name];

/** Names of the functions that values of this kind have. */
export const functionsOn = (kind: Kind): readonly FunctionName[] =>
  (Object.keys(functions) as FunctionName[]).filter((name) => functionSpec(name).on.includes(kind));

/** Whether a call may give null, by its function's rule. */
export const callIsNullable = (name: FunctionName, args: readonly Typed[]): boolean => {
  const rule = functionSpec(name).nulls ?? "spread";
  if (typeof rule === "function") return rule(args);
  switch (rule) {
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

/** The type beside which argument `index` (after the receiver) of a call stands. */
export const argumentBeside = (name: FunctionName, index: number, receiverType: DataType): DataType => {
  const due = dueOf(name, index);
  const nested = typeof receiverType === "object" ? receiverType : undefined;
  if (due === "element" && nested?.kind === "list") return nested.element;
  if (due === "key") return nested?.kind === "map" ? nested.key : "int32";
  return receiverType;
};

/** The kind that argument `index` (after the receiver) of a call must have. */
export const argumentKind = (name: FunctionName, index: number, receiverType: DataType): Kind => {
  const due = dueOf(name, index);
  const isRelative = due === "element" || due === "key" || due === "same" || due === "rest";
  return isRelative ? kindOf(argumentBeside(name, index, receiverType)) : due;
};

const dueOf = (name: FunctionName, index: number): FunctionSpec["takes"][number] => {
  const { takes } = functionSpec(name);
  return takes[index] ?? takes.at(-1) ?? "same";
};
