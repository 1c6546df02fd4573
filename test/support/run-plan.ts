import { columnsTable, runVerb } from "../../src/frame/arquero/verbs.ts";
import type { ArqueroTable, Plan, Sources } from "../../src/frame/index.ts";
import type { ColumnTable } from "../../src/schema.ts";

/** Runs a plan as it stands, verb by verb, without what an engine makes of it before. */
export const runAsItStands = (plan: Plan, sources: Sources): ArqueroTable => {
  if (plan.verb !== "source") return runVerb(plan, (input) => runAsItStands(input, sources));
  const { columns } = sources[plan.name] as ColumnTable;
  return columnsTable(plan.schema.map(({ name }) => [name, columns[name]]));
};
