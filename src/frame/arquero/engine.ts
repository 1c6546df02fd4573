import type { ColumnTable as Arquero } from "arquero";
import { usageError } from "../../errors.ts";
import type { ColumnTable } from "../../schema.ts";
import { type Engine, isScan, one, type Sources, wholeTable } from "../engine.ts";
import { filtersRead } from "../filters-read.ts";
import { optimize } from "../optimize.ts";
import type { Plan } from "../plan.ts";
import { columnsRead, runsOn, sourcesOf } from "../plan-inputs.ts";
import { schemaOf } from "../schema-of.ts";
import { columnsTable, runVerb } from "./verbs.ts";

/**
 * Runs plans in memory on Arquero's tables. Expressions are functions of our own over the columns, because Arquero takes
 * null as 0 and parses functions anew from their text.
 */
export const arqueroEngine: Engine & Required<Pick<Engine, "runAll">> = Object.freeze({
  name: "arquero",
  run: async (plan: Plan, sources: Sources) => one(await runAll([plan], sources)),
  runAll: (plans: readonly Plan[], sources: Sources) => runAll(plans, sources),
});

/** Runs plans; each part of them runs once. */
const runAll = async (plans: readonly Plan[], sources: Sources): Promise<readonly ColumnTable[]> => {
  for (const plan of plans) refuseSql(plan);
  const optimized = optimize(plans);
  const loaded = await load(optimized, sources);
  const done = new Map<Plan, Arquero>();
  const run = (node: Plan): Arquero => {
    const known = done.get(node);
    if (known) return known;
    const table = node.verb === "source" ? sourceTable(loaded, node.name) : runVerb(node, run);
    done.set(node, table);
    return table;
  };
  return plans.map((plan, index) => collected(plan, run(optimized[index] ?? plan)));
};

const refuseSql = (plan: Plan): void => {
  if (runsOn(plan) === "arquero") return;
  throw usageError(`The engine arquero cannot do sql, which is DuckDB's language: collect with { engine: "duckdb" }.`);
};

const load = async (plans: readonly Plan[], sources: Sources): Promise<ReadonlyMap<string, Arquero>> => {
  const [columns, filters] = [columnsRead(...plans), filtersRead(...plans)];
  const tables = sourcesOf(...plans).map(async ({ name, schema }) => {
    const source = sources[name];
    if (!source) throw new Error(`the plan reads ${name}, which is not among its sources`);
    const fields = isScan(source) ? schema.filter((field) => columns.get(name)?.has(field.name)) : schema;
    return [name, tableOf(await wholeTable(source, fields, filters.get(name)))] as const;
  });
  return new Map(await Promise.all(tables));
};

const tableOf = (table: ColumnTable): Arquero =>
  columnsTable(table.schema.map(({ name }) => [name, arrayOf(table.columns[name] ?? [])]));

/** Arquero takes arrays and typed arrays as columns. */
const arrayOf = (values: ArrayLike<unknown>): unknown =>
  Array.isArray(values) || ArrayBuffer.isView(values) ? values : Array.from(values);

const sourceTable = (loaded: ReadonlyMap<string, Arquero>, name: string): Arquero => {
  const table = loaded.get(name);
  if (!table) throw new Error(`the source ${name} was not loaded`);
  return table;
};

const collected = (plan: Plan, table: Arquero): ColumnTable => {
  const data = table.data() as unknown as Readonly<Record<string, ArrayLike<unknown>>>;
  const schema = schemaOf(plan);
  return {
    schema,
    rowCount: table.numRows(),
    columns: Object.fromEntries(schema.map(({ name }) => [name, data[name] ?? []])),
  };
};
