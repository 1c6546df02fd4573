import { groupNodes } from "../check-expr.ts";
import type { Plan } from "../plan.ts";
import { inputsOf } from "../plan-inputs.ts";

/**
 * The parts of plans whose rows go into a join: the verb's, or that of groups with their rows. DuckDB filters rows by the
 * join's other side before it limits them, so no LIMIT may stand there.
 */
export const plansBelowJoins = (...plans: readonly Plan[]): ReadonlySet<Plan> => {
  const below = new Set<Plan>();
  const seen = new Set<Plan>();
  const visit = (node: Plan, isBelow: boolean): void => {
    if (seen.has(node) && (!isBelow || below.has(node))) return;
    seen.add(node);
    if (isBelow) below.add(node);
    for (const input of inputsOf(node)) visit(input, isBelow || isJoined(node));
  };
  for (const plan of plans) visit(plan, false);
  return below;
};

const isJoined = (plan: Plan): boolean => {
  if (plan.verb === "join" || plan.verb === "sql") return true;
  const exprs = plan.verb === "derive" ? plan.columns.map(({ expr }) => expr) : [];
  if (plan.verb === "filter") exprs.push(plan.condition);
  return exprs.flatMap(groupNodes).some((node) => node.kind === "aggregate");
};
