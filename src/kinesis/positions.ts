import type { Shard, StreamRecord } from "./types.ts";

/** How far a shard was read: nothing yet, after a record, or to its end where it is closed. */
export interface ShardPosition {
  /** Sequence number of the last record read. */
  readonly after?: string;
  readonly ended?: true;
}

/** How far a stream was read, by shard id; a shard that is not named is read from its start. */
export type Positions = Readonly<Record<string, ShardPosition>>;

/** Records in shard order and within a shard in sequence order, and how far they lead. */
export interface ReadBatch {
  readonly records: readonly StreamRecord[];
  readonly positions: Positions;
}

/** The shards to read now: not ended, and after those they came from. */
export const readable = (shards: readonly Shard[], positions: Positions): readonly Shard[] => {
  const listed = new Set(shards.map(({ shardId }) => shardId));
  const ended = (shardId: string) => positions[shardId]?.ended === true;
  return shards.filter(
    ({ shardId, parents }) => !ended(shardId) && parents.every((parent) => ended(parent) || !listed.has(parent)),
  );
};

/**
 * How many records to take of each queue so that the batch holds at most `maxRecords` and `maxBytes` (but at least one record where there is one);
 * the queues share it evenly.
 */
export const shareBatch = (
  queues: readonly (readonly StreamRecord[])[],
  maxRecords: number,
  maxBytes: number,
): readonly number[] => {
  const taken = queues.map(() => 0);
  let records = 0;
  let bytes = 0;
  for (let open = queues.map((_, i) => i); open.length > 0; ) {
    const next: number[] = [];
    for (const i of open) {
      const record = queues[i]?.[taken[i] ?? 0];
      if (!record) continue;
      const size = record.data.length + record.partitionKey.length;
      if (records > 0 && (records + 1 > maxRecords || bytes + size > maxBytes)) return taken;
      taken[i] = (taken[i] ?? 0) + 1;
      records++;
      bytes += size;
      next.push(i);
    }
    open = next;
  }
  return taken;
};
