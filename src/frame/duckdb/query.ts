import type { Schema } from "../../schema.ts";
import { type FiltersRead, filtersRead } from "../filters-read.ts";
import { optimize } from "../optimize.ts";
import type { Plan, PlanOf } from "../plan.ts";
import { type ColumnsRead, columnsRead, inputsOf, partsOf } from "../plan-inputs.ts";
import { schemaOf } from "../schema-of.ts";
import { sharedParts } from "../shared-parts.ts";
import { plansBelowJoins } from "./below-joins.ts";
import type { Building, SourceTable } from "./building.ts";
import { macroStatement, macrosFor } from "./macros.ts";
import { namesOf } from "./names.ts";
import { plansInOrder } from "./needs-order.ts";
import type { SqlCheck } from "./sql-check.ts";
import { sqlSelect } from "./sql-step.ts";
import { ascending, orderBy, type Step, stepBy } from "./step.ts";
import { verbStep } from "./verbs.ts";

/** Plans as DuckDB's SQL. */
export interface Script {
  readonly sources: readonly SourceTable[];
  /** Statements to run first: they make the macros that the queries call. */
  readonly before: readonly string[];
  /** The queries of the user's, to be checked before they run. */
  readonly checks: readonly SqlCheck[];
  /** Statements that make tables of what several plans share. */
  readonly shared: readonly string[];
  /** For each plan one SELECT, with a common table expression a verb; its columns are the plan's, by place. */
  readonly queries: readonly Query[];
}

/** What gives a plan's rows once its sources are there. */
export interface Query {
  readonly select: string;
  readonly schema: Schema;
}

/** Compiles plans; throws where DuckDB cannot do one as the frame's verbs and expressions are described. */
export const scriptOf = (
  plans: readonly Plan[],
  { anyOrder = false }: { readonly anyOrder?: boolean } = {},
): Script => {
  const compiling = compilingOf(optimize(plans), !anyOrder);
  const shared = compiling.shared.map((part) => sharedTable(part, compiling));
  const queries = compiling.plans.map((plan, index) => queryOf(plan, schemaOf(plans[index] ?? plan), compiling));
  const checks = partsOf(...compiling.plans).flatMap((part) => (part.verb === "sql" ? [checkOf(part, compiling)] : []));
  const all = [...shared, ...[...checks, ...queries].map(({ select }) => select)].join("\n");
  return {
    sources: [...compiling.sources.values()],
    before: macrosFor(all).map(macroStatement),
    checks,
    shared,
    queries,
  };
};

/** The script and the query of one plan. */
export const scriptOfOne = (plan: Plan, options?: { readonly anyOrder?: boolean }) => {
  const script = scriptOf([plan], options);
  const [query] = script.queries;
  if (!query) throw new Error("a plan without a query");
  return { script, query };
};

/** A script as people read it: macros and shared tables, then the SELECTs. */
export const scriptText = ({ before, shared, queries }: Script): string =>
  [...before, ...shared, ...queries.map((query) => query.select)].map((one) => `${one};`).join("\n");

/** What the queries of some plans have in common. */
interface Compiling extends Omit<Building, "parts"> {
  readonly plans: readonly Plan[];
  /** Parts that several plans read, each behind those that it reads. */
  readonly shared: readonly Plan[];
  readonly columns: ColumnsRead;
  readonly filters: FiltersRead;
  /** Parts that are tables by now. */
  readonly tables: Map<Plan, Step>;
}

const compilingOf = (plans: readonly Plan[], isAnswerInOrder: boolean): Compiling => ({
  plans,
  shared: sharedParts(plans),
  names: namesOf(...plans),
  inOrder: plansInOrder(plans, isAnswerInOrder),
  belowJoins: plansBelowJoins(...plans),
  sources: new Map(),
  columns: columnsRead(...plans),
  filters: filtersRead(...plans),
  tables: new Map(),
});

/** The query of one plan. */
const queryOf = (plan: Plan, schema: Schema, compiling: Compiling): Query => {
  const building: Building = { ...compiling, parts: [] };
  const last = build(plan, building, compiling, new Map());
  const columns = schema.map(({ name }) => compiling.names.column(name)).join(", ");
  const order = compiling.inOrder.has(plan) ? orderBy(last) : "";
  return { select: `${withClause(building)}SELECT ${columns}\nFROM ${last.name}${order}`, schema };
};

/** Makes a table of what several plans read; its rows are numbered where their order is needed. */
const sharedTable = (part: Plan, compiling: Compiling): string => {
  const { names, inOrder, tables } = compiling;
  const table = names.fresh("shared");
  const { select } = queryOf(part, schemaOf(part), compiling);
  const row = inOrder.has(part) ? names.fresh("row") : undefined;
  tables.set(part, stepBy(table, row === undefined ? undefined : ascending(row), true));
  if (row === undefined) return `CREATE OR REPLACE TEMP TABLE ${table} AS\n${select}`;
  return `CREATE OR REPLACE TEMP TABLE ${table} AS SELECT *, row_number() OVER () - 1 AS ${row} FROM (\n${select}\n)`;
};

/** The statement that shows what columns a query of the user's gives, over the sources alone. */
const checkOf = (plan: PlanOf<"sql">, compiling: Compiling): SqlCheck => {
  const building: Building = { ...compiling, parts: [] };
  const alone = { ...compiling, tables: new Map<Plan, Step>() };
  const inputs = inputsOf(plan).map((input) => build(input, building, alone, new Map()));
  const select = sqlSelect(plan, inputs, building);
  return { plan, select: `${withClause(building)}SELECT * FROM (\n${select}\n)` };
};

const withClause = ({ parts }: Building): string =>
  parts.length === 0
    ? ""
    : `WITH\n${parts.map(({ name, body, kept }) => `${name} AS ${kept === undefined ? "" : `${kept} `}(\n  ${body.replaceAll("\n", "\n  ")}\n)`).join(",\n")}\n`;

const build = (plan: Plan, building: Building, compiling: Compiling, done: Map<Plan, Step>): Step => {
  const known = compiling.tables.get(plan) ?? done.get(plan);
  if (known) return known;
  const inputs = inputsOf(plan).map((input) => build(input, building, compiling, done));
  const step = plan.verb === "source" ? sourceStep(plan, compiling) : verbStep(plan, inputs, building);
  done.set(plan, step);
  return step;
};

/** Nodes that name one source are one table. */
const sourceStep = (plan: PlanOf<"source">, compiling: Compiling): Step => {
  const { names, sources, inOrder, columns: read, filters } = compiling;
  const known = sources.get(plan.name);
  const table = known?.table ?? names.fresh(plan.name || "source");
  const row = known?.row ?? (inOrder.has(plan) ? names.fresh("row") : undefined);
  const schema = plan.schema.filter(({ name }) => read.get(plan.name)?.has(name));
  const columns = schema.map(({ name }) => names.column(name));
  const isBelowJoin = known?.isBelowJoin === true || compiling.belowJoins.has(plan);
  const filter = filters.get(plan.name);
  sources.set(plan.name, { source: plan.name, table, row, schema, columns, filter, isBelowJoin });
  return stepBy(table, row === undefined ? undefined : ascending(row), true);
};
