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
