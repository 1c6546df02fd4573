import type { Plan } from "./plan.ts";

/** The plans that a plan's last verb reads, in order. */
export const inputsOf = (plan: Plan): readonly Plan[] => {
  switch (plan.verb) {
    case "source":
      return [];
    case "join":
      return [plan.input, plan.other];
    case "concat":
      return [plan.input, ...plan.others];
    default:
      return [plan.input];
  }
};

/** The names of the sources that a plan reads, each once. */
export const sourceNames = (plan: Plan): readonly string[] => {
  const names = new Set<string>();
  const seen = new Set<Plan>();
  const visit = (node: Plan): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.verb === "source") names.add(node.name);
    for (const input of inputsOf(node)) visit(input);
  };
  visit(plan);
  return [...names];
};
