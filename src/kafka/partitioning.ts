import { UnknownPartition } from "./errors.ts";
import { partitionOfKey } from "./protocol/murmur2.ts";
import type { ProduceRecord } from "./types.ts";

/** Chooses partitions: the one a record names, else the one its key's hash gives, else each in turn. */
export interface Partitioning {
  /** Throws UnknownPartition. */
  choose(topic: string, record: ProduceRecord, partitions: number): number;
}

export const createPartitioning = (): Partitioning => {
  const turns = new Map<string, number>();
  return {
    choose: (topic, { partition, key }, partitions) => {
      if (partition !== undefined) {
        if (!Number.isInteger(partition) || partition < 0 || partition >= partitions)
          throw new UnknownPartition(topic, partition, partitions);
        return partition;
      }
      if (key) return partitionOfKey(key, partitions);
      const turn = turns.get(topic) ?? 0;
      turns.set(topic, (turn + 1) % partitions);
      return turn % partitions;
    },
  };
};
