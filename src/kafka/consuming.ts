import type { EachBatchPayload, Kafka } from "kafkajs";
import type { TopicAdmin } from "./admin.ts";
import { recordsOf, startGroupConsumer } from "./group-consumer.ts";
import type { ConsumeOptions } from "./types.ts";

/** Partitions that are to be read up to an offset, by `topic/partition`. */
type Targets = Map<string, { readonly topic: string; readonly partition: number; readonly end: bigint }>;

const shortWaitMs = 100;
const longWaitMs = 250;
const checkEveryMs = 500;

/** Hands over the group's records and commits after each batch, as ConsumeOptions say. */
export const consume = async (kafka: Kafka, admin: TopicAdmin, options: ConsumeOptions): Promise<void> => {
  const { groupId, topics, onBatch, until = "signal", signal } = options;
  for (const topic of topics) await admin.partitions(topic);
  if (signal?.aborted || topics.length === 0) return;
  const targets = until === "end" ? await remaining(admin, groupId, topics) : undefined;
  if (targets?.size === 0 || signal?.aborted) return;

  const reached = (topic: string, partition: number, next: bigint): void => {
    const target = targets?.get(`${topic}/${partition}`);
    if (!target || next < target.end) return;
    targets?.delete(`${topic}/${partition}`);
    if (targets?.size === 0) consumer.stop();
  };
  const consumer = startGroupConsumer(kafka, {
    groupId,
    topics,
    maxWaitMs: targets ? shortWaitMs : longWaitMs,
    onBatch: ({ batch }) => onBatch({ topic: batch.topic, partition: batch.partition, records: recordsOf(batch) }),
    settle: commit,
    onPosition: reached,
  });
  signal?.addEventListener("abort", consumer.stop);
  const stopChecking = targets ? checkOthers(admin, groupId, targets, reached) : () => {};
  try {
    await consumer.ended;
  } finally {
    stopChecking();
    signal?.removeEventListener("abort", consumer.stop);
  }
};

const commit = async (payload: EachBatchPayload, upTo: bigint): Promise<void> => {
  const { batch, resolveOffset, commitOffsetsIfNecessary } = payload;
  const { topic, partition } = batch;
  const offset = String(upTo);
  await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
  resolveOffset(batch.lastOffset()); // not before: a batch whose commit fails is to come again
};

const remaining = async (admin: TopicAdmin, groupId: string, topics: readonly string[]): Promise<Targets> => {
  const partitions = await admin.progress(groupId, topics);
  const behind = partitions.filter(({ low, high, next }) => high > low && high > next);
  return new Map(
    behind.map(({ topic, partition, high }) => [`${topic}/${partition}`, { topic, partition, end: high }]),
  );
};

// Other members of the group may hold some of the partitions: what they commit counts as well.
const checkOthers = (
  admin: TopicAdmin,
  groupId: string,
  targets: Targets,
  reached: (topic: string, partition: number, next: bigint) => void,
): (() => void) => {
  let checking = false;
  const check = async (): Promise<void> => {
    const topics = new Set([...targets.values()].map(({ topic }) => topic));
    for (const { topic, partition, next } of await admin.progress(groupId, [...topics]))
      reached(topic, partition, next);
  };
  const timer = setInterval(() => {
    if (checking) return;
    checking = true;
    // Where the cluster does not answer the consumer itself fails; a check that is missed is made again.
    check()
      .catch(() => {})
      .finally(() => {
        checking = false;
      });
  }, checkEveryMs);
  return () => clearInterval(timer);
};
