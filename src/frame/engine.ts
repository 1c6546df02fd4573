import { joinTables } from "../join-tables.ts";
import type { ColumnTable, Schema } from "../schema.ts";
import type { ExprNode, Plan } from "./plan.ts";
import type { PickedEnd, PickedRows } from "./read/picked-lines.ts";

/** Rows that come in tables of bounded size, each time anew, for what is too large to hold. */
export interface Scan {
  /**
   * The tables, with at least these columns. Rows of which the filter, an expression over the scan's columns, is not true
   * may be left out where that saves work; whoever asks filters again.
   */
  tables(columns: readonly string[], filter?: ExprNode): AsyncIterable<ColumnTable>;
  /** The files behind them, for an engine that reads such files itself; undefined where they are not on this machine. */
  files?(filter?: ExprNode): Promise<ScannedFiles | undefined>;
  /** How many rows there are in all, where that is known. */
  readonly rowCount?: number;
}

/** Files of this machine whose rows a Scan gives; whoever reads them must give the very same rows, or leave it to the Scan. */
export type ScannedFiles = ScannedLines | ScannedParquet;

/** Files of JSON lines. */
export interface ScannedLines {
  readonly format: "ndjson";
  /** Every row is held against all of it. */
  readonly schema: Schema;
  /** In the order of their rows. */
  readonly paths: readonly string[];
  /** What JavaScript makes of the lines at these places, counted from 0 over all files without those of white space alone. */
  pick(places: readonly number[], columns: readonly string[]): AsyncGenerator<PickedRows, PickedEnd>;
  /** To be called when all lines were read and each is a row. */
  allRead(): Promise<void>;
}

/** Parquet files; columns that are neither stored in a file nor among its values are null there. */
export interface ScannedParquet {
  readonly format: "parquet";
  /** To be called when all of them were read. */
  allRead?(): Promise<void>;
  /** In the order of their rows. */
  readonly files: readonly {
    readonly path: string;
    readonly rows: number;
    /** The columns that the file holds. */
    readonly schema: Schema;
    /** Of columns that it does not hold, the value that all its rows have, in ColumnTable's form. */
    readonly values: Readonly<Record<string, unknown>>;
  }[];
}

/** The rows that a plan's source names, or how to get them. */
export type Source = ColumnTable | (() => Promise<ColumnTable>) | Scan;

/** Sources by the name that the plan has for them. */
export type Sources = Readonly<Record<string, Source>>;

/** What runs plans. Every engine gives the same rows; one that cannot do a thing throws before it starts. */
export interface Engine {
  readonly name: string;
  run(plan: Plan, sources: Sources): Promise<ColumnTable>;
  /** Runs several plans over the same sources and computes what they have in common once. */
  runAll?(plans: readonly Plan[], sources: Sources): Promise<readonly ColumnTable[]>;
  /** As run, in tables of about so many rows. */
  batches?(plan: Plan, sources: Sources, rows?: number): AsyncGenerator<ColumnTable>;
}

/** The rows of the one plan that ran. */
export const one = ([table]: readonly ColumnTable[]): ColumnTable => {
  if (!table) throw new Error("no plan was run");
  return table;
};

/** Whether a source's rows come piece by piece. */
export const isScan = (source: Source | undefined): source is Scan =>
  typeof source === "object" && "tables" in source && typeof source.tables === "function";

/** A source's rows in tables of any size, with at least these columns; rows that the filter leaves out may be missing. */
export async function* tablesOf(
  source: Source,
  columns: readonly string[],
  filter?: ExprNode,
): AsyncGenerator<ColumnTable> {
  if (isScan(source)) yield* source.tables(columns, filter);
  else yield typeof source === "function" ? await source() : source;
}

/** A source's rows as one table with these columns; rows that the filter leaves out may be missing. */
export const wholeTable = async (source: Source, schema: Schema, filter?: ExprNode): Promise<ColumnTable> => {
  if (!isScan(source)) return typeof source === "function" ? source() : source;
  const tables: ColumnTable[] = [];
  const columns = schema.map((field) => field.name);
  for await (const table of source.tables(columns, filter)) tables.push(table);
  return joinTables(tables, schema);
};
