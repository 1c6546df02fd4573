import { messageOf } from "../../errors.ts";
import { KafkaUnreachable, UnknownTopic } from "../errors.ts";
import type { KafkaClient, ProduceRecord } from "../types.ts";
import { partitionNotFound, type RestFault, topicNotFound } from "./reply.ts";

/** A record's fate as Confluent tells it: where it is, or why it is not there. */
interface PartitionOffset {
  readonly partition: number | null;
  readonly offset: number | null;
  readonly error_code: number | null;
  readonly error: string | null;
}

export interface ProduceReply {
  readonly offsets: readonly PartitionOffset[];
  readonly key_schema_id: null;
  readonly value_schema_id: null;
}

/**
 * Produces what a request holds. As in Confluent's AbstractProduceAction.errorCodeFromProducerException (kafka-rest,
 * resources/v2), a failed record is told in its own entry and the reply is 200 all the same: 50003 where trying again
 * may help, which holds for brokers that do not answer, else 50002. A partition in the path that is not there is 40402.
 */
export const produceRecords = async (
  kafka: KafkaClient,
  topic: string,
  records: readonly ProduceRecord[],
  pathPartition: number | undefined,
): Promise<ProduceReply | RestFault> => {
  try {
    // The count is asked for only where a partition is named: the others cannot miss.
    const isNamed = pathPartition !== undefined || records.some(({ partition }) => partition !== undefined);
    const count = isNamed ? await partitionCount(kafka, topic) : Number.POSITIVE_INFINITY;
    if (pathPartition !== undefined && pathPartition >= count) return partitionNotFound;
    const addressed =
      pathPartition === undefined ? records : records.map((it) => ({ ...it, partition: pathPartition }));
    const isThere = ({ partition = 0 }: ProduceRecord) => partition < count;
    const positions = [...(await produceSome(kafka, topic, addressed.filter(isThere)))];
    return reply(
      addressed.map((record): PartitionOffset => {
        const position = isThere(record) ? positions.shift() : undefined;
        if (!position) return failed(50002, missingPartition(topic, record.partition, count));
        return { partition: position.partition, offset: Number(position.offset), error_code: null, error: null };
      }),
    );
  } catch (error) {
    if (error instanceof UnknownTopic) return topicNotFound;
    const code = error instanceof KafkaUnreachable ? 50003 : 50002;
    return reply(records.map(() => failed(code, messageOf(error))));
  }
};

const partitionCount = async (kafka: KafkaClient, topic: string): Promise<number> => {
  const found = (await kafka.listTopics()).find(({ name }) => name === topic);
  if (!found) throw new UnknownTopic(topic);
  return found.partitions;
};

const produceSome = async (kafka: KafkaClient, topic: string, records: readonly ProduceRecord[]) =>
  records.length > 0 ? await kafka.produce(topic, records) : [];

const reply = (offsets: readonly PartitionOffset[]): ProduceReply => ({
  offsets,
  key_schema_id: null,
  value_schema_id: null,
});

const failed = (code: number, message: string): PartitionOffset => ({
  partition: null,
  offset: null,
  error_code: code,
  error: message,
});

const missingPartition = (topic: string, partition: number | undefined, count: number) =>
  `Partition ${partition} of topic ${topic} with partition count ${count} is not present in metadata.`;
