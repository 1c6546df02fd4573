/** A partition of a topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** `<topicsDir>/<topic>/partition=<p>/<topic>+<p>+<start offset, 10 digits>.json`, as Kafka Connect's S3 sink names objects. */
export const objectKey = (topicsDir: string, at: TopicPartition, startOffset: bigint): string =>
  `${folderOf(topicsDir, at)}/${at.topic}+${at.partition}+${String(startOffset).padStart(10, "0")}.json`;

/** `<deadLetterDir>/<topic>/partition=<p>/<topic>+<p>+<offset>.json`: where one record that is no JSON is put. */
export const deadLetterKey = (deadLetterDir: string, at: TopicPartition, offset: bigint): string =>
  objectKey(deadLetterDir, at, offset);

const folderOf = (root: string, { topic, partition }: TopicPartition): string =>
  [...(root === "" ? [] : [root]), topic, `partition=${partition}`].join("/");
