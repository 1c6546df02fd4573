import { readSnapshot } from "./snapshot.ts";
import type { TableRef } from "./types.ts";

/** How far that application got in the table: the version of its last txn, or undefined where it has none. */
export const latestTxn = async (ref: TableRef, appId: string): Promise<number | undefined> =>
  (await readSnapshot(ref)).txns.get(appId)?.version;
