import { appendRows, readSnapshot } from "../delta/index.ts";
import { type Kind, type Pipeline, tableOf, topicOf } from "./open.ts";
import { readCleaned } from "./read-cleaned.ts";
import { reportRejected } from "./read-raw.ts";
import { listSinkObjects, readSinkObjects, type SinkObject } from "./sink-objects.ts";

/** What one append did. */
export interface BatchAppend {
  readonly kind: Kind;
  readonly table: string;
  /** Objects that the table did not hold yet. */
  readonly objects: number;
  /** Rows that they became. */
  readonly rows: number;
  readonly version: number;
}

/**
 * Cleans the objects that the kind's table does not hold yet and appends them in one commit. How far each partition got
 * stands in that commit as a txn, so an append that was cut short, or comes again, loses and doubles nothing.
 */
export const appendBatch = async (pipeline: Pipeline, kind: Kind): Promise<BatchAppend> => {
  const table = tableOf(pipeline, kind);
  const { txns, version } = await readSnapshot(table);
  const appOf = (partition: number): string => `batch:${topicOf(pipeline, kind)}:${partition}`;
  // A txn's version is the first offset that is not in the table yet.
  const fresh = (await listSinkObjects(pipeline, kind)).filter(
    ({ partition, offset }) => offset >= (txns.get(appOf(partition))?.version ?? 0),
  );
  if (fresh.length === 0) return { kind, table: table.path, objects: 0, rows: 0, version };
  const { rows, rejected } = await readCleaned(kind, readSinkObjects(pipeline, fresh));
  await reportRejected(pipeline, kind, rejected);
  const result = await appendRows(table, rows, { txns: nextOffsets(fresh, appOf), operation: "WRITE" });
  return {
    kind,
    table: table.path,
    objects: fresh.length,
    rows: result.skipped ? 0 : result.rows,
    version: result.version,
  };
};

const nextOffsets = (objects: readonly SinkObject[], appOf: (partition: number) => string) => {
  const next = new Map<number, number>();
  for (const { partition, offset } of objects) next.set(partition, Math.max(next.get(partition) ?? 0, offset + 1));
  return [...next].map(([partition, version]) => ({ appId: appOf(partition), version }));
};
