import type { Plan } from "../plan.ts";
import { partsOf } from "../plan-inputs.ts";
import { schemaOf } from "../schema-of.ts";
import { identifier } from "./quote.ts";

/** What columns and steps are called in a query, quoted. */
export interface Names {
  /** A column of the plan. DuckDB takes A and a for one name and has none that is empty: such columns get another. */
  readonly column: (name: string) => string;
  /** A name that nothing else in the query has. */
  readonly fresh: (stem: string) => string;
}

/** The names for the queries of plans. */
export const namesOf = (...plans: readonly Plan[]): Names => {
  const taken = new Set<string>();
  const fresh = (stem: string): string => identifier(free(taken, stem));
  const columns = new Map([...columnNames(plans)].map((name) => [name, fresh(usable(name))]));
  return {
    column: (name) => {
      const found = columns.get(name);
      if (found === undefined) throw new Error(`the query has no column ${name}`);
      return found;
    },
    fresh,
  };
};

const columnNames = (plans: readonly Plan[]): ReadonlySet<string> =>
  new Set(partsOf(...plans).flatMap((part) => schemaOf(part).map(({ name }) => name)));

const free = (taken: Set<string>, stem: string): string => {
  for (let number = 1; ; number++) {
    const name = number === 1 ? stem : `${stem}_${number}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
};

const usable = (name: string): string => name.replaceAll(/[\p{Cc}\p{Cs}]/gu, "_") || "column";
