import type { Source, Sources } from "./engine.ts";
import type { Plan } from "./plan.ts";
import { inputsOf, withInputs } from "./plan-inputs.ts";

/** A plan with the rows that its sources name. */
export interface Sourced {
  readonly plan: Plan;
  readonly sources: Sources;
}

/** The second made to go with the first: where both have another source of one name, the second's is renamed. */
export const merge = (first: Sources, second: Sourced): Sourced => {
  const renamed = new Map<string, string>();
  const sources: Record<string, Source> = { ...first };
  for (const [name, source] of Object.entries(second.sources)) {
    const free = freeName(sources, name, source);
    sources[free] = source;
    if (free !== name) renamed.set(name, free);
  }
  return { plan: renamed.size === 0 ? second.plan : renameSources(second.plan, renamed, new Map()), sources };
};

const freeName = (taken: Sources, name: string, source: Source): string => {
  if (!(name in taken) || taken[name] === source) return name;
  for (let number = 2; ; number++) {
    const candidate = `${name}_${number}`;
    if (!(candidate in taken) || taken[candidate] === source) return candidate;
  }
};

const renameSources = (plan: Plan, names: ReadonlyMap<string, string>, done: Map<Plan, Plan>): Plan => {
  const known = done.get(plan);
  if (known) return known;
  const changed =
    plan.verb === "source"
      ? Object.freeze({ ...plan, name: names.get(plan.name) ?? plan.name })
      : withInputs(
          plan,
          inputsOf(plan).map((input) => renameSources(input, names, done)),
        );
  done.set(plan, changed);
  return changed;
};
