import { KafkaUnreachable, UnknownPartition, UnknownTopic } from "../../src/kafka/errors.ts";
import type { ConsumedRecord, ConsumeOptions, KafkaClient, ProduceRecord } from "../../src/kafka/types.ts";

export interface MemoryKafka extends KafkaClient {
  /** As if no broker answered, until set back. */
  isDown: boolean;
  /** How many records a batch holds at most. */
  batchSize: number;
  /** What a group has committed: `group/topic/partition` → the next offset. */
  readonly committed: Map<string, bigint>;
  /** Leaves a hole in a partition's offsets, as compaction and transactions do. */
  skipOffsets(topic: string, partition: number, count: bigint): void;
}

/** A KafkaClient over arrays. */
export const memoryKafka = (): MemoryKafka => {
  const topics = new Map<string, { records: ConsumedRecord[]; next: bigint }[]>();
  const committed = new Map<string, bigint>();
  let turn = 0;

  const logsOf = (topic: string) => {
    if (kafka.isDown) throw new KafkaUnreachable(["memory:0"]);
    const logs = topics.get(topic);
    if (!logs) throw new UnknownTopic(topic);
    return logs;
  };

  const append = (topic: string, record: ProduceRecord) => {
    const logs = logsOf(topic);
    const partition = record.partition ?? turn++ % logs.length;
    const log = logs[partition];
    if (!log) throw new UnknownPartition(topic, partition, logs.length);
    const offset = log.next++;
    log.records.push({ offset, key: record.key ?? null, value: record.value, timestamp: 1_700_000_000_000 });
    return { partition, offset };
  };

  const kafka: MemoryKafka = {
    isDown: false,
    batchSize: 100,
    committed,
    skipOffsets: (topic, partition, count) => {
      const log = logsOf(topic)[partition];
      if (log) log.next += count;
    },
    createTopics: async (names, options) => {
      const created = names.filter((name) => !topics.has(name));
      for (const name of created) {
        topics.set(
          name,
          Array.from({ length: options?.partitions ?? 1 }, () => ({ records: [], next: 0n })),
        );
      }
      return created;
    },
    deleteTopics: async (names) => {
      for (const name of names) topics.delete(name);
    },
    listTopics: async () => {
      if (kafka.isDown) throw new KafkaUnreachable(["memory:0"]);
      return [...topics]
        .map(([name, logs]) => ({ name, partitions: logs.length, keepers: logs.map(keeperOf) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    brokers: async () => [1],
    offsets: async (topic) =>
      logsOf(topic).map((log, partition) => ({ partition, low: log.records[0]?.offset ?? 0n, high: log.next })),
    produce: async (topic, records) => records.map((record) => append(topic, record)),
    consume: (options) => consume(kafka, logsOf, options),
    read: async function* (topic) {
      for (const [partition, { records }] of logsOf(topic).entries()) yield { topic, partition, records };
    },
    close: async () => {},
  };
  return kafka;
};

// Reads what is there and returns, whichever `until` is asked for.
const consume = async (
  kafka: MemoryKafka,
  logsOf: (topic: string) => readonly { readonly records: readonly ConsumedRecord[] }[],
  { groupId, topics, onBatch }: ConsumeOptions,
): Promise<void> => {
  for (const topic of topics) {
    for (const [partition, { records }] of logsOf(topic).entries()) {
      const group = `${groupId}/${topic}/${partition}`;
      const from = kafka.committed.get(group) ?? 0n;
      const left = records.filter(({ offset }) => offset >= from);
      while (left.length > 0) {
        const batch = left.splice(0, kafka.batchSize);
        const upTo = await onBatch({ topic, partition, records: batch });
        kafka.committed.set(group, upTo ?? (batch.at(-1)?.offset ?? -1n) + 1n);
      }
    }
  }
};

const keeperOf = (_: unknown, partition: number) => ({ partition, leader: 1, replicas: [1], inSync: [1] });
