import { isRecording, recordAccess, unrecorded } from "../access.ts";
import { countRows as count } from "./count-rows.ts";
import { createTable as create, createTableOf as createOf } from "./create.ts";
import { NoSuchTable } from "./errors.ts";
import { tableHistory as history } from "./history.ts";
import { readRows as read } from "./read.ts";
import { readSnapshot as snapshot } from "./snapshot.ts";
import { snapshotAt as at } from "./snapshot-at.ts";
import type { TableRef } from "./types.ts";
import { appendRows as append, overwriteRows as overwrite } from "./write.ts";

/** What a table is now: its id and version, or `absent`. */
export const tableFingerprint = async (ref: TableRef, version?: number): Promise<string> => {
  try {
    const found = await unrecorded(() => snapshot(ref, version === undefined ? {} : { version }));
    return `${found.metadata.id}@${found.version}`;
  } catch (error) {
    if (error instanceof NoSuchTable) return "absent";
    throw error;
  }
};

/** The name under which a table's reads and writes are recorded. */
export const tableName = ({ store, path }: TableRef): string => `${store.url}#${path}`;

/** As before the call, so that a commit that comes meanwhile shows later. */
const reading = async <T>(ref: TableRef, version: number | undefined, action: () => Promise<T>): Promise<T> => {
  if (!isRecording()) return action();
  const fingerprint = await tableFingerprint(ref, version).catch(() => "unreadable");
  const name = version === undefined ? tableName(ref) : `${tableName(ref)}@${version}`;
  recordAccess({ kind: "table", name, fingerprint });
  return unrecorded(action);
};

const writing = async <T>(ref: TableRef, action: () => Promise<T>): Promise<T> => {
  if (!isRecording()) return action();
  recordAccess({ kind: "table", name: tableName(ref), fingerprint: "", write: true });
  return unrecorded(action);
};

export const countRows: typeof count = (ref, options) => reading(ref, options?.version, () => count(ref, options));
export const tableHistory: typeof history = (ref, options) => reading(ref, undefined, () => history(ref, options));
export const readRows: typeof read = (ref, options) => reading(ref, options?.version, () => read(ref, options));
export const readSnapshot: typeof snapshot = (ref, options) =>
  reading(ref, options?.version, () => snapshot(ref, options));
export const snapshotAt: typeof at = (ref, options) => reading(ref, options.version, () => at(ref, options));
export const createTable: typeof create = (...given) => writing(given[0], () => create(...given));
export const createTableOf: typeof createOf = (...given) => writing(given[0], () => createOf(...given));
export const appendRows: typeof append = (...given) => writing(given[0], () => append(...given));
export const overwriteRows: typeof overwrite = (...given) => writing(given[0], () => overwrite(...given));
