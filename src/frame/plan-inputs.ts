import type { Plan, PlanOf } from "./plan.ts";

/** The plans that a plan's last verb reads, in order. */
export const inputsOf = (plan: Plan): readonly Plan[] => {
  switch (plan.verb) {
    case "source":
      return [];
    case "join":
      return [plan.input, plan.other];
    case "concat":
    case "sql":
      return [plan.input, ...plan.others];
    default:
      return [plan.input];
  }
};

/** A plan whose last verb reads other plans, as many as inputsOf gives; the same one where they are the same. */
export const withInputs = (plan: Plan, inputs: readonly Plan[]): Plan => {
  const [input, ...others] = inputs;
  if (input === undefined || inputsOf(plan).every((known, index) => known === inputs[index])) return plan;
  switch (plan.verb) {
    case "source":
      return plan;
    case "join":
      return Object.freeze({ ...plan, input, other: others[0] ?? plan.other });
    case "concat":
    case "sql":
      return Object.freeze({ ...plan, input, others: Object.freeze(others) });
    default:
      return Object.freeze({ ...plan, input });
  }
};

/** All parts of some plans, each once, those that a part reads before it. */
export const partsOf = (...plans: readonly Plan[]): readonly Plan[] => {
  const seen = new Set<Plan>();
  const parts: Plan[] = [];
  const visit = (plan: Plan): void => {
    if (seen.has(plan)) return;
    seen.add(plan);
    for (const input of inputsOf(plan)) visit(input);
    parts.push(plan);
  };
  for (const plan of plans) visit(plan);
  return parts;
};

/** How many verbs read each part of some plans; being one of the plans counts as well. */
export const usesOf = (plans: readonly Plan[]): ReadonlyMap<Plan, number> => {
  const uses = new Map<Plan, number>();
  const add = (plan: Plan) => uses.set(plan, (uses.get(plan) ?? 0) + 1);
  for (const plan of plans) add(plan);
  for (const part of partsOf(...plans)) for (const input of inputsOf(part)) add(input);
  return uses;
};

/** The sources that plans read, each once. */
export const sourcesOf = (...plans: readonly Plan[]): readonly PlanOf<"source">[] => {
  const sources = partsOf(...plans).filter((part) => part.verb === "source");
  return [...new Map(sources.map((source) => [source.name, source])).values()];
};

/** The engine that takes the plan where none is named and the rows are few. */
export const runsOn = (plan: Plan): "arquero" | "duckdb" =>
  partsOf(plan).some((part) => part.verb === "sql") ? "duckdb" : "arquero";

/** The names of columns by the name of their source. */
export type ColumnsRead = ReadonlyMap<string, ReadonlySet<string>>;

/** The columns that plans read of each source: those of the selects right on it, else all. */
export const columnsRead = (...plans: readonly Plan[]): ColumnsRead => {
  const read = new Map<string, Set<string>>();
  const add = (source: PlanOf<"source">, columns: readonly string[]): void => {
    read.set(source.name, new Set([...(read.get(source.name) ?? []), ...columns]));
  };
  for (const plan of plans) if (plan.verb === "source") add(plan, allColumns(plan));
  for (const part of partsOf(...plans)) {
    for (const input of inputsOf(part)) {
      if (input.verb !== "source") continue;
      add(input, part.verb === "select" ? part.columns.map((column) => column.from) : allColumns(input));
    }
  }
  return read;
};

const allColumns = (source: PlanOf<"source">): readonly string[] => source.schema.map((field) => field.name);
