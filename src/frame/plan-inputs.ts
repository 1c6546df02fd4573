import type { Plan, PlanOf } from "./plan.ts";

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

/** The sources that a plan reads, each once. */
export const sourcesOf = (plan: Plan): readonly PlanOf<"source">[] => {
  const found = new Map<string, PlanOf<"source">>();
  const seen = new Set<Plan>();
  const visit = (node: Plan): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.verb === "source") found.set(node.name, node);
    for (const input of inputsOf(node)) visit(input);
  };
  visit(plan);
  return [...found.values()];
};

/** The names of columns by the name of their source. */
export type ColumnsRead = ReadonlyMap<string, ReadonlySet<string>>;

/** The columns that a plan reads of each source: those of the selects right on it, else all. */
export const columnsRead = (plan: Plan): ColumnsRead => {
  const read = new Map<string, Set<string>>();
  const visit = (node: Plan): void => {
    for (const input of inputsOf(node)) {
      if (input.verb !== "source") visit(input);
      else add(input, node.verb === "select" ? node.columns.map((column) => column.from) : allColumns(input));
    }
  };
  const add = (source: PlanOf<"source">, columns: readonly string[]): void => {
    read.set(source.name, new Set([...(read.get(source.name) ?? []), ...columns]));
  };
  if (plan.verb === "source") add(plan, allColumns(plan));
  visit(plan);
  return read;
};

const allColumns = (source: PlanOf<"source">): readonly string[] => source.schema.map((field) => field.name);
