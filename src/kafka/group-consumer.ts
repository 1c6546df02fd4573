import type { Batch, Consumer, EachBatchPayload, Kafka } from "kafkajs";
import { untilLoaded } from "./coordinator.ts";

/** What a consumer of a group does with what it gets. */
export interface GroupHandling {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly maxWaitMs: number;
  /** Handles the records of one partition; the consumer stays in the group however long it takes. Where it rejects, consuming ends. */
  readonly onBatch: (payload: EachBatchPayload) => Promise<bigint | undefined> | Promise<void>;
  /** Commits, or notes, that the batch is handled. Where it rejects, as in a rebalance, the batch comes again to whoever has the partition then. */
  readonly settle: (payload: EachBatchPayload, upTo: bigint) => Promise<void>;
  /** Told after each batch, also one of nothing but control records, how far its partition is now. */
  readonly onPosition?: (topic: string, partition: number, nextOffset: bigint) => void;
}

/** A consumer that runs until it is stopped or fails. */
export interface GroupConsumer {
  /** Resolves once it is stopped, rejects with what made it fail. */
  readonly ended: Promise<void>;
  /** Stops after the batch in hand. May be called from within one. */
  stop(): void;
}

const heartbeatMs = 1_000;
const sessionTimeoutMs = 30_000;
const rebalanceTimeoutMs = 60_000;

/** Joins the group with kafkajs and hands over batches from the committed offsets on, or from the beginning. */
export const startGroupConsumer = (kafka: Kafka, handling: GroupHandling): GroupConsumer => {
  const consumer = kafka.consumer({
    groupId: handling.groupId,
    maxWaitTimeInMs: handling.maxWaitMs,
    heartbeatInterval: heartbeatMs,
    sessionTimeout: sessionTimeoutMs,
    rebalanceTimeout: rebalanceTimeoutMs,
    allowAutoTopicCreation: false,
    // Whoever started it decides; kafkajs would otherwise begin again behind his back, other than to wait for a coordinator.
    retry: { restartOnFailure: untilLoaded() },
  });
  let finish: (error?: unknown) => void = () => {};
  const outcome = new Promise<void>((resolve, reject) => {
    finish = (error) => (error === undefined ? resolve() : reject(error));
  });
  const stop = (): void => {
    consumer.stop().then(() => finish(), finish);
  };
  const ended = run(consumer, handling, finish, outcome).finally(() => consumer.disconnect().catch(() => {}));
  return { ended, stop };
};

const run = async (
  consumer: Consumer,
  handling: GroupHandling,
  finish: (error?: unknown) => void,
  outcome: Promise<void>,
): Promise<void> => {
  let failure: unknown;
  consumer.on("consumer.crash", ({ payload }) => {
    if (!payload.restart) finish(failure ?? payload.error);
  });
  consumer.on("consumer.end_batch_process", ({ payload: { topic, partition, lastOffset } }) =>
    handling.onPosition?.(topic, partition, BigInt(lastOffset) + 1n),
  );
  const eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    if (failure !== undefined) throw failure;
    let upTo: bigint | undefined;
    try {
      upTo = await whileBeating(payload, async () => (await handling.onBatch(payload)) ?? undefined);
    } catch (error) {
      failure ??= error;
      finish(error); // without kafkajs's retries: the records are handed over again when somebody consumes again
      throw error;
    }
    await handling.settle(payload, upTo ?? BigInt(payload.batch.lastOffset()) + 1n);
  };
  await consumer.connect();
  await consumer.subscribe({ topics: [...handling.topics], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch });
  await outcome;
};

const whileBeating = async <T>(payload: EachBatchPayload, work: () => Promise<T>): Promise<T> => {
  // A rebalance shows itself at the commit; a heartbeat that fails here has nobody to tell.
  const timer = setInterval(() => payload.heartbeat().catch(() => {}), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};

/** The records of kafkajs's batch in our form. */
export const recordsOf = (batch: Batch) =>
  batch.messages.map(({ offset, key, value, timestamp }) => ({
    offset: BigInt(offset),
    key,
    value,
    timestamp: Number(timestamp),
  }));
