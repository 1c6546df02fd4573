import { countRows, NoSuchTable } from "../delta/index.ts";
import { UnknownTopic } from "../kafka/index.ts";
import { KinesisError } from "../kinesis/index.ts";
import { type Kind, kinds, type Pipeline, tableOf, topicOf } from "./open.ts";
import { drawsInStream, drawsInTopic } from "./posted-draws.ts";
import { readCleaned } from "./read-cleaned.ts";
import { listSinkObjects, readSinkObjects } from "./sink-objects.ts";

/** How many there are at each stop of the journey, for one kind, counted in the stores themselves; null where the stop is not there: no topic, stream or table. */
export interface Tally {
  readonly kind: Kind;
  /** Draws of the seed that reached a topic or a stream. */
  readonly drawn: number | null;
  /** Draws whose record is in the topic. */
  readonly posted: number | null;
  readonly inTopic: number | null;
  readonly objects: number;
  /** Rows that cleaning all objects leaves. */
  readonly cleaned: number;
  /** Draws whose record is in the stream. */
  readonly streamed: number | null;
  readonly inDelta: number | null;
}

/** Counts what is at each stop, for the draws of a seed. */
export const tally = (pipeline: Pipeline, seed = 100): Promise<readonly Tally[]> =>
  Promise.all(kinds.map((kind) => tallyOf(pipeline, kind, seed)));

const tallyOf = async (pipeline: Pipeline, kind: Kind, seed: number): Promise<Tally> => {
  const offsets = await ifThere(pipeline.kafka.offsets(topicOf(pipeline, kind)));
  const posted = offsets && (await drawsInTopic(pipeline, kind, seed));
  const streamed = await ifThere(drawsInStream(pipeline, kind, seed));
  const objects = await listSinkObjects(pipeline, kind);
  return {
    kind,
    drawn: posted || streamed ? new Set([...(posted ?? []), ...(streamed ?? [])]).size : null,
    posted: posted?.size ?? null,
    inTopic: offsets?.reduce((sum, { low, high }) => sum + Number(high - low), 0) ?? null,
    objects: objects.length,
    cleaned: (await readCleaned(kind, readSinkObjects(pipeline, objects))).rows.rowCount,
    streamed: streamed?.size ?? null,
    inDelta: (await ifThere(countRows(tableOf(pipeline, kind)))) ?? null,
  };
};

// A topic, stream or table that nothing has made yet.
const ifThere = <T>(found: Promise<T>): Promise<T | undefined> =>
  found.catch((error: unknown) => {
    const isMissing =
      error instanceof UnknownTopic ||
      error instanceof NoSuchTable ||
      (error instanceof KinesisError && error.code === "ResourceNotFoundException");
    if (isMissing) return undefined;
    throw error;
  });
