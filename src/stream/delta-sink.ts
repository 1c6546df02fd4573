import { appendRows, latestTxn, readSnapshot, type TableRef } from "../delta/index.ts";
import type { StreamSink } from "./types.ts";

/** A Delta table as a sink: rows and marks are one commit. The table must be there. */
export const deltaSink = (table: TableRef): StreamSink => ({
  describe: `${table.store.url.replace(/\/$/, "")}/${table.path}`,
  tableId: async () => (await readSnapshot(table)).metadata.id,
  latestTxn: (appId) => latestTxn(table, appId),
  append: (rows, txns) => appendRows(table, rows, { txns, operation: "STREAMING UPDATE" }),
});
