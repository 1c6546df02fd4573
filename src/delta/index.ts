export { type CreateOptions, createTable } from "./create.ts";
export { DeltaConflict, NoSuchTable, TableExists } from "./errors.ts";
export { type HistoryEntry, tableHistory } from "./history.ts";
export { latestTxn } from "./latest-txn.ts";
export { listTables } from "./list-tables.ts";
export { type ReadOptions, readRows } from "./read.ts";
export { readSnapshot } from "./snapshot.ts";
export type { AddFile, Effects, Metadata, Protocol, Snapshot, TableRef, Txn } from "./types.ts";
export { appendRows, overwriteRows, type WriteOptions, type WriteResult } from "./write.ts";
