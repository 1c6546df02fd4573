import { recordAccess } from "../access.ts";
import { createTopicAdmin } from "./admin.ts";
import { checkReachable, type KafkaClientOptions, openCluster, toPinbookError } from "./cluster.ts";
import { consume } from "./consuming.ts";
import { KafkaUnreachable } from "./errors.ts";
import { createProducing } from "./producing.ts";
import { readTopic } from "./reading.ts";
import type { KafkaClient, KafkaSettings, RecordBatch } from "./types.ts";

export type { KafkaClientOptions } from "./cluster.ts";

/**
 * A client of the embedded broker or of a real cluster, on kafkajs. It connects with the first call.
 * All calls throw KafkaUnreachable where no broker answers, and UnknownTopic for a topic that is not there.
 */
export const kafkaClient = (settings: KafkaSettings, options: KafkaClientOptions = {}): KafkaClient => {
  const kafka = openCluster(settings, options);
  const admin = createTopicAdmin(kafka);
  const producing = createProducing(kafka);
  let reachable: Promise<void> | undefined;

  const reach = (): Promise<void> => {
    reachable ??= checkReachable(settings, options).catch((error: unknown) => {
      reachable = undefined;
      throw error;
    });
    return reachable;
  };
  const call = async <T>(work: () => Promise<T>, topic?: string): Promise<T> => {
    await reach();
    try {
      return await work();
    } catch (error) {
      const shown = toPinbookError(error, settings, topic);
      if (shown instanceof KafkaUnreachable) reachable = undefined; // whether it is back, the next call finds out quickly
      throw shown;
    }
  };
  const cluster = settings.name ?? settings.brokers.join(",");
  const note = (topic: string, write: boolean): void =>
    recordAccess({ kind: "topic", name: `${cluster}#${topic}`, fingerprint: "", write });
  return {
    createTopics: (names, { partitions = 1 } = {}) => {
      for (const name of names) note(name, true);
      return call(() => admin.create(names, partitions));
    },
    deleteTopics: (names) => {
      for (const name of names) note(name, true);
      return call(() => admin.delete(names));
    },
    listTopics: () => call(() => admin.list()),
    brokers: () => call(() => admin.brokers()),
    offsets: (topic) => {
      note(topic, false);
      return call(() => admin.offsets(topic), topic);
    },
    produce: (topic, records) => {
      note(topic, true);
      return call(async () => producing.produce(topic, records, await admin.partitions(topic)), topic);
    },
    consume: (request) => {
      for (const topic of request.topics) note(topic, false);
      return call(() => consume(kafka, admin, request));
    },
    async *read(topic): AsyncGenerator<RecordBatch> {
      note(topic, false);
      await reach();
      try {
        yield* readTopic(kafka, admin, topic);
      } catch (error) {
        throw toPinbookError(error, settings, topic);
      }
    },
    close: async () => {
      await producing.close();
      await admin.close();
    },
  };
};
