import { createHash } from "node:crypto";
import { encodeArrow } from "../arrow/index.ts";
import type { ColumnTable } from "../schema.ts";
import type { AnyFrame, CollectOptions } from "./any-frame.ts";
import { batchesOf } from "./batches.ts";
import { collectPlan } from "./choose-engine.ts";
import { type MimeBundle, summarizePlan, summaryBundle } from "./display/index.ts";
import { duckdbEngine } from "./duckdb/index.ts";
import type { Sources } from "./engine.ts";
import { framePlanText, planWords } from "./explain.ts";
import { FrameSql } from "./frame-sql.ts";
import type { Name } from "./frame-types.ts";
import { int64As, int64AsNumbers } from "./int64-numbers.ts";
import type { Plan } from "./plan.ts";
import type { CsvOptions } from "./read/csv.ts";
import type { Row } from "./row-type.ts";
import { readSavedFrame, type SavedFrame, saveFrame } from "./saved-frame.ts";
import { type ArqueroTable, tableToArquero } from "./to-arquero.ts";
import { tableToDanfo } from "./to-danfo.ts";
import { tableToRows } from "./to-rows.ts";
import {
  checkedValues,
  type Int64As,
  type Int64Option,
  type TimesAs,
  type ValueOptions,
  type ValuesIn,
} from "./value-options.ts";
import {
  type ArrowOptions,
  type DeltaWriteOptions,
  type JsonOptions,
  type PartitionOptions,
  type WriteOptions,
  type WriteTarget,
  writeArrow,
  writeCsv,
  writeDelta,
  writeJson,
  writeNdjson,
  writeParquet,
} from "./write/index.ts";

/**
 * A typed table that is not there yet: each verb gives a new frame whose plan has one step more, and nothing runs until
 * collect, toRows, rows, batches, toArquero, toArrow, toDanfo or display. R is the type of its rows.
 */
export class Frame<R extends Row = Row> extends FrameSql<R> implements AnyFrame {
  constructor(plan: Plan, sources: Sources) {
    super(plan, sources);
    Object.freeze(this);
  }

  protected made<S extends Row>(plan: Plan, sources: Sources = this.sources): Frame<S> {
    return new Frame<S>(plan, sources);
  }

  /** Runs the plan: rows as columns, in the form of ColumnTable; with `int64: "number"` int64 columns are float64. */
  async collect(options: CollectOptions & Int64Option = {}): Promise<ColumnTable> {
    const { int64 } = checkedValues(options);
    const table = await collectPlan(this.plan, this.sources, options);
    return int64 === "number" ? int64AsNumbers(table) : table;
  }

  /**
   * Runs the plan: rows as objects; int64 as bigint, or as number with `int64: "number"`, which refuses what that would
   * round; dates and timestamps as Date, which cuts microseconds off, or exact with `times: "text"` or `times: "micros"`.
   */
  toRows<I extends Int64As = "bigint", T extends TimesAs = "date">(
    options: CollectOptions & ValueOptions<I, T>,
  ): Promise<readonly ValuesIn<R, I, T>[]>;
  toRows(options?: CollectOptions & ValueOptions): Promise<readonly R[]>;
  async toRows(options: CollectOptions & ValueOptions = {}): Promise<readonly unknown[]> {
    const values = checkedValues(options);
    return tableToRows(await collectPlan(this.plan, this.sources, options), values);
  }

  /**
   * Runs the plan: rows in tables of about so many, `for await (const batch of frame.batches(10_000))`. DuckDB, the default,
   * holds little more than one of them in memory; Arquero computes them all and gives them bit by bit. With
   * `int64: "number"` int64 columns are float64.
   */
  batches(rows?: number, options: CollectOptions & Int64Option = {}): AsyncGenerator<ColumnTable> {
    return int64As(batchesOf(this.plan, this.sources, rows, options), checkedValues(options));
  }

  /** Runs the plan in batches: rows as toRows gives them, one by one, `for await (const row of frame.rows({ int64: "number" }))`. */
  rows<I extends Int64As = "bigint", T extends TimesAs = "date">(
    options: CollectOptions & ValueOptions<I, T>,
  ): AsyncGenerator<ValuesIn<R, I, T>>;
  rows(options?: CollectOptions & ValueOptions): AsyncGenerator<R>;
  async *rows(options: CollectOptions & ValueOptions = {}): AsyncGenerator<unknown> {
    const { times } = checkedValues(options);
    for await (const batch of this.batches(undefined, options)) yield* tableToRows(batch, { times });
  }

  /** As rows, with the usual values: `for await (const row of frame)`. */
  [Symbol.asyncIterator](): AsyncGenerator<R> {
    return this.rows();
  }

  /**
   * Runs the plan and writes its rows as JSON lines to a file, or to a folder of files; what is there already must be
   * meant to be overwritten. A name that ends in .gz, .br or .zst is compressed. Nothing shows before all is written.
   */
  writeNdjson(target: WriteTarget, options?: WriteOptions & PartitionOptions<Name<R>> & JsonOptions) {
    return writeNdjson(this, target, options);
  }

  /** As writeNdjson, as one JSON array of objects. */
  writeJson(target: WriteTarget, options?: WriteOptions & JsonOptions) {
    return writeJson(this, target, options);
  }

  /** As writeNdjson, as CSV with a line of names: null is nothing or `nullText`, nested values are JSON. */
  writeCsv(target: WriteTarget, options?: WriteOptions & PartitionOptions<Name<R>> & CsvOptions) {
    return writeCsv(this, target, options);
  }

  /** As writeNdjson, as Parquet. */
  writeParquet(target: WriteTarget, options?: WriteOptions & PartitionOptions<Name<R>>) {
    return writeParquet(this, target, options);
  }

  /** As writeNdjson, as an Arrow IPC file or stream. */
  writeArrow(target: WriteTarget, options?: WriteOptions & ArrowOptions) {
    return writeArrow(this, target, options);
  }

  /** Runs the plan and writes its rows as a new version of a Delta table, in one commit; by default a new table. */
  writeDelta(target: WriteTarget, options?: DeltaWriteOptions<R>) {
    return writeDelta(this, target, options);
  }

  /** Runs the plan: an Arquero table, with values as toRows gives them by the same options. */
  async toArquero(options?: CollectOptions & ValueOptions): Promise<ArqueroTable> {
    return tableToArquero(await collectPlan(this.plan, this.sources, options), options);
  }

  /**
   * Runs the plan: an Arrow IPC stream, or a file, with every type and value as it is (int64 as float64 where the option says
   * "number"); other libraries take it by `tableFromIPC(bytes)`, `pyarrow.ipc.open_stream(bytes)` and the like.
   */
  async toArrow(options?: CollectOptions & Int64Option & { readonly format?: "stream" | "file" }): Promise<Uint8Array> {
    return encodeArrow(await this.collect(options), options?.format ?? "stream");
  }

  /**
   * Runs the plan: a Danfo DataFrame; int64 as numbers, dates, timestamps, decimals and nested values as text, in which
   * int64 is text too unless the option says "number". Needs danfojs-node.
   */
  async toDanfo(options?: CollectOptions & Int64Option<"number">) {
    return tableToDanfo(await collectPlan(this.plan, this.sources, options), options);
  }

  /** What the frame does, a line a step; with "duckdb", the query that DuckDB would run. */
  explain(as: "words" | "duckdb" = "words"): string {
    return as === "duckdb" ? duckdbEngine.explain(this.plan) : planWords(this.plan);
  }

  /** The SHA-256 of the plan, in hexadecimal: equal for equal steps over sources of equal names and columns. */
  get hash(): string {
    return createHash("sha256").update(JSON.stringify(this.plan)).digest("hex");
  }

  /** The columns and the steps, as text. */
  override toString(): string {
    return framePlanText(this.plan);
  }

  /** What console.log prints. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** The plan and rows, for a cache of cells' values. */
  [Symbol.for("pinbook.save")](): SavedFrame {
    return saveFrame(this.plan, this.sources);
  }

  static [Symbol.for("pinbook.restore")](saved: SavedFrame): Frame {
    const { plan, sources } = readSavedFrame(saved);
    return new Frame(plan, sources);
  }

  /** Frames never change: one whose plan and rows are the same is the same to the runner. */
  static get [Symbol.for("pinbook.unchanging")](): boolean {
    return true;
  }

  static get [Symbol.for("pinbook.home")](): string {
    return "pinbook#Frame";
  }

  /** Runs the plan and shows the first rows as a table, with the columns' types, nulls and how values spread, and the number of rows. */
  async [Symbol.for("Jupyter.display")](): Promise<MimeBundle> {
    return summaryBundle(await summarizePlan(this.plan, this.sources));
  }
}
