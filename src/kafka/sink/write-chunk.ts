import type { ObjectStore } from "../../storage/index.ts";
import type { ConsumedRecord } from "../types.ts";
import { type Chunk, isFull } from "./chunk.ts";
import { lineOf } from "./line.ts";
import { deadLetterKey, objectKey, type TopicPartition } from "./names.ts";
import type { DeadLetter, SinkCounts } from "./tally.ts";

/** Where a sink writes. */
export interface SinkPlace {
  readonly store: ObjectStore;
  readonly topicsDir: string;
  readonly deadLetterDir: string;
}

export interface Written {
  readonly counts: SinkCounts;
  readonly deadLetters: readonly DeadLetter[];
}

/** Writes a chunk as one object of one JSON value a line, and each record that is no JSON as a dead letter; resolves once all are safe. */
export const writeChunk = async (place: SinkPlace, at: TopicPartition, chunk: Chunk): Promise<Written> => {
  const lines: string[] = [];
  const rejected: { readonly record: ConsumedRecord; readonly reason: string }[] = [];
  for (const record of chunk.records) {
    const line = lineOf(record);
    if ("text" in line) lines.push(`${line.text}\n`);
    else rejected.push({ record, reason: line.reason });
  }
  const deadLetters = await Promise.all(rejected.map(({ record, reason }) => putDeadLetter(place, at, record, reason)));
  const key = objectKey(place.topicsDir, at, chunk.records[0]?.offset ?? 0n);
  const isWritten = lines.length > 0 && (await putLines(place.store, key, lines.join(""), isFull(chunk)));
  return {
    counts: { objects: isWritten ? 1 : 0, records: isWritten ? lines.length : 0, skipped: rejected.length },
    deadLetters,
  };
};

const putLines = async (store: ObjectStore, key: string, text: string, full: boolean): Promise<boolean> => {
  const body = new TextEncoder().encode(text);
  if (!full && (await isOvertaken(store, key, body))) return false;
  await store.put(key, body);
  return true;
};

// A chunk that is not full may be an earlier state of what another sink of the group, which took the partition over,
// has written meanwhile: then the object there starts with the same records and goes on.
const isOvertaken = async (store: ObjectStore, key: string, body: Uint8Array): Promise<boolean> => {
  const there = await store.head(key);
  if (!there || there.size <= body.length) return false;
  return Buffer.compare(await store.get(key, { start: 0, end: body.length }), body) === 0;
};

const putDeadLetter = async (
  place: SinkPlace,
  at: TopicPartition,
  record: ConsumedRecord,
  reason: string,
): Promise<DeadLetter> => {
  const object = deadLetterKey(place.deadLetterDir, at, record.offset);
  const { topic, partition } = at;
  const offset = Number(record.offset);
  const letter = {
    topic,
    partition,
    offset,
    timestamp: record.timestamp,
    reason,
    key: base64(record.key),
    value: base64(record.value),
  };
  await place.store.put(object, new TextEncoder().encode(`${JSON.stringify(letter)}\n`));
  return { topic, partition, offset, reason, object };
};

const base64 = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString("base64");
