import type { Plan, PlanOf } from "../plan.ts";
import { schemaOf } from "../schema-of.ts";

/** Sets of columns in which no two rows agree, as far as the plan shows it; the empty set: there is at most one row. */
export const uniqueKeys = (plan: Plan): readonly (readonly string[])[] => {
  switch (plan.verb) {
    case "rollup":
      return [plan.by];
    case "dedupe":
      return [plan.keys.length > 0 ? plan.keys : schemaOf(plan).map((field) => field.name), ...uniqueKeys(plan.input)];
    case "select":
      return uniqueKeys(plan.input).flatMap((key) => renamed(key, plan));
    case "derive":
      return uniqueKeys(plan.input).filter((key) => !plan.columns.some(({ name }) => key.includes(name)));
    case "filter":
    case "slice":
    case "orderby":
      return uniqueKeys(plan.input);
    case "join":
      return plan.how === "semi" || plan.how === "anti" ? uniqueKeys(plan.input) : [];
    default:
      return [];
  }
};

const renamed = (key: readonly string[], { columns }: PlanOf<"select">): readonly (readonly string[])[] => {
  const names = key.map((name) => columns.find((column) => column.from === name)?.name);
  return names.every((name) => name !== undefined) ? [names] : [];
};
