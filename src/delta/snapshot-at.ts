import { usageError } from "../errors.ts";
import { versionAt } from "./history.ts";
import { readSnapshot } from "./snapshot.ts";
import type { Snapshot, TableRef } from "./types.ts";

/** Which version of a table: the newest one, `version`, or the newest one committed by `timestamp`. */
export interface At {
  readonly version?: number;
  readonly timestamp?: Date;
}

/** The table at a version or time. Throws NoSuchTable where there is none. */
export const snapshotAt = async (ref: TableRef, { version, timestamp }: At): Promise<Snapshot> => {
  if (timestamp !== undefined && version !== undefined) {
    throw usageError("a table is read at a version or a timestamp, not both");
  }
  const number = timestamp === undefined ? version : await versionAt(ref, timestamp);
  return readSnapshot(ref, number === undefined ? {} : { version: number });
};
