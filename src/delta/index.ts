export type { CreateOptions } from "./create.ts";
export type { GivenRows, Rows } from "./data-files.ts";
export { DeltaConflict, NoSuchTable, TableExists } from "./errors.ts";
export { boundsOfFile } from "./file-bounds.ts";
export type { HistoryEntry } from "./history.ts";
export { latestTxn } from "./latest-txn.ts";
export { listTables } from "./list-tables.ts";
export { type LocalFile, localFiles } from "./local-files.ts";
export type { ParquetFile, ParquetRows } from "./parquet-rows.ts";
export { partitionValue } from "./partition.ts";
export type { ReadOptions } from "./read.ts";
export {
  appendRows,
  countRows,
  createTable,
  createTableOf,
  overwriteRows,
  readRows,
  readSnapshot,
  snapshotAt,
  tableFingerprint,
  tableHistory,
  tableName,
} from "./recorded.ts";
export { rowsIn, scanRows } from "./scan.ts";
export type { At } from "./snapshot-at.ts";
export type { AddFile, Effects, Metadata, Protocol, Snapshot, TableRef, Txn } from "./types.ts";
export type { OverwriteOptions, WriteOptions, WriteResult } from "./write.ts";
