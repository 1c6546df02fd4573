import type { Plan } from "./plan.ts";
import { inputsOf, partsOf } from "./plan-inputs.ts";

/**
 * The parts of plans that are read by several plans, or by several such parts: each is computed once and kept. Sources, and
 * columns chosen of them, are none. Those that a part reads come before it.
 */
export const sharedParts = (plans: readonly Plan[]): readonly Plan[] => {
  const readers = new Map<Plan, Set<Plan>>();
  const shared = new Set<Plan>();
  const read = (plan: Plan, by: Iterable<Plan>): void => {
    const known = readers.get(plan) ?? new Set();
    for (const reader of by) known.add(reader);
    readers.set(plan, known);
  };
  const asked = (part: Plan): number => plans.filter((plan) => plan === part).length;
  const parts = partsOf(...plans);
  for (const part of [...parts].reverse()) {
    const by = readers.get(part) ?? new Set();
    if (isWork(part) && by.size + asked(part) > 1) shared.add(part);
    const through = shared.has(part) || asked(part) > 0 ? [part] : by;
    for (const input of inputsOf(part)) read(input, through);
  }
  return parts.filter((part) => shared.has(part));
};

const isWork = (plan: Plan): boolean => plan.verb !== "source" && !(plan.verb === "select" && !isWork(plan.input));
