import { countRows } from "../delta/index.ts";
import { type Kind, kinds, type Pipeline, tableOf, topicOf } from "./open.ts";
import { drawsInStream, drawsInTopic } from "./posted-draws.ts";
import { readCleaned } from "./read-cleaned.ts";
import { listSinkObjects, readSinkObjects } from "./sink-objects.ts";

/** How many there are at each stop of the journey, for one kind; counted in the stores themselves. */
export interface Tally {
  readonly kind: Kind;
  /** Draws of the seed that reached a topic or a stream. */
  readonly drawn: number;
  /** Draws whose record is in the topic. */
  readonly posted: number;
  readonly inTopic: number;
  readonly objects: number;
  /** Rows that cleaning all objects leaves. */
  readonly cleaned: number;
  /** Draws whose record is in the stream. */
  readonly streamed: number;
  readonly inDelta: number;
}

/** Counts what is at each stop, for the draws of a seed. */
export const tally = (pipeline: Pipeline, seed = 100): Promise<readonly Tally[]> =>
  Promise.all(kinds.map((kind) => tallyOf(pipeline, kind, seed)));

const tallyOf = async (pipeline: Pipeline, kind: Kind, seed: number): Promise<Tally> => {
  const posted = await drawsInTopic(pipeline, kind, seed);
  const streamed = await drawsInStream(pipeline, kind, seed);
  const objects = await listSinkObjects(pipeline, kind);
  const offsets = await pipeline.kafka.offsets(topicOf(pipeline, kind));
  return {
    kind,
    drawn: new Set([...posted, ...streamed]).size,
    posted: posted.size,
    inTopic: offsets.reduce((sum, { low, high }) => sum + Number(high - low), 0),
    objects: objects.length,
    cleaned: (await readCleaned(kind, readSinkObjects(pipeline, objects))).rows.rowCount,
    streamed: streamed.size,
    inDelta: await countRows(tableOf(pipeline, kind)),
  };
};
