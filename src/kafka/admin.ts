import { setTimeout as delay } from "node:timers/promises";
import type { Admin, ITopicMetadata, Kafka } from "kafkajs";
import { PinbookError, usageError } from "../errors.ts";
import { whenLoaded } from "./coordinator.ts";
import { UnknownTopic } from "./errors.ts";
import type { PartitionOffsets, TopicInfo } from "./types.ts";

/** Topics and offsets of a cluster. */
export interface TopicAdmin {
  list(): Promise<readonly TopicInfo[]>;
  brokers(): Promise<readonly number[]>;
  /** How many partitions; asked of the cluster at most once a minute. Throws UnknownTopic. */
  partitions(topic: string): Promise<number>;
  create(names: readonly string[], partitions: number): Promise<readonly string[]>;
  /** Throws UnknownTopic before any is deleted. */
  delete(names: readonly string[]): Promise<void>;
  offsets(topic: string): Promise<readonly PartitionOffsets[]>;
  /** How far a group is with each partition of these topics. */
  progress(groupId: string, topics: readonly string[]): Promise<readonly Progress[]>;
  close(): Promise<void>;
}

/** A partition's offsets, and the one that a group reads next: the committed one, or the first. */
export interface Progress extends PartitionOffsets {
  readonly topic: string;
  readonly next: bigint;
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
  const describe = async (): Promise<ITopicMetadata[]> => {
    const { topics } = await (await admin()).fetchTopicMetadata();
    return topics.filter(({ name }) => !name.startsWith("__"));
  };
  const list = async (): Promise<TopicInfo[]> => {
    const infos = (await describe()).map(toTopicInfo);
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
  return {
    list,
    brokers: async () => {
      const { brokers } = await (await admin()).describeCluster();
      return brokers.map(({ nodeId }) => nodeId).sort((a, b) => a - b);
    },
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
      if (created.length > 0) await leadersOf(created, describe);
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
      return once(kafka, (own) => offsetsOf(own, topic));
    },
    progress: async (groupId, topics) => {
      for (const topic of topics) await partitions(topic);
      return once(kafka, (own) => progressOf(own, groupId, topics));
    },
    close: async () => {
      const open = await shared?.catch(() => undefined);
      shared = undefined;
      await open?.disconnect();
    },
  };
};

const leadersOf = async (names: readonly string[], describe: () => Promise<ITopicMetadata[]>): Promise<void> => {
  const deadline = Date.now() + readyWithinMs;
  for (;;) {
    const led = (await describe()).filter((topic) => topic.partitions.every(({ leader }) => leader >= 0));
    const missing = names.filter((name) => !led.some((topic) => topic.name === name));
    if (missing.length === 0) return;
    if (Date.now() > deadline)
      throw new PinbookError(
        `topics ${missing.join(", ")} are created but have no leader after ${readyWithinMs / 1000} s: look at the brokers`,
      );
    await delay(pollMs);
  }
};

const connect = async (kafka: Kafka): Promise<Admin> => {
  const admin = kafka.admin();
  await admin.connect();
  return admin;
};

const offsetsOf = async (admin: Admin, topic: string): Promise<PartitionOffsets[]> => {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets
    .map(({ partition, low, high }) => ({ partition, low: BigInt(low), high: BigInt(high) }))
    .sort((a, b) => a.partition - b.partition);
};

const progressOf = async (admin: Admin, groupId: string, topics: readonly string[]): Promise<Progress[]> => {
  const offsets = new Map<string, PartitionOffsets[]>();
  for (const topic of topics) offsets.set(topic, await offsetsOf(admin, topic));
  // Only after the topics' metadata is there: without it kafkajs finds no coordinator at once, and waits.
  const committed = await whenLoaded(() => admin.fetchOffsets({ groupId, topics: [...topics] }));
  return committed.flatMap(({ topic, partitions }) =>
    partitions.flatMap(({ partition, offset }) => {
      const own = offsets.get(topic)?.find((entry) => entry.partition === partition);
      return own ? [{ topic, ...own, next: Number(offset) < 0 ? own.low : BigInt(offset) }] : [];
    }),
  );
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

const toTopicInfo = ({ name, partitions }: ITopicMetadata): TopicInfo => ({
  name,
  partitions: partitions.length,
  keepers: partitions
    .map(({ partitionId, leader, replicas, isr }) => ({ partition: partitionId, leader, replicas, inSync: isr }))
    .sort((a, b) => a.partition - b.partition),
});
