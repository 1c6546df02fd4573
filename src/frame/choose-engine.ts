import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ParquetRows } from "../delta/index.ts";
import { usageError } from "../errors.ts";
import type { ColumnTable } from "../schema.ts";
import type { CollectOptions, EngineName } from "./any-frame.ts";
import { arqueroEngine } from "./arquero/index.ts";
import { type DuckdbEngine, duckdbEngine } from "./duckdb/index.ts";
import { type Engine, isScan, one, type Scan, type Sources, tablesOf } from "./engine.ts";
import type { Plan } from "./plan.ts";
import { runsOn, sourcesOf } from "./plan-inputs.ts";
import { schemaOf } from "./schema-of.ts";

/** How many rows the sources of a plan may have in all for it to run in memory where no engine is named. */
export const mostRowsInMemory = 500_000;

/** The engine that plans run on, with their sources as far as they were loaded. */
export interface ChosenEngine {
  readonly engine: Engine;
  readonly sources: Sources;
  /** The line that says so where it was chosen for the number of rows. */
  readonly notice?: string;
}

/**
 * The engine that is named; else DuckDB for its own SQL, Arquero for all else, and where the sources have more than
 * `mostRowsInMemory` rows, or come piece by piece, DuckDB where it can run the plans.
 */
export const chooseEngine = async (
  plans: readonly Plan[],
  sources: Sources,
  engine?: Engine | EngineName,
): Promise<ChosenEngine> => {
  if (engine !== undefined) return { engine: engineOf(engine), sources };
  if (plans.some((plan) => runsOn(plan) === "duckdb")) return { engine: duckdbEngine, sources };
  const loaded = await load(plans, sources);
  const size = sizeOf(Object.values(loaded));
  const isThere = plans.every((plan) => plan.verb === "source" && !isScan(loaded[plan.name]));
  if (size === undefined || isThere) return { engine: arqueroEngine, sources: loaded };
  const refusal = refusalOf(plans);
  if (refusal !== undefined) return { engine: arqueroEngine, sources: loaded, notice: keptLine(size, refusal) };
  return { engine: duckdbEngine, sources: loaded, notice: movedLine(size) };
};

/** Runs plans over the same sources, what they share once, on the engine that was chosen. */
export const runPlans = async (
  plans: readonly Plan[],
  { engine, sources }: ChosenEngine,
): Promise<readonly ColumnTable[]> => {
  if (engine.runAll) return engine.runAll(plans, sources);
  const tables: ColumnTable[] = [];
  for (const plan of plans) tables.push(await engine.run(plan, sources));
  return tables;
};

/** Runs plans over the same sources, what they share once, on the engine that is named or chosen, of which a line is printed. */
export const collectPlans = async (
  plans: readonly Plan[],
  sources: Sources,
  { engine, onNotice = printNotice }: CollectOptions = {},
): Promise<readonly ColumnTable[]> => {
  const chosen = await chooseEngine(plans, sources, engine);
  if (chosen.notice !== undefined) onNotice(chosen.notice);
  return runPlans(plans, chosen);
};

/** As collectPlans, of one plan. */
export const collectPlan = async (plan: Plan, sources: Sources, options?: CollectOptions): Promise<ColumnTable> =>
  one(await collectPlans([plan], sources, options));

/** As collectPlan, in tables, few of which are in memory where DuckDB runs the plan or the rows are only read. */
export async function* planTables(
  plan: Plan,
  sources: Sources,
  options: CollectOptions = {},
): AsyncGenerator<ColumnTable> {
  const { engine, onNotice = printNotice } = options;
  const source = plan.verb === "source" ? sources[plan.name] : undefined;
  if (source && engine === undefined && plan.verb === "source") {
    yield* tablesOf(
      source,
      plan.schema.map((field) => field.name),
    );
    return;
  }
  const chosen = await chooseEngine([plan], sources, engine);
  if (chosen.notice !== undefined) onNotice(chosen.notice);
  if (chosen.engine.batches) yield* chosen.engine.batches(plan, chosen.sources);
  else yield await chosen.engine.run(plan, chosen.sources);
}

/** The plan on an engine that writes Parquet files itself, where one runs it that does. */
export const parquetRows = async (
  plan: Plan,
  sources: Sources,
  options: CollectOptions = {},
): Promise<ParquetRows | undefined> => {
  const { onNotice = printNotice } = options;
  const schema = schemaOf(plan);
  const { engine, sources: loaded, notice } = await chooseEngine([plan], sources, options.engine);
  if (!isDuckdb(engine) || !engine.canWrite(schema, "parquet")) return undefined;
  if (notice !== undefined) onNotice(notice);
  const sorted = isSorted(plan);
  return {
    schema,
    writeParquet: async (folder, bytesPerFile) => {
      await mkdir(sorted ? folder : dirname(folder), { recursive: true });
      const how = sorted ? { path: join(folder, "rows.parquet") } : { path: folder, anyOrder: true, bytesPerFile };
      return engine.write(plan, loaded, { format: "parquet", ...how });
    },
    tables: () => engine.batches(plan, loaded),
  };
};

const isDuckdb = (engine: Engine): engine is DuckdbEngine => "canWrite" in engine;

/** Whether the order of a plan's rows is one that somebody asked for. */
const isSorted = (plan: Plan): boolean => {
  if (plan.verb === "orderby") return true;
  return (
    (plan.verb === "select" || plan.verb === "derive" || plan.verb === "filter" || plan.verb === "slice") &&
    isSorted(plan.input)
  );
};

const engines: Readonly<Record<EngineName, Engine>> = { arquero: arqueroEngine, duckdb: duckdbEngine };

const engineOf = (engine: Engine | EngineName): Engine => {
  if (typeof engine !== "string") return engine;
  const found = Object.hasOwn(engines, engine) ? engines[engine] : undefined;
  if (!found) throw usageError(`There is no engine '${engine}': write "arquero" or "duckdb".`);
  return found;
};

/** The tables of the sources that the plans read, each asked for once; what comes piece by piece is left so. */
const load = async (
  plans: readonly Plan[],
  sources: Sources,
): Promise<Readonly<Record<string, ColumnTable | Scan>>> => {
  const tables = sourcesOf(...plans).map(async ({ name }) => {
    const source = sources[name];
    if (!source) throw new Error(`the plan reads ${name}, which is not among its sources`);
    return [name, typeof source === "function" ? await source() : source] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
};

/** How many rows there are, in words, where they are too many to be held in memory. */
const sizeOf = (tables: readonly (ColumnTable | Scan)[]): string | undefined => {
  const rows = tables.reduce((total, { rowCount = Number.NaN }) => total + rowCount, 0);
  if (Number.isNaN(rows)) return "Rows that come piece by piece";
  return rows > mostRowsInMemory ? `${shown(rows)} rows, more than ${shown(mostRowsInMemory)}` : undefined;
};

/** Why DuckDB does not take one of the plans. */
const refusalOf = (plans: readonly Plan[]): string | undefined => {
  try {
    for (const plan of plans) duckdbEngine.explain(plan);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const printNotice = (line: string): void => void process.stderr.write(`${line}\n`);

const shown = (rows: number): string => rows.toLocaleString("en-US");

const movedLine = (size: string): string => `${size}: this runs on DuckDB; { engine: "arquero" } keeps it on Arquero.`;

const keptLine = (size: string, refusal: string): string =>
  `${size}, and yet this runs on Arquero, in memory. ${refusal}`;
