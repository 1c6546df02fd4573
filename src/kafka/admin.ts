import type { Admin, Kafka } from "kafkajs";
import { PinbookError, usageError } from "../errors.ts";
import { UnknownTopic } from "./errors.ts";
import type { PartitionOffsets, TopicInfo } from "./types.ts";

/** Topics and offsets of a cluster. */
export interface TopicAdmin {
  list(): Promise<readonly TopicInfo[]>;
  /** How many partitions; asked of the cluster at most once a minute. Throws UnknownTopic. */
  partitions(topic: string): Promise<number>;
  create(names: readonly string[], partitions: number): Promise<readonly string[]>;
  /** Throws UnknownTopic before any is deleted. */
  delete(names: readonly string[]): Promise<void>;
  offsets(topic: string): Promise<readonly PartitionOffsets[]>;
  /** Offsets that a group has committed, by partition; those without are missing. */
  committed(groupId: string, topic: string): Promise<ReadonlyMap<number, bigint>>;
  deleteGroup(groupId: string): Promise<void>;
  close(): Promise<void>;
}

const rememberMs = 60_000;
const readyWithinMs = 30_000;
const pollMs = 50;

export const createTopicAdmin = (kafka: Kafka): TopicAdmin => {
  const counts = new Map<string, { readonly count: number; readonly until: number }>();
  let shared: Promise<Admin> | undefined;

  const admin = (): Promise<Admin> => {
    shared ??= connect(kafka).catch((error: unknown) => {
      shared = undefined;
      throw error;
    });
    return shared;
  };
  const describe = async () => {
    const { topics } = await (await admin()).fetchTopicMetadata();
    return topics.filter(({ name }) => !name.startsWith("__"));
  };
  const list = async (): Promise<TopicInfo[]> => {
    const infos = (await describe()).map(({ name, partitions }) => ({ name, partitions: partitions.length }));
    for (const { name, partitions } of infos) counts.set(name, { count: partitions, until: Date.now() + rememberMs });
    return infos.sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  const partitions = async (topic: string): Promise<number> => {
    const known = counts.get(topic);
    if (known && known.until > Date.now()) return known.count;
    const found = (await list()).find(({ name }) => name === topic);
    if (!found) throw new UnknownTopic(topic);
    return found.partitions;
  };
  const ready = async (names: readonly string[]): Promise<void> => {
    const deadline = Date.now() + readyWithinMs;
    for (;;) {
      const led = (await describe()).filter((topic) => topic.partitions.every(({ leader }) => leader >= 0));
      const missing = names.filter((name) => !led.some((topic) => topic.name === name));
      if (missing.length === 0) return;
      if (Date.now() > deadline)
        throw new PinbookError(
          `topics ${missing.join(", ")} are created but have no leader after ${readyWithinMs / 1000} s: look at the brokers`,
        );
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  };
  return {
    list,
    partitions,
    create: async (names, count) => {
      if (!Number.isInteger(count) || count < 1)
        throw usageError(`a topic cannot have ${count} partitions: give a whole number from 1 on`);
      const there = new Set((await list()).map(({ name }) => name));
      const created: string[] = [];
      for (const topic of new Set(names)) {
        if (there.has(topic)) continue;
        const request = { topics: [{ topic, numPartitions: count, replicationFactor: -1 }], waitForLeaders: false };
        if (await (await admin()).createTopics(request)) created.push(topic);
      }
      if (created.length > 0) await ready(created);
      return created;
    },
    delete: async (names) => {
      const there = await list();
      for (const name of names) if (!there.some((topic) => topic.name === name)) throw new UnknownTopic(name);
      if (names.length > 0) await (await admin()).deleteTopics({ topics: [...names] });
      for (const name of names) counts.delete(name);
    },
    offsets: async (topic) => {
      await partitions(topic);
      const offsets = await once(kafka, (own) => own.fetchTopicOffsets(topic));
      return offsets
        .map(({ partition, low, high }) => ({ partition, low: BigInt(low), high: BigInt(high) }))
        .sort((a, b) => a.partition - b.partition);
    },
    committed: async (groupId, topic) => {
      const [found] = await once(kafka, (own) => own.fetchOffsets({ groupId, topics: [topic] }));
      const entries = (found?.partitions ?? []).map(({ partition, offset }) => [partition, BigInt(offset)] as const);
      return new Map(entries.filter(([, offset]) => offset >= 0n));
    },
    deleteGroup: async (groupId) => {
      await (await admin()).deleteGroups([groupId]);
    },
    close: async () => {
      const open = await shared?.catch(() => undefined);
      shared = undefined;
      await open?.disconnect();
    },
  };
};

const connect = async (kafka: Kafka): Promise<Admin> => {
  const admin = kafka.admin();
  await admin.connect();
  return admin;
};

// kafkajs remembers each topic it was asked about and fails for all of them once one is deleted: questions about offsets get an admin of their own.
const once = async <T>(kafka: Kafka, ask: (admin: Admin) => Promise<T>): Promise<T> => {
  const admin = await connect(kafka);
  try {
    return await ask(admin);
  } finally {
    await admin.disconnect();
  }
};
