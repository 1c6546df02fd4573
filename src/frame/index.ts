export type { AnyFrame, CollectOptions, EngineName } from "./any-frame.ts";
export { arqueroEngine } from "./arquero/index.ts";
export { type Cached, type CachedOptions, cached } from "./cached.ts";
export { mostRowsInMemory } from "./choose-engine.ts";
export { collectAll, toRowsAll } from "./collect-all.ts";
export { frameBundle, type MimeBundle } from "./display/index.ts";
export {
  type ColumnBounds,
  type DuckdbEngine,
  type DuckdbOptions,
  duckdbEngine,
  makeDuckdbEngine,
  type WriteFilesOptions,
  type WrittenFile,
} from "./duckdb/index.ts";
export type { Engine, Scan, Source, Sources } from "./engine.ts";
export type {
  BigintExpr,
  BinaryExpr,
  BooleanExpr,
  Columns,
  ComparableExpr,
  Expr,
  ListExpr,
  NumberExpr,
  Of,
  Operand,
  StringExpr,
  TimeExpr,
  ValueOf,
} from "./expr-types.ts";
export { Frame } from "./frame.ts";
export { fromArquero } from "./from-arquero.ts";
export { fromArrow } from "./from-arrow.ts";
export { fromDanfo } from "./from-danfo.ts";
export { columnsOfRows, fromColumns, fromRows, type SourceOptions } from "./from-rows.ts";
export type { GroupedFrame } from "./grouped-frame.ts";
export { inferSchema } from "./infer.ts";
export { op } from "./op.ts";
export { asc, desc, type Order, type OrderSpec } from "./order.ts";
export type { AggregateName, ExprNode, NamedExpr, Plan, SortKey, WindowName } from "./plan.ts";
export { type ReadDeltaOptions, readDelta } from "./read/delta.ts";
export type {
  CsvOptions,
  FileBytes,
  FileContent,
  FileNames,
  FilePieces,
  FileRanges,
  Files,
  ReadOptions,
  ReadResult,
  Rejected,
} from "./read/index.ts";
export {
  readArrow,
  readCsv,
  readJson,
  readNdjson,
  readParquet,
  scanArrow,
  scanCsv,
  scanJson,
  scanNdjson,
  scanParquet,
  schemaText,
} from "./read/index.ts";
export type { Row, RowOf, TypeOf } from "./row-type.ts";
export { cols, type Selector } from "./selectors.ts";
export { type SqlQuery, type SqlValue, sql } from "./sql-query.ts";
export { parseDate, parseTimestamp } from "./timestamp.ts";
export type { ArqueroTable } from "./to-arquero.ts";
export type { DanfoFrame } from "./to-danfo.ts";
export { tableToRows } from "./to-rows.ts";
export type { Int64As, Int64Option, TimesAs, ValueOptions, ValuesIn } from "./value-options.ts";
export type {
  ArrowOptions,
  DeltaWriteOptions,
  DeltaWriteResult,
  JsonOptions,
  OutputFile,
  PartitionOptions,
  WriteOptions,
  WriteResult,
  WriteTarget,
} from "./write/index.ts";
export { TargetExists } from "./write/index.ts";
