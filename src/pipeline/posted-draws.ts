import { readRecords } from "../kinesis/index.ts";
import { type Kind, type Pipeline, streamOf, topicOf } from "./open.ts";

/** The draws of a seed that a topic holds already, by their records' keys `<seed>:<draw>`: what a rerun need not post. */
export const drawsInTopic = async (pipeline: Pipeline, kind: Kind, seed: number): Promise<ReadonlySet<number>> => {
  const draws = new Set<number>();
  for await (const { records } of pipeline.kafka.read(topicOf(pipeline, kind))) {
    for (const { key } of records) addDraw(draws, key && jsonText(key), seed);
  }
  return draws;
};

/** The same of a stream, by its records' partition keys. */
export const drawsInStream = async (pipeline: Pipeline, kind: Kind, seed: number): Promise<ReadonlySet<number>> => {
  const draws = new Set<number>();
  for await (const { partitionKey } of readRecords({
    kinesis: pipeline.kinesis,
    stream: streamOf(pipeline, kind),
    until: "end",
  })) {
    addDraw(draws, partitionKey, seed);
  }
  return draws;
};

const addDraw = (draws: Set<number>, key: string | undefined | null, seed: number): void => {
  const [, of, draw] = /^(\d+):(\d+)$/.exec(key ?? "") ?? [];
  if (Number(of) === seed) draws.add(Number(draw));
};

// The REST proxy stores a key as its JSON text: quotes around the string.
const jsonText = (bytes: Uint8Array): string | undefined => {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
};
