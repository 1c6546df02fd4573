import { messageOf } from "../../errors.ts";
import { KafkaUnreachable, UnknownTopic } from "../errors.ts";
import type { KafkaClient, TopicInfo } from "../types.ts";
import { partitionNotFound, type RestFault, topicNotFound } from "./reply.ts";
import type { Route } from "./route.ts";

/** What a GET answers: the value to send as JSON, or the fault. Configs are not told. */
export const readMetadata = async (
  kafka: KafkaClient,
  route: Route,
): Promise<{ readonly value: unknown } | RestFault> => {
  try {
    return await answer(kafka, route);
  } catch (error) {
    if (error instanceof UnknownTopic) return topicNotFound;
    const isRetriable = error instanceof KafkaUnreachable;
    return { status: 500, code: isRetriable ? 50003 : 50002, message: messageOf(error) };
  }
};

const answer = async (kafka: KafkaClient, route: Route) => {
  if (route.kind === "brokers") return { value: { brokers: await kafka.brokers() } };
  const topics = await kafka.listTopics();
  if (route.kind === "topics") return { value: topics.map(({ name }) => name) };
  const topic = topics.find(({ name }) => name === route.topic);
  if (!topic) return topicNotFound;
  const partitions = partitionsOf(topic);
  if (route.kind === "topic") return { value: { name: topic.name, configs: {}, partitions } };
  if (route.kind === "partitions") return { value: partitions };
  const partition = partitions.find((it) => String(it.partition) === route.partition);
  if (!partition) return partitionNotFound;
  return { value: route.kind === "partition" ? partition : await offsetsOf(kafka, topic.name, partition.partition) };
};

const partitionsOf = ({ keepers }: TopicInfo) =>
  keepers.map(({ partition, leader, replicas, inSync }) => ({
    partition,
    leader,
    replicas: replicas.map((broker) => ({ broker, leader: broker === leader, in_sync: inSync.includes(broker) })),
  }));

const offsetsOf = async (kafka: KafkaClient, topic: string, partition: number) => {
  const found = (await kafka.offsets(topic)).find((it) => it.partition === partition);
  return { beginning_offset: Number(found?.low ?? 0n), end_offset: Number(found?.high ?? 0n) };
};
