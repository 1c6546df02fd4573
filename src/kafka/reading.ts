import { randomUUID } from "node:crypto";
import type { Kafka } from "kafkajs";
import type { TopicAdmin } from "./admin.ts";
import { recordsOf, startGroupConsumer } from "./group-consumer.ts";
import type { RecordBatch } from "./types.ts";

const waitMs = 100;

/**
 * All records from the low to the high watermark of each partition, as they are when it begins.
 * kafkajs fetches only as a member of a group, so this makes one of its own that commits nothing and is gone afterwards.
 */
export async function* readTopic(kafka: Kafka, admin: TopicAdmin, topic: string): AsyncGenerator<RecordBatch> {
  const ends = new Map<number, bigint>();
  const next = new Map<number, bigint>();
  for (const { partition, low, high } of await admin.offsets(topic)) {
    if (high <= low) continue;
    ends.set(partition, high);
    next.set(partition, low);
  }
  if (ends.size === 0) return;
  const handover = createHandover<RecordBatch>();
  const consumer = startGroupConsumer(kafka, {
    groupId: `pinbook-read-${randomUUID()}`,
    topics: [topic],
    maxWaitMs: waitMs,
    onBatch: async ({ batch }) => {
      const { partition } = batch;
      const end = ends.get(partition) ?? 0n;
      // After a rebalance kafkajs begins again: what was handed over already is left out.
      const from = next.get(partition) ?? 0n;
      const records = recordsOf(batch).filter(({ offset }) => offset >= from && offset < end);
      if (records.length > 0) await handover.give({ topic, partition, records });
    },
    settle: async ({ batch, resolveOffset }) => resolveOffset(batch.lastOffset()),
    onPosition: (_topic, partition, position) => {
      next.set(partition, position);
      if ([...ends].every(([id, end]) => (next.get(id) ?? 0n) >= end)) consumer.stop();
    },
  });
  consumer.ended.then(handover.end, handover.fail);
  try {
    yield* handover.taken();
  } finally {
    handover.refuse();
    consumer.stop();
    await consumer.ended.catch(() => {});
  }
}

/** Passes values from one who pushes to one who pulls; a giver waits until his value is taken. */
const createHandover = <T>() => {
  const given: { readonly value: T; readonly taken: () => void }[] = [];
  let ended = false;
  let refused = false;
  let failure: unknown;
  let wake = (): void => {};
  const end = (): void => {
    ended = true;
    wake();
  };
  return {
    give: (value: T): Promise<void> =>
      new Promise((resolve) => {
        if (refused) return resolve();
        given.push({ value, taken: resolve });
        wake();
      }),
    end,
    fail: (error: unknown): void => {
      failure = error;
      end();
    },
    refuse: (): void => {
      refused = true;
      for (const { taken } of given.splice(0)) taken();
    },
    taken: async function* (): AsyncGenerator<T> {
      for (;;) {
        const next = given.shift();
        if (next) {
          try {
            yield next.value;
          } finally {
            // Also where the reader leaves in the middle: the giver waits for it.
            next.taken();
          }
          continue;
        }
        if (failure !== undefined) throw failure;
        if (ended) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
};
