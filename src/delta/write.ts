import { isDeepStrictEqual } from "node:util";
import { PinbookError, usageError } from "../errors.ts";
import { type CommitOptions, commit } from "./commit.ts";
import { type GivenRows, metricsOf, removeDataFiles, writeDataFiles } from "./data-files.ts";
import { effectsOf } from "./effects.ts";
import { DeltaConflict, placeOf } from "./errors.ts";
import { checkWritable, isAppendOnly } from "./protocol.ts";
import { readSnapshot } from "./snapshot.ts";
import type { AddFile, Effects, Metadata, Snapshot, TableRef, Txn } from "./types.ts";

/** How rows are written. */
export interface WriteOptions extends CommitOptions {
  /** Written with the rows, at most one for each appId; where the table has them all already, nothing is written. */
  readonly txns?: readonly { readonly appId: string; readonly version: number }[];
  /** What the history calls it; WRITE by default. */
  readonly operation?: string;
  /** By which columns the table must be partitioned; where it is by others, it is an error. */
  readonly partitionBy?: readonly string[];
}

/** How rows take the place of others. */
export interface OverwriteOptions extends WriteOptions {
  /**
   * Of which files the rows take the place: of all (the default); of those of the partitions that the rows are of; or of
   * those that a function picks, which must pick the files of the new rows, too.
   */
  readonly replaces?: "all" | "partitions" | ((files: readonly AddFile[]) => Promise<readonly AddFile[]>);
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
  rows: GivenRows,
  options: WriteOptions = {},
  effects: Partial<Effects> = {},
): Promise<WriteResult> => write(ref, rows, "Append", options, effectsOf(effects));

/** Puts the rows in the place of all that the table holds, or of a part of it; earlier versions stay readable. Throws as appendRows. */
export const overwriteRows = (
  ref: TableRef,
  rows: GivenRows,
  options: OverwriteOptions = {},
  effects: Partial<Effects> = {},
): Promise<WriteResult> => write(ref, rows, "Overwrite", options, effectsOf(effects));

const write = async (
  ref: TableRef,
  rows: GivenRows,
  mode: "Append" | "Overwrite",
  options: OverwriteOptions,
  effects: Effects,
): Promise<WriteResult> => {
  const place = placeOf(ref);
  const snapshot = await readSnapshot(ref);
  const { protocol, metadata } = snapshot;
  checkWritable(protocol, metadata, place);
  checkPartitions(options, metadata, place);
  const txns = txnsOf(options.txns ?? [], effects.now());
  if (allApplied(snapshot, txns, place)) return { skipped: true, version: snapshot.version };
  if (mode === "Overwrite") checkRemovable(snapshot, place);
  const files = await writeDataFiles(ref, rows, snapshot.schema, metadata, effects);
  const transaction = {
    operation: options.operation ?? "WRITE",
    operationParameters: { mode, partitionBy: JSON.stringify(metadata.partitionColumns) },
    operationMetrics: metricsOf(files),
    isBlindAppend: mode === "Append",
    txns,
    actions: async (on: Snapshot) => [
      ...(mode === "Append" ? [] : await removals(on, files.adds, options, effects.now(), place)),
      ...files.adds.map((add) => ({ add })),
    ],
  };
  try {
    const version = await commit(ref, snapshot, transaction, effects, options);
    return { version, rows: files.rows, files: files.adds.length, bytes: files.bytes };
  } catch (error) {
    // What else fails may have come through after all.
    if (error instanceof DeltaConflict || error instanceof NotReplaced) await removeDataFiles(ref, files.adds);
    throw error;
  }
};

const checkPartitions = ({ partitionBy, replaces }: OverwriteOptions, metadata: Metadata, place: string): void => {
  const { partitionColumns } = metadata;
  const shown = partitionColumns.join(", ") || "nothing";
  if (partitionBy !== undefined && !isDeepStrictEqual(partitionBy, partitionColumns))
    throw usageError(
      `${place} is partitioned by ${shown} and not by ${partitionBy.join(", ") || "nothing"}: leave partitionBy out, or make another table`,
    );
  if (replaces !== undefined && replaces !== "all" && partitionColumns.length === 0)
    throw usageError(`${place} is not partitioned, so that rows cannot take the place of a part of it`);
};

const checkRemovable = (on: Snapshot, place: string): void => {
  if (on.files.length > 0 && isAppendOnly(on.metadata))
    throw usageError(`${place} takes appended rows only (delta.appendOnly is true): it cannot be overwritten`);
};

const removals = async (
  on: Snapshot,
  adds: readonly AddFile[],
  { replaces = "all" }: OverwriteOptions,
  deletionTimestamp: number,
  place: string,
) => {
  checkRemovable(on, place);
  return (await replaced(on.files, adds, replaces, place)).map(({ path, partitionValues, size }) => ({
    remove: { path, deletionTimestamp, dataChange: true, extendedFileMetadata: true, partitionValues, size },
  }));
};

const replaced = async (
  files: readonly AddFile[],
  adds: readonly AddFile[],
  replaces: NonNullable<OverwriteOptions["replaces"]>,
  place: string,
): Promise<readonly AddFile[]> => {
  if (replaces === "all") return files;
  if (replaces === "partitions") {
    const given = new Set(adds.map(partitionKey));
    return files.filter((file) => given.has(partitionKey(file)));
  }
  const fitting = new Set(await replaces(adds));
  const other = adds.find((add) => !fitting.has(add));
  if (other) throw new NotReplaced(place, other);
  return replaces(files);
};

const partitionKey = ({ partitionValues }: AddFile): string =>
  JSON.stringify(Object.entries(partitionValues).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Some of the rows are not of the part of the table that they are to take the place of. */
class NotReplaced extends PinbookError {
  constructor(place: string, { partitionValues }: AddFile) {
    const values = Object.entries(partitionValues).map(([name, value]) => `${name}=${value ?? "null"}`);
    super(
      `rows of the partition ${values.join(", ")} are not of what they are to take the place of in ${place}: leave them out, or widen the condition`,
      { exitCode: 2 },
    );
  }
}

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
