import { groupNodes } from "./check-expr.ts";
import { call } from "./nodes.ts";
import type { ExprNode, Plan } from "./plan.ts";
import { inputsOf } from "./plan-inputs.ts";
import { renameColumns } from "./rename-columns.ts";

/** By the name of a source: a condition that is true of every row of it that the plans use. */
export type FiltersRead = ReadonlyMap<string, ExprNode>;

/** What the filters right over each source, in all places where it is read, let through; no entry where that is everything. */
export const filtersRead = (...plans: readonly Plan[]): FiltersRead => {
  const found = new Map<string, (ExprNode | undefined)[]>();
  const seen = new Set<Plan>();
  const visit = (plan: Plan, conditions: readonly ExprNode[]): void => {
    if (conditions.length === 0 && seen.has(plan)) return;
    if (conditions.length === 0) seen.add(plan);
    if (plan.verb === "source") found.set(plan.name, [...(found.get(plan.name) ?? []), all("and", conditions)]);
    else if (plan.verb === "filter" && groupNodes(plan.condition).length === 0)
      visit(plan.input, [plan.condition, ...conditions]);
    else if (plan.verb === "select") {
      const names = new Map(plan.columns.map(({ name, from }) => [name, from]));
      visit(
        plan.input,
        conditions.map((condition) => renameColumns(condition, names)),
      );
    } else for (const input of inputsOf(plan)) visit(input, []);
  };
  for (const plan of plans) visit(plan, []);
  return new Map(
    [...found].flatMap(([name, filters]) => {
      const present = filters.filter((filter) => filter !== undefined);
      const either = present.length === filters.length ? all("or", present) : undefined;
      return either ? [[name, either] as const] : [];
    }),
  );
};

const all = (fn: "and" | "or", conditions: readonly ExprNode[]): ExprNode | undefined => {
  const [first, ...rest] = conditions;
  return first === undefined || rest.length === 0 ? first : call(fn, [first, ...rest]);
};
