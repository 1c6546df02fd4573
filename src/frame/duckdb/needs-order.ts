import { holdsFloats } from "../../schema.ts";
import { children } from "../check-expr.ts";
import type { AggregateNode, ExprNode, Plan, SortKey } from "../plan.ts";
import { inputsOf } from "../plan-inputs.ts";
import { schemaOf } from "../schema-of.ts";
import { uniqueKeys } from "./unique-keys.ts";
import { hasTies } from "./windows.ts";

/**
 * The parts of plans whose rows must be in a known order, because the answer's order, the rows that it has or a value in
 * it hang on it. Of all others DuckDB need not keep the order.
 */
export const plansInOrder = (plans: readonly Plan[], isAnswerInOrder = true): ReadonlySet<Plan> => {
  const needed = new Set<Plan>();
  const seen = new Set<Plan>();
  const visit = (node: Plan, isNeeded: boolean): void => {
    if (seen.has(node) && (!isNeeded || needed.has(node))) return;
    seen.add(node);
    if (isNeeded) needed.add(node);
    const inner = needOfInputs(node, isNeeded);
    inputsOf(node).forEach((input, index) => {
      visit(input, inner[index] ?? inner[0] ?? false);
    });
  };
  for (const plan of plans) visit(plan, isAnswerInOrder);
  return needed;
};

/** Whether an aggregate's value hangs on the order of the rows: sums of floats do, in their last digits. */
export const aggregateHangsOnOrder = ({ fn, args }: AggregateNode): boolean => {
  if (fn === "sum" || fn === "mean") return args.some((arg) => holdsFloats(arg.type));
  return ["first", "last", "argmax", "argmin", "list"].includes(fn);
};

/** For each input, or for all of them, whether its order is needed. */
const needOfInputs = (plan: Plan, isNeeded: boolean): readonly boolean[] => {
  switch (plan.verb) {
    case "derive":
      return [isNeeded || plan.columns.some(({ expr }) => hangsOnOrder(expr))];
    case "filter":
      return [isNeeded || hangsOnOrder(plan.condition)];
    case "rollup":
      return [
        (isNeeded && plan.by.length > 0) ||
          plan.columns.some(({ expr }) => hangsOnOrder(expr)) ||
          keepsFloats(plan, plan.by),
      ];
    case "slice":
    case "sql":
      return [true];
    case "orderby":
      return [isNeeded && !leavesNoTies(plan.keys, plan.input)];
    case "join":
      return [isNeeded, isNeeded && (plan.how === "inner" || plan.how === "left")];
    case "dedupe":
      return [isNeeded || keepsOther(plan.input, plan.keys) || keepsFloats(plan, plan.keys)];
    default:
      return [isNeeded];
  }
};

const hangsOnOrder = (node: ExprNode): boolean => {
  if (node.kind === "aggregate") return aggregateHangsOnOrder(node);
  if (node.kind === "window") return !hasTies(node);
  return children(node).some(hangsOnOrder);
};

/** Whether the keys hold 0 beside -0, of which the first one stays. */
const keepsFloats = (plan: Extract<Plan, { input: Plan }>, keys: readonly string[]): boolean =>
  schemaOf(plan.input).some(({ name, type }) => (keys.length === 0 || keys.includes(name)) && holdsFloats(type));

const keepsOther = (input: Plan, keys: readonly string[]): boolean =>
  keys.length > 0 && schemaOf(input).some(({ name }) => !keys.includes(name));

const leavesNoTies = (keys: readonly SortKey[], input: Plan): boolean => {
  const columns = keys.flatMap(({ by }) => (by.kind === "column" ? [by.name] : []));
  return uniqueKeys(input).some((unique) => unique.every((name) => columns.includes(name)));
};
