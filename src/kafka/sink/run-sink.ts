import { usageError } from "../../errors.ts";
import type { ObjectStore } from "../../storage/index.ts";
import type { KafkaClient, RecordBatch } from "../types.ts";
import { type Chunk, continueWith, isFull, toChunks } from "./chunk.ts";
import type { TopicPartition } from "./names.ts";
import { newTally, type SinkReport } from "./tally.ts";
import { type SinkPlace, type Written, writeChunk } from "./write-chunk.ts";

export interface SinkOptions {
  readonly kafka: KafkaClient;
  readonly store: ObjectStore;
  readonly topics: readonly string[];
  /** Whose committed offsets say what is done: `pinbook-sink` by default. */
  readonly groupId?: string;
  /** How many offsets share an object: 1 by default, one object a record. */
  readonly flushSize?: number;
  /** The folder of the objects: `topics` by default. */
  readonly topicsDir?: string;
  /** The folder of records that are no JSON: `deadletter` by default. */
  readonly deadLetterDir?: string;
  /** `end`: stop once everything that was there at the start is written; `signal`, the default: go on until the signal. */
  readonly until?: "end" | "signal";
  /**
   * Whether to write, when the sink stops, objects that still lack records: by default only with `until: "end"`, so that a batch run
   * leaves every record in the store. Their offsets stay uncommitted, and the next run replaces each by the fuller one of its name.
   */
  readonly flushPartial?: boolean;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

/**
 * Copies topics into a store as Kafka Connect's S3 sink does with JsonFormat and DefaultPartitioner. Each record is in exactly one
 * object, also after a crash: offsets are committed once their objects are safe, objects are cut at the multiples of flushSize,
 * and so what is delivered again is written again under the same name with the same content. Records that are no JSON, tombstones
 * among them, become dead letters and stop nothing. Rejects where Kafka or the store fails for good.
 */
export const runSink = async (options: SinkOptions): Promise<SinkReport> => {
  const { kafka, topics, groupId = "pinbook-sink", until = "signal", signal, log = () => {} } = options;
  const { flushSize = 1, flushPartial = until === "end" } = options;
  check(topics, flushSize);
  const place = placeOf(options);
  const tally = newTally(topics);
  const open = new Map<string, { readonly at: TopicPartition; readonly chunk: Chunk }>();

  const write = async (at: TopicPartition, chunks: readonly Chunk[]): Promise<void> => {
    for (const { counts, deadLetters } of await allWritten(chunks.map((chunk) => writeChunk(place, at, chunk)))) {
      tally.add(at.topic, counts, deadLetters);
      for (const { partition, offset, reason, object } of deadLetters)
        log(`sink: ${at.topic} partition ${partition} offset ${offset}: ${reason}; kept in ${object}`);
    }
  };

  const onBatch = async ({ topic, partition, records }: RecordBatch): Promise<bigint | undefined> => {
    const at = { topic, partition };
    const name = `${topic}/${partition}`;
    const chunks = toChunks(continueWith(open.get(name)?.chunk, records), flushSize);
    const last = chunks.at(-1);
    const rest = last && !isFull(last) ? last : undefined;
    await write(at, rest ? chunks.slice(0, -1) : chunks);
    if (rest) open.set(name, { at, chunk: rest });
    else open.delete(name);
    log(`sink: ${topic} partition ${partition}: ${records.length} records to offset ${records.at(-1)?.offset}`);
    return rest?.records[0]?.offset;
  };

  await kafka.consume({ groupId, topics, onBatch, until, ...(signal && { signal }) });
  if (flushPartial) for (const { at, chunk } of open.values()) await write(at, [chunk]);
  return tally.report();
};

const check = (topics: readonly string[], flushSize: number): void => {
  if (topics.length === 0) throw usageError("the sink has no topics: name at least one");
  if (!Number.isSafeInteger(flushSize) || flushSize < 1)
    throw usageError(`flushSize ${flushSize} is none: give a whole number from 1 on`);
};

const placeOf = ({ store, topicsDir = "topics", deadLetterDir = "deadletter" }: SinkOptions): SinkPlace => {
  if (topicsDir === deadLetterDir)
    throw usageError(`topicsDir and deadLetterDir are both ${topicsDir}: give them different names`);
  return { store, topicsDir, deadLetterDir };
};

// Waits for all of them, also where one fails, so that nothing is written after the sink has given up.
const allWritten = async (writes: readonly Promise<Written>[]): Promise<Written[]> => {
  const outcomes = await Promise.allSettled(writes);
  return outcomes.map((outcome) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  });
};
