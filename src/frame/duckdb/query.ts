import type { Schema } from "../../schema.ts";
import type { Plan, PlanOf } from "../plan.ts";
import { type ColumnsRead, columnsRead, inputsOf } from "../plan-inputs.ts";
import { prune } from "../prune.ts";
import { schemaOf } from "../schema-of.ts";
import { plansBelowJoins } from "./below-joins.ts";
import type { Building, SourceTable } from "./building.ts";
import { macroStatement, macrosFor } from "./macros.ts";
import { namesOf } from "./names.ts";
import { plansInOrder } from "./needs-order.ts";
import { ascending, orderBy, type Step, stepBy } from "./step.ts";
import { verbStep } from "./verbs.ts";

/** A plan as DuckDB's SQL. */
export interface Query {
  readonly sources: readonly SourceTable[];
  /** Statements to run first: they make the macros that the query calls. */
  readonly before: readonly string[];
  /** One SELECT, with a common table expression a verb; its columns are the plan's, by place. */
  readonly select: string;
  readonly schema: Schema;
}

/** Compiles a plan; throws where DuckDB cannot do it as the frame's verbs and expressions are described. */
export const queryOf = (plan: Plan, { anyOrder = false }: { readonly anyOrder?: boolean } = {}): Query => {
  const schema = schemaOf(plan);
  const pruned = prune(plan);
  const names = namesOf(pruned);
  const [inOrder, belowJoins] = [plansInOrder(pruned, !anyOrder), plansBelowJoins(pruned)];
  const building: Building = { names, inOrder, belowJoins, parts: [], sources: new Map() };
  const last = build(pruned, building, columnsRead(pruned), new Map());
  const columns = schema.map(({ name }) => names.column(name)).join(", ");
  const select = `${withClause(building)}SELECT ${columns}\nFROM ${last.name}${orderBy(last)}`;
  return { sources: [...building.sources.values()], before: macrosFor(select).map(macroStatement), select, schema };
};

/** A query as people read it: the macros, then the SELECT. */
export const queryText = ({ before, select }: Query): string => [...before, select].map((one) => `${one};`).join("\n");

const withClause = ({ parts }: Building): string =>
  parts.length === 0
    ? ""
    : `WITH\n${parts.map(({ name, body }) => `${name} AS (\n  ${body.replaceAll("\n", "\n  ")}\n)`).join(",\n")}\n`;

const build = (plan: Plan, building: Building, read: ColumnsRead, done: Map<Plan, Step>): Step => {
  const known = done.get(plan);
  if (known) return known;
  const inputs = inputsOf(plan).map((input) => build(input, building, read, done));
  const step = plan.verb === "source" ? sourceStep(plan, building, read) : verbStep(plan, inputs, building);
  done.set(plan, step);
  return step;
};

/** Nodes that name one source are one table. */
const sourceStep = (plan: PlanOf<"source">, { names, sources, inOrder }: Building, read: ColumnsRead): Step => {
  const known = sources.get(plan.name);
  const table = known?.table ?? names.fresh(plan.name || "source");
  const row = known?.row ?? (inOrder.has(plan) ? names.fresh("row") : undefined);
  const schema = plan.schema.filter(({ name }) => read.get(plan.name)?.has(name));
  const columns = schema.map(({ name }) => names.column(name));
  sources.set(plan.name, { source: plan.name, table, row, schema, columns });
  return stepBy(table, row === undefined ? undefined : ascending(row), true);
};
