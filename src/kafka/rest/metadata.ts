import { messageOf } from "../../errors.ts";
import { KafkaUnreachable, UnknownTopic } from "../errors.ts";
import type { KafkaClient, TopicInfo } from "../types.ts";
import { partitionNotFound, type RestFault, topicNotFound } from "./reply.ts";
import type { Route } from "./route.ts";

/**
 * What a GET answers: the value to send as JSON, or the fault. Leaders and replicas are known where there is one broker;
 * of more this client learns nothing, which Confluent writes as leader -1 and no replicas. Configs are not told.
 */
export const readMetadata = async (
  kafka: KafkaClient,
  route: Route,
  brokerIds: readonly number[],
): Promise<{ readonly value: unknown } | RestFault> => {
  try {
    return await answer(kafka, route, brokerIds);
  } catch (error) {
    if (error instanceof UnknownTopic) return topicNotFound;
    const isRetriable = error instanceof KafkaUnreachable;
    return { status: 500, code: isRetriable ? 50003 : 50002, message: messageOf(error) };
  }
};

const answer = async (kafka: KafkaClient, route: Route, brokerIds: readonly number[]) => {
  if (route.kind === "brokers") return { value: { brokers: brokerIds } };
  const topics = await kafka.listTopics();
  if (route.kind === "topics") return { value: topics.map(({ name }) => name) };
  const topic = topics.find(({ name }) => name === route.topic);
  if (!topic) return topicNotFound;
  const partitions = partitionsOf(topic, brokerIds);
  if (route.kind === "topic") return { value: { name: topic.name, configs: {}, partitions } };
  if (route.kind === "partitions") return { value: partitions };
  const partition = partitions.find((it) => String(it.partition) === route.partition);
  if (!partition) return partitionNotFound;
  return { value: route.kind === "partition" ? partition : await offsetsOf(kafka, topic.name, partition.partition) };
};

const partitionsOf = (topic: TopicInfo, brokerIds: readonly number[]) => {
  const [broker, ...others] = brokerIds;
  const only = others.length === 0 ? broker : undefined;
  return Array.from({ length: topic.partitions }, (_, partition) => ({
    partition,
    leader: only ?? -1,
    replicas: only === undefined ? [] : [{ broker: only, leader: true, in_sync: true }],
  }));
};

const offsetsOf = async (kafka: KafkaClient, topic: string, partition: number) => {
  const found = (await kafka.offsets(topic)).find((it) => it.partition === partition);
  return { beginning_offset: Number(found?.low ?? 0n), end_offset: Number(found?.high ?? 0n) };
};
