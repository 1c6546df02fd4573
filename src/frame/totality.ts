import { children } from "./check-expr.ts";
import { kindOf } from "./data-type.ts";
import type { FunctionName } from "./functions.ts";
import type { CallNode, CastNode, ExprNode } from "./plan.ts";

/** Whether an expression has a value for every row, so that computing it where nobody asked fails nothing. */
export const isTotal = (node: ExprNode): boolean => {
  if (node.kind === "call" && mayFail(node)) return false;
  if (node.kind === "cast" && node.onFail === "error" && !alwaysConverts(node)) return false;
  return children(node).every(isTotal);
};

const alwaysConverts = ({ arg, type }: CastNode): boolean => type === "string" && arg.type !== "binary";

/** What whole numbers of a fixed size may not hold. */
const arithmetic: readonly FunctionName[] = ["add", "sub", "mul", "mod", "neg", "abs"];

/** What fails at some texts or times, or gives more than memory holds. */
const demanding: readonly FunctionName[] = [
  "parseTime",
  "plus",
  "until",
  "toLocal",
  "fromLocal",
  "repeat",
  "padStart",
  "padEnd",
  "fromHex",
  "fromBase64",
];

/** What may give a decimal a digit too many. */
const rounding: readonly FunctionName[] = ["round", "roundTo", "floor", "ceil", "trunc"];

const mayFail = ({ fn, type }: CallNode): boolean =>
  demanding.includes(fn) ||
  (arithmetic.includes(fn) && type !== "float64") ||
  (rounding.includes(fn) && kindOf(type) === "decimal");
