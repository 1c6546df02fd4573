import { PinbookError } from "../errors.ts";
import { decodeParquet, encodeParquet } from "../parquet/index.ts";
import type { Schema } from "../schema.ts";
import { actionsOf, CHECKPOINT_SCHEMA, checkpointRows, REFUSED_COLUMNS } from "./checkpoint-rows.ts";
import { keyOf, placeOf } from "./errors.ts";
import { writeHint } from "./hint.ts";
import { inOrder } from "./in-order.ts";
import { type CheckpointFiles, checkpointName } from "./log-names.ts";
import { replay } from "./replay.ts";
import type { Snapshot, TableRef } from "./types.ts";

/** The table as a checkpoint has it; throws where it is of a kind that pinbook does not read. */
export const readCheckpoint = async (ref: TableRef, { version, names }: CheckpointFiles): Promise<Snapshot> => {
  const parts = await inOrder(names, async (name) => {
    const place = `${placeOf(ref)}/_delta_log/${name}`;
    const rows = await decodeParquet(await ref.store.get(keyOf(ref, `_delta_log/${name}`)), READ_SCHEMA, place);
    for (const column of REFUSED_COLUMNS)
      if (Array.from(rows.columns[column] ?? []).some((value) => value !== null))
        throw new PinbookError(`${place} is a V2 checkpoint (it has ${column} rows), which pinbook does not read yet`);
    return actionsOf({ ...rows, schema: CHECKPOINT_SCHEMA }, place);
  });
  return replay(undefined, [{ version, actions: parts.flat() }], placeOf(ref), version);
};

/** Whether a checkpoint is due at this version: every `delta.checkpointInterval` (10) commits. */
export const checkpointIsDue = (snapshot: Snapshot): boolean => {
  const interval = Number(snapshot.metadata.configuration["delta.checkpointInterval"] ?? 10);
  return snapshot.version - (snapshot.checkpointVersion ?? 0) >= (interval > 0 ? interval : 10);
};

/** Writes a checkpoint of this snapshot and points `_last_checkpoint` at it; `now` in milliseconds. */
export const writeCheckpoint = async (ref: TableRef, snapshot: Snapshot, now: number): Promise<void> => {
  // Keeping more tombstones than needed is harmless, so a table with a retention of its own keeps all.
  const ownRetention = snapshot.metadata.configuration["delta.deletedFileRetentionDuration"] !== undefined;
  const rows = checkpointRows(snapshot, ownRetention ? 0 : now - WEEK);
  const bytes = encodeParquet(rows);
  await ref.store.put(keyOf(ref, `_delta_log/${checkpointName(snapshot.version)}`), bytes);
  const { version, files } = snapshot;
  await writeHint(ref, { version, size: rows.rowCount, sizeInBytes: bytes.length, numOfAddFiles: files.length });
};

const WEEK = 7 * 86_400_000;

const READ_SCHEMA: Schema = [
  ...CHECKPOINT_SCHEMA,
  ...REFUSED_COLUMNS.map((name) => ({
    name,
    type: { kind: "struct" as const, fields: [] },
    nullable: true,
  })),
];
