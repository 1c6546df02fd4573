import type { ColumnTable, Schema } from "../schema.ts";
import type { Engine, Sources } from "./engine.ts";
import type { Plan } from "./plan.ts";
import type { Row } from "./row-type.ts";
import type { ArqueroTable } from "./to-arquero.ts";
import type { DanfoFrame } from "./to-danfo.ts";
import type { Int64Option, ValueOptions } from "./value-options.ts";

/** The engines that every pinbook has: Arquero in memory, and DuckDB for what is larger. */
export type EngineName = "arquero" | "duckdb";

/** How to collect. */
export interface CollectOptions {
  /** Default: Arquero; DuckDB where the sources have more than half a million rows. */
  readonly engine?: Engine | EngineName | undefined;
  /** Takes the line that says which engine was chosen for the number of rows. Default: it goes to stderr. */
  readonly onNotice?: (line: string) => void;
}

/** What every frame can do whatever its columns: the parameter type of what takes any frame. */
export interface AnyFrame {
  readonly plan: Plan;
  readonly sources: Sources;
  readonly schema: Schema;
  collect(options?: CollectOptions & Int64Option): Promise<ColumnTable>;
  toRows(options?: CollectOptions & ValueOptions): Promise<readonly Row[]>;
  rows(options?: CollectOptions & ValueOptions): AsyncGenerator<Row>;
  batches(rows?: number, options?: CollectOptions & Int64Option): AsyncGenerator<ColumnTable>;
  toArquero(options?: CollectOptions & ValueOptions): Promise<ArqueroTable>;
  toArrow(options?: CollectOptions & Int64Option & { readonly format?: "stream" | "file" }): Promise<Uint8Array>;
  toDanfo(options?: CollectOptions & Int64Option<"number">): Promise<DanfoFrame>;
  toString(): string;
}
