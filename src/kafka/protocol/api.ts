import type { Reader } from "./reader.ts";
import type { Writer } from "./writer.ts";

/** One message of the protocol, as the server sees it: which versions it speaks, how to read a request, how to write the reply. */
export interface Api<Request, Response> {
  readonly name: string;
  readonly apiKey: number;
  readonly minVersion: number;
  readonly maxVersion: number;
  readonly decode: (reader: Reader, version: number) => Request;
  readonly encode: (writer: Writer, response: Response, version: number) => void;
}

/** A topic with something for some of its partitions: the shape most messages have. */
export interface TopicOf<Partition> {
  readonly name: string;
  readonly partitions: readonly Partition[];
}

/** Reads an array of topics, each with an array of partitions. */
export const readTopics = <Partition>(reader: Reader, partition: () => Partition): TopicOf<Partition>[] =>
  reader.array(() => ({ name: reader.string(), partitions: reader.array(partition) }));

/** Writes an array of topics, each with an array of partitions. */
export const writeTopics = <Partition>(
  writer: Writer,
  topics: readonly TopicOf<Partition>[],
  partition: (value: Partition) => void,
): void =>
  writer.array(topics, (topic) => {
    writer.string(topic.name);
    writer.array(topic.partitions, partition);
  });

/** The same something for each partition of some topics. */
export const mapTopics = <From, To>(
  topics: readonly TopicOf<From>[],
  partition: (topic: string, value: From) => To,
): TopicOf<To>[] =>
  topics.map(({ name, partitions }) => ({ name, partitions: partitions.map((value) => partition(name, value)) }));
