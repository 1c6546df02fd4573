import { PinbookError, usageError } from "../errors.ts";
import { type CommitOptions, commit } from "./commit.ts";
import { metricsOf, type Rows, removeDataFiles, writeDataFiles } from "./data-files.ts";
import { effectsOf } from "./effects.ts";
import { DeltaConflict, placeOf } from "./errors.ts";
import { checkWritable, isAppendOnly } from "./protocol.ts";
import { readSnapshot } from "./snapshot.ts";
import type { Effects, Snapshot, TableRef, Txn } from "./types.ts";

/** How rows are written. */
export interface WriteOptions extends CommitOptions {
  /** Written with the rows, at most one for each appId; where the table has them all already, nothing is written. */
  readonly txns?: readonly { readonly appId: string; readonly version: number }[];
  /** What the history calls it; WRITE by default. */
  readonly operation?: string;
}

/** What became of a write: the version it made, or `skipped` and the newest version where its txns were in the table already. */
export type WriteResult =
  | {
      readonly version: number;
      readonly rows: number;
      readonly files: number;
      readonly bytes: number;
      readonly skipped?: false;
    }
  | { readonly version: number; readonly skipped: true };

/**
 * Adds the rows to the table. They must fit its schema: the same names and types, missing nullable columns become null.
 * Throws NoSuchTable, DeltaConflict, or an error that names the column and both types.
 */
export const appendRows = (
  ref: TableRef,
  rows: Rows,
  options: WriteOptions = {},
  effects: Partial<Effects> = {},
): Promise<WriteResult> => write(ref, rows, "Append", options, effectsOf(effects));

/** Puts the rows in the place of all that the table holds; earlier versions stay readable. Throws as appendRows. */
export const overwriteRows = (
  ref: TableRef,
  rows: Rows,
  options: WriteOptions = {},
  effects: Partial<Effects> = {},
): Promise<WriteResult> => write(ref, rows, "Overwrite", options, effectsOf(effects));

const write = async (
  ref: TableRef,
  rows: Rows,
  mode: "Append" | "Overwrite",
  options: WriteOptions,
  effects: Effects,
): Promise<WriteResult> => {
  const place = placeOf(ref);
  const snapshot = await readSnapshot(ref);
  const { protocol, metadata } = snapshot;
  checkWritable(protocol, metadata, place);
  const txns = txnsOf(options.txns ?? [], effects.now());
  if (allApplied(snapshot, txns, place)) return { skipped: true, version: snapshot.version };
  if (mode === "Overwrite") removals(snapshot, 0, place);
  const files = await writeDataFiles(ref, rows, snapshot.schema, metadata, effects);
  const transaction = {
    operation: options.operation ?? "WRITE",
    operationParameters: { mode, partitionBy: "[]" },
    operationMetrics: metricsOf(files),
    isBlindAppend: mode === "Append",
    txns,
    actions: (on: Snapshot) => [
      ...(mode === "Append" ? [] : removals(on, effects.now(), place)),
      ...files.adds.map((add) => ({ add })),
    ],
  };
  try {
    const version = await commit(ref, snapshot, transaction, effects, options);
    return { version, rows: files.rows, files: files.adds.length, bytes: files.bytes };
  } catch (error) {
    if (error instanceof DeltaConflict) await removeDataFiles(ref, files.adds);
    throw error;
  }
};

const removals = (on: Snapshot, deletionTimestamp: number, place: string) => {
  if (on.files.length > 0 && isAppendOnly(on.metadata))
    throw usageError(`${place} takes appended rows only (delta.appendOnly is true): it cannot be overwritten`);
  return on.files.map(({ path, partitionValues, size }) => ({
    remove: { path, deletionTimestamp, dataChange: true, extendedFileMetadata: true, partitionValues, size },
  }));
};

const txnsOf = (given: NonNullable<WriteOptions["txns"]>, lastUpdated: number): readonly Txn[] => {
  for (const { appId, version } of given) {
    if (!Number.isSafeInteger(version) || version < 0)
      throw usageError(`the txn of ${appId} has the version ${version}; give a whole number from 0 to 2^53 - 1`);
    if (given.filter((other) => other.appId === appId).length > 1)
      throw usageError(`the write has two txns of ${appId}; give one for each appId`);
  }
  return given.map(({ appId, version }) => ({ appId, version, lastUpdated }));
};

const allApplied = (snapshot: Snapshot, txns: readonly Txn[], place: string): boolean => {
  const applied = txns.filter(({ appId, version }) => (snapshot.txns.get(appId)?.version ?? -1) >= version);
  if (applied.length > 0 && applied.length < txns.length)
    throw new PinbookError(
      `a part of these rows is in ${place} already: ${applied.map(({ appId, version }) => `${appId} is past ${version}`).join(", ")}; leave those rows and their txns out`,
    );
  return txns.length > 0 && applied.length === txns.length;
};
