import type { FileBytes } from "../frame/index.ts";
import { type Kind, type Pipeline, topicOf } from "./open.ts";

/** An object that the sink wrote: which partition its records are of, and the first one's offset. */
export interface SinkObject {
  readonly key: string;
  readonly partition: number;
  readonly offset: number;
}

/** The objects of a kind's topic, in the order of their offsets within each partition. */
export const listSinkObjects = async (pipeline: Pipeline, kind: Kind): Promise<readonly SinkObject[]> => {
  const objects: SinkObject[] = [];
  for await (const { key } of pipeline.bucket.list(`topics/${topicOf(pipeline, kind)}/`)) {
    const [, partition, offset] = /\/partition=\d+\/[^/]*\+(\d+)\+(\d+)\.json$/.exec(key) ?? [];
    if (offset !== undefined) objects.push({ key, partition: Number(partition), offset: Number(offset) });
  }
  return objects;
};

/** The objects with their content, in the order given, some read ahead. */
export async function* readSinkObjects(
  { bucket }: Pipeline,
  objects: readonly SinkObject[],
  readAhead = 64,
): AsyncGenerator<FileBytes> {
  for (let start = 0; start < objects.length; start += readAhead) {
    const some = objects.slice(start, start + readAhead);
    yield* await Promise.all(some.map(async ({ key }) => ({ path: key, bytes: await bucket.get(key) })));
  }
}
