import type { EachBatchPayload, Kafka } from "kafkajs";
import type { TopicAdmin } from "./admin.ts";
import { recordsOf, startGroupConsumer } from "./group-consumer.ts";
import type { ConsumeOptions } from "./types.ts";

/** Partitions that are to be read up to an offset, by `topic/partition`. */
type Targets = Map<string, { readonly topic: string; readonly partition: number; readonly end: bigint }>;

const shortWaitMs = 100;
const longWaitMs = 500;
const checkEveryMs = 500;

/** Hands over the group's records and commits after each batch, as ConsumeOptions say. */
export const consume = async (kafka: Kafka, admin: TopicAdmin, options: ConsumeOptions): Promise<void> => {
  const { groupId, topics, onBatch, until = "signal", signal } = options;
  for (const topic of topics) await admin.partitions(topic);
  const targets = until === "end" ? await remaining(admin, groupId, topics) : undefined;
  if (targets?.size === 0 || signal?.aborted || topics.length === 0) return;

  const reached = (topic: string, partition: number, next: bigint): void => {
    const target = targets?.get(`${topic}/${partition}`);
    if (!target || next < target.end) return;
    targets?.delete(`${topic}/${partition}`);
    if (targets?.size === 0) consumer.stop();
  };
  const handle = async (payload: EachBatchPayload): Promise<void> => {
    const { topic, partition } = payload.batch;
    await onBatch({ topic, partition, records: recordsOf(payload.batch) });
    await commit(payload);
  };
  const consumer = startGroupConsumer(kafka, {
    groupId,
    topics,
    maxWaitMs: targets ? shortWaitMs : longWaitMs,
    onBatch: handle,
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

const commit = async ({ batch, resolveOffset, commitOffsetsIfNecessary }: EachBatchPayload): Promise<void> => {
  const { topic, partition } = batch;
  const offset = String(BigInt(batch.lastOffset()) + 1n);
  resolveOffset(batch.lastOffset());
  await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
};

const remaining = async (admin: TopicAdmin, groupId: string, topics: readonly string[]): Promise<Targets> => {
  const targets: Targets = new Map();
  for (const topic of topics) {
    const committed = await admin.committed(groupId, topic);
    for (const { partition, low, high } of await admin.offsets(topic)) {
      const from = committed.get(partition) ?? low;
      if (high > low && high > from) targets.set(`${topic}/${partition}`, { topic, partition, end: high });
    }
  }
  return targets;
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
    for (const topic of new Set([...targets.values()].map((target) => target.topic)))
      for (const [partition, offset] of await admin.committed(groupId, topic)) reached(topic, partition, offset);
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
