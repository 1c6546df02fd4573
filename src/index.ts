// What notebooks import: import { … } from "pinbook".
export { type Config, readConfig } from "./config.ts";
export {
  appendRows,
  createTable,
  type HistoryEntry,
  listTables,
  overwriteRows,
  readRows,
  readSnapshot,
  type TableRef,
  tableHistory,
} from "./delta/index.ts";
export { type Draw, drawOffsets, drawRows } from "./emulator/index.ts";
export { PinbookError } from "./errors.ts";
export {
  asc,
  cached,
  collectAll,
  cols,
  columnsOfRows,
  desc,
  Frame,
  fromArquero,
  fromArrow,
  fromColumns,
  fromDanfo,
  fromRows,
  makeDuckdbEngine,
  op,
  type Rejected,
  type RowOf,
  readArrow,
  readCsv,
  readDelta,
  readJson,
  readNdjson,
  readParquet,
  scanArrow,
  scanCsv,
  scanJson,
  scanNdjson,
  scanParquet,
  schemaText,
  sql,
  toRowsAll,
} from "./frame/index.ts";
export { bar, type FramePlot, histogram, line, scatter, worldMap } from "./frame-plot/index.ts";
export { type KafkaClient, kafkaClient, runSink, startBroker } from "./kafka/index.ts";
export { type KinesisClient, kinesisClient, startKinesis } from "./kinesis/index.ts";
export { formatNotebook, formatScript, type Notebook, parseNotebook, parseScript } from "./notebook/index.ts";
export {
  ageGroups,
  cleanGeo,
  cleanPin,
  cleanUser,
  geoSchema,
  markers,
  type PinTables,
  pinSchema,
  question,
  question4,
  question5,
  question6,
  question7,
  question8,
  question9,
  question10,
  question11,
  questions,
  rawGeoSchema,
  rawPinSchema,
  rawUserSchema,
  ruleCounts,
  unknownValues,
  userSchema,
} from "./pins/index.ts";
export {
  checkNotebook,
  diffRuns,
  planRerun,
  rerunNotebook,
  runNotebook,
  runNotebooks,
  watchNotebooks,
} from "./pipeline/notebooks.ts";
export {
  appendTables,
  clean,
  createTables,
  createTopics,
  drawPosts,
  type Kind,
  kinds,
  mountBucket,
  openPipeline,
  type Pipeline,
  places,
  postRows,
  putRows,
  readRaw,
  readTables,
  sinkTopics,
  streamOf,
  streamTables,
  tableOf,
  tally,
  topicOf,
} from "./pipeline.ts";
export type { Figure } from "./plot/index.ts";
export type { CheckOptions, CheckResult } from "./run/check/index.ts";
export type { DiffOptions, NotebookDiff, RunDiff } from "./run/diff/index.ts";
export {
  type CellResult,
  type CellStatus,
  exitCodeOf,
  type NotebookRun,
  type ParameterValue,
  type RerunOptions,
  type RerunPlan,
  type RunEvent,
  type RunManyOptions,
  type RunOptions,
  type RunRecordFile,
  type RunResult,
  type WatchEvent,
  type WatchOptions,
} from "./run/index.ts";
export type { ColumnTable, DataType, Field, Schema } from "./schema.ts";
export { bundledSource, mysqlSource, type RowSource } from "./source/index.ts";
export { mount, type ObjectStore, openStore } from "./storage/index.ts";
