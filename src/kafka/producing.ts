import type { Kafka, Message, Producer, RecordMetadata } from "kafkajs";
import { PinbookError } from "../errors.ts";
import { createPartitioning } from "./partitioning.ts";
import type { ProduceRecord, RecordPosition } from "./types.ts";

/** A record with the partition it goes to. */
interface Placed extends Message {
  readonly partition: number;
}

interface Job {
  readonly topic: string;
  readonly messages: readonly Placed[];
  readonly bytes: number;
  readonly resolve: (positions: readonly RecordPosition[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Sends records, one request at a time; what is asked for meanwhile goes together into the next. */
export interface Producing {
  /** Positions in the order of the records. Throws UnknownPartition before anything is sent. */
  produce(topic: string, records: readonly ProduceRecord[], partitions: number): Promise<readonly RecordPosition[]>;
  /** Waits for what is being sent. */
  close(): Promise<void>;
}

// A broker takes a batch of up to 1 MiB unless told otherwise; kafkajs copies quadratically within a request.
const requestBytes = 900_000;
const requestRecords = 500;

/** An idempotent producer on kafkajs that connects with the first record. */
export const createProducing = (kafka: Kafka): Producing => {
  const { choose } = createPartitioning();
  const queue: Job[] = [];
  let producer: Producer | undefined;
  let pumping: Promise<void> | undefined;

  const connected = async (): Promise<Producer> => {
    if (producer) return producer;
    const fresh = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    });
    await fresh.connect();
    producer = fresh;
    return fresh;
  };
  // After a failure nobody knows whether the records are in the log, so the sequence numbers are of no use any more.
  const drop = async (): Promise<void> => {
    const failed = producer;
    producer = undefined;
    await failed?.disconnect().catch(() => {});
  };
  const pump = async (): Promise<void> => {
    while (queue.length > 0) {
      const jobs = takeJobs(queue);
      try {
        const topicMessages = byTopic(jobs);
        const metadata = await (await connected()).sendBatch({ acks: -1, topicMessages });
        settle(jobs, metadata);
      } catch (error) {
        await drop();
        for (const { reject } of jobs) reject(error);
      }
    }
    pumping = undefined;
  };
  const enqueue = (topic: string, messages: readonly Placed[]): Promise<readonly RecordPosition[]> =>
    new Promise((resolve, reject) => {
      queue.push({ topic, messages, bytes: sizeOf(messages), resolve, reject });
      pumping ??= pump();
    });
  return {
    produce: async (topic, records, partitions) => {
      const placed = records.map((record) => place(record, choose(topic, record, partitions)));
      const positions: RecordPosition[] = [];
      for (const part of inParts(placed)) positions.push(...(await enqueue(topic, part)));
      return positions;
    },
    close: async () => {
      await pumping;
      await drop();
    },
  };
};

const place = ({ key, value, headers }: ProduceRecord, partition: number): Placed => ({
  partition,
  key: key ? asBuffer(key) : null,
  value: value && asBuffer(value),
  headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, bytes]) => [name, asBuffer(bytes)])),
});

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const sizeOf = (messages: readonly Placed[]): number =>
  messages.reduce((sum, { key, value }) => sum + (key?.length ?? 0) + (value?.length ?? 0) + 32, 0);

const inParts = (messages: readonly Placed[]): Placed[][] => {
  const parts: Placed[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = sizeOf([message]);
    const part = parts.at(-1);
    if (part && part.length < requestRecords && bytes + size <= requestBytes) {
      part.push(message);
      bytes += size;
    } else {
      parts.push([message]);
      bytes = size;
    }
  }
  return parts;
};

// One job that fails fails those that go with it, so a large one, which a broker may refuse, goes alone.
const takeJobs = (queue: Job[]): Job[] => {
  const jobs: Job[] = [];
  let bytes = 0;
  let records = 0;
  for (let next = queue[0]; next; next = queue[0]) {
    bytes += next.bytes;
    records += next.messages.length;
    if (jobs.length > 0 && (bytes > requestBytes / 4 || records > requestRecords)) break;
    jobs.push(next);
    queue.shift();
  }
  return jobs;
};

const byTopic = (jobs: readonly Job[]): { topic: string; messages: Message[] }[] => {
  const topics = new Map<string, Message[]>();
  for (const { topic, messages } of jobs) {
    const all = topics.get(topic);
    if (all) all.push(...messages);
    else topics.set(topic, [...messages]);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
};

const settle = (jobs: readonly Job[], metadata: readonly RecordMetadata[]): void => {
  const next = new Map(
    metadata.map(({ topicName, partition, baseOffset }) => [`${topicName}/${partition}`, BigInt(baseOffset ?? -1)]),
  );
  for (const { topic, messages, resolve, reject } of jobs) {
    const positions: RecordPosition[] = [];
    for (const { partition } of messages) {
      const offset = next.get(`${topic}/${partition}`);
      if (offset === undefined || offset < 0n) break;
      positions.push({ partition, offset });
      next.set(`${topic}/${partition}`, offset + 1n);
    }
    // kafkajs resolves without an offset where a partition is unknown to it: such a record is nowhere.
    if (positions.length === messages.length) resolve(positions);
    else reject(new PinbookError(`the brokers gave no offset for records of topic ${topic}: they are not stored`));
  }
};
