import type { FileBytes } from "../frame/index.ts";
import type { ObjectStore } from "../storage/index.ts";
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
  for await (const key of keysOf(pipeline.bucket, `topics/${topicOf(pipeline, kind)}/`)) {
    const [, partition, offset] = /\/partition=\d+\/[^/]*\+(\d+)\+(\d+)\.json$/.exec(key) ?? [];
    if (offset !== undefined) objects.push({ key, partition: Number(partition), offset: Number(offset) });
  }
  return objects;
};

/** The objects with their content, in the order given, some read ahead. */
export async function* readSinkObjects(
  { bucket }: Pipeline,
  objects: readonly SinkObject[],
  readAhead = 128,
): AsyncGenerator<FileBytes> {
  for (let start = 0; start < objects.length; start += readAhead) {
    const keys = objects.slice(start, start + readAhead).map(({ key }) => key);
    const small = await bucket.getSmall?.(keys);
    yield* await Promise.all(
      keys.map(async (key, index) => ({ path: key, bytes: small?.[index] ?? (await bucket.get(key)) })),
    );
  }
}

async function* keysOf(store: ObjectStore, prefix: string): AsyncGenerator<string> {
  if (store.keys) for await (const keys of store.keys(prefix)) yield* keys;
  else for await (const { key } of store.list(prefix)) yield key;
}
