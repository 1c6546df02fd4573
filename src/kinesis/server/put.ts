import { invalidArgument } from "./aws-error.ts";
import { sequenceOf } from "./describe.ts";
import { hashOfKey, hashSpace, shardOfHash } from "./hash.ts";
import { shardIdOf } from "./shard-id.ts";
import type { ShardLog } from "./shard-log.ts";
import type { Stream } from "./streams.ts";

/** A record of a put request. */
export interface PutEntry {
  readonly Data: Buffer;
  readonly PartitionKey: string;
  readonly ExplicitHashKey?: string;
}

/** Where an entry is on disk, or why it is not. */
export type PutOutcome = { readonly shardId: string; readonly sequenceNumber: string } | { readonly failure: unknown };

/** Writes entries to their shards, in order within a shard, and gives one outcome an entry. Throws InvalidArgumentException before anything is written. */
export const putAll = async (
  stream: Stream,
  entries: readonly PutEntry[],
  now: number,
): Promise<readonly PutOutcome[]> => {
  const outcomes: PutOutcome[] = new Array(entries.length);
  const byShard = groupByShard(stream, entries);
  await Promise.all(
    [...byShard].map(async ([shard, positions]) => {
      const log = stream.shards[shard] as ShardLog;
      try {
        const records = positions.map((i) => toRecord(entries[i] as PutEntry));
        const appended = await log.append(records, now);
        appended.forEach(({ ordinal, arrival }, k) => {
          outcomes[positions[k] as number] = {
            shardId: shardIdOf(shard),
            sequenceNumber: sequenceOf(stream, shard, ordinal, arrival),
          };
        });
      } catch (failure) {
        for (const i of positions) outcomes[i] = { failure };
      }
    }),
  );
  return outcomes;
};

const toRecord = ({ Data, PartitionKey }: PutEntry) => ({ data: Data, partitionKey: PartitionKey });

/** Positions of the entries by the number of their shard. */
const groupByShard = (stream: Stream, entries: readonly PutEntry[]): Map<number, number[]> => {
  const groups = new Map<number, number[]>();
  entries.forEach((entry, i) => {
    const shard = shardOfHash(hashOf(entry), stream.shards.length);
    const group = groups.get(shard);
    if (group) group.push(i);
    else groups.set(shard, [i]);
  });
  return groups;
};

const hashOf = ({ PartitionKey, ExplicitHashKey }: PutEntry): bigint => {
  if (ExplicitHashKey === undefined) return hashOfKey(PartitionKey);
  const hash = BigInt(ExplicitHashKey);
  if (hash >= hashSpace)
    throw invalidArgument(
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${ExplicitHashKey}`,
    );
  return hash;
};
