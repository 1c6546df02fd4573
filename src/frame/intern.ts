import type { Plan } from "./plan.ts";
import { inputsOf, partsOf, withInputs } from "./plan-inputs.ts";

/** The same plans, in which parts that do the same are one part, however often they were built: engines compute it once. */
export const intern = (plans: readonly Plan[]): readonly Plan[] => {
  const known = new Map<string, Plan>();
  const numbers = new Map<Plan, number>();
  const done = new Map<Plan, Plan>();
  for (const part of partsOf(...plans)) {
    const inputs = inputsOf(part).map((input) => done.get(input) ?? input);
    const key = `${inputs.map((input) => numbers.get(input))} ${ownText(part)}`;
    const one = known.get(key) ?? withInputs(part, inputs);
    if (!numbers.has(one)) numbers.set(one, numbers.size);
    known.set(key, one);
    done.set(part, one);
  }
  return plans.map((plan) => done.get(plan) ?? plan);
};

/** A verb without the plans that it reads, as text. */
const ownText = (plan: Plan): string => {
  const {
    input: _,
    other: __,
    others: ___,
    ...own
  } = plan as Plan & Readonly<Record<"input" | "other" | "others", unknown>>;
  return JSON.stringify(own);
};
