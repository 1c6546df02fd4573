import { usageError } from "../errors.ts";
import type { ColumnTable } from "../schema.ts";
import type { CollectOptions, EngineName } from "./any-frame.ts";
import { arqueroEngine } from "./arquero/index.ts";
import { duckdbEngine } from "./duckdb/index.ts";
import { type Engine, isScan, type Scan, type Sources } from "./engine.ts";
import type { Plan } from "./plan.ts";
import { sourcesOf } from "./plan-inputs.ts";

/** How many rows the sources of a plan may have in all for it to run in memory where no engine is named. */
export const mostRowsInMemory = 500_000;

/**
 * Runs a plan on the engine that is named, or on Arquero; where its sources have more than `mostRowsInMemory` rows, or
 * come piece by piece, on DuckDB, of which a line is printed.
 */
export const collectPlan = async (plan: Plan, sources: Sources, options: CollectOptions = {}): Promise<ColumnTable> => {
  const { engine, onNotice = printNotice } = options;
  if (engine !== undefined) return engineOf(engine).run(plan, sources);
  const loaded = await load(plan, sources);
  const size = sizeOf(Object.values(loaded));
  if (size === undefined) return arqueroEngine.run(plan, loaded);
  const refusal = refusalOf(plan);
  onNotice(refusal ? keptLine(size, refusal) : movedLine(size));
  return (refusal ? arqueroEngine : duckdbEngine).run(plan, loaded);
};

const engines: Readonly<Record<EngineName, Engine>> = { arquero: arqueroEngine, duckdb: duckdbEngine };

const engineOf = (engine: Engine | EngineName): Engine => {
  if (typeof engine !== "string") return engine;
  const found = Object.hasOwn(engines, engine) ? engines[engine] : undefined;
  if (!found) throw usageError(`There is no engine '${engine}': write "arquero" or "duckdb".`);
  return found;
};

/** The tables of the sources that the plan reads, each asked for once; what comes piece by piece is left so. */
const load = async (plan: Plan, sources: Sources): Promise<Readonly<Record<string, ColumnTable | Scan>>> => {
  const tables = sourcesOf(plan).map(async ({ name }) => {
    const source = sources[name];
    if (!source) throw new Error(`the plan reads ${name}, which is not among its sources`);
    return [name, typeof source === "function" ? await source() : source] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
};

/** How many rows there are, in words, where they are too many to be held in memory. */
const sizeOf = (tables: readonly (ColumnTable | Scan)[]): string | undefined => {
  if (tables.some(isScan)) return "Rows that come piece by piece";
  const rows = tables.reduce((total, table) => total + (isScan(table) ? 0 : table.rowCount), 0);
  return rows > mostRowsInMemory ? `${shown(rows)} rows, more than ${shown(mostRowsInMemory)}` : undefined;
};

/** Why DuckDB does not take the plan. */
const refusalOf = (plan: Plan): string | undefined => {
  try {
    duckdbEngine.explain(plan);
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
