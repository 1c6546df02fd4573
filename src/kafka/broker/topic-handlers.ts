import { messageOf } from "../../errors.ts";
import { mapTopics } from "../protocol/api.ts";
import { type CreatableTopic, createTopics } from "../protocol/create-topics.ts";
import { deleteTopics } from "../protocol/delete-topics.ts";
import { type ErrorCode, errorCodes } from "../protocol/error-codes.ts";
import { listOffsets } from "../protocol/list-offsets.ts";
import { type MetadataTopic, metadata } from "../protocol/metadata.ts";
import { type BrokerContext, type Handler, handlerOf } from "./handler.ts";
import type { PartitionLog } from "./partition-log.ts";

const maxPartitions = 1000;
const legalName = /^[a-zA-Z0-9._-]{1,249}$/;

const metadataHandler = handlerOf(metadata, (request, context) => {
  const { node, clusterId, topics } = context;
  if (context.autoCreateTopics && request.allowAutoTopicCreation)
    for (const name of request.topics ?? []) if (isLegal(name) && !topics.get(name)) createTopic(name, 1, context);
  const names = request.topics ?? topics.list().map(({ name }) => name);
  const describe = (name: string): MetadataTopic => {
    const partitions = topics.get(name)?.logs.length ?? 0;
    if (!isLegal(name)) return { name, partitions, errorCode: errorCodes.INVALID_TOPIC_EXCEPTION };
    return { name, partitions, errorCode: partitions ? errorCodes.NONE : errorCodes.UNKNOWN_TOPIC_OR_PARTITION };
  };
  return { broker: node, clusterId, topics: names.map(describe) };
});

const createTopicsHandler = handlerOf(createTopics, ({ topics, validateOnly }, context) => {
  const names = topics.map(({ name }) => name);
  const answers = topics.map((topic) => {
    const twice = names.indexOf(topic.name) !== names.lastIndexOf(topic.name);
    const fault = twice ? refuse(errorCodes.INVALID_REQUEST, "the topic is named twice") : faultOf(topic, context);
    const answer = fault ?? (validateOnly ? created : createTopic(topic.name, partitionsOf(topic), context));
    return { name: topic.name, ...answer };
  });
  return { topics: answers };
});

interface Answer {
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
}

const created: Answer = { errorCode: errorCodes.NONE, errorMessage: null };
const refuse = (errorCode: ErrorCode, errorMessage: string): Answer => ({ errorCode, errorMessage });

const createTopic = (name: string, partitions: number, { topics, log }: BrokerContext): Answer => {
  try {
    topics.create(name, partitions);
    return created;
  } catch (error) {
    log(`topic ${name} cannot be created: ${messageOf(error)}`);
    return refuse(errorCodes.KAFKA_STORAGE_ERROR, messageOf(error));
  }
};

const partitionsOf = ({ numPartitions, assignments }: CreatableTopic): number =>
  assignments.length || (numPartitions === -1 ? 1 : numPartitions);

const faultOf = (topic: CreatableTopic, { topics, node }: BrokerContext): Answer | undefined => {
  const { name, replicationFactor, configs, assignments } = topic;
  if (!isLegal(name))
    return refuse(
      errorCodes.INVALID_TOPIC_EXCEPTION,
      `the name ${JSON.stringify(name)} is not of 1 to 249 characters out of a-z, A-Z, 0-9, '.', '_' and '-'`,
    );
  if (topics.get(name)) return refuse(errorCodes.TOPIC_ALREADY_EXISTS, `Topic '${name}' already exists.`);
  const partitions = partitionsOf(topic);
  if (partitions < 1 || partitions > maxPartitions)
    return refuse(errorCodes.INVALID_PARTITIONS, `${partitions} partitions: 1 to ${maxPartitions} are possible`);
  const elsewhere = assignments.some(({ brokerIds }) => brokerIds.length !== 1 || brokerIds[0] !== node.nodeId);
  if (elsewhere || (assignments.length === 0 && replicationFactor !== -1 && replicationFactor !== 1))
    return refuse(errorCodes.INVALID_REPLICATION_FACTOR, "there is one broker, so each partition has one replica");
  const compacted = configs.some((config) => config.name === "cleanup.policy" && config.value !== "delete");
  return compacted ? refuse(errorCodes.INVALID_CONFIG, "this broker does not compact topics") : undefined;
};

const isLegal = (name: string): boolean => legalName.test(name) && name !== "." && name !== "..";

const deleteTopicsHandler = handlerOf(deleteTopics, ({ topicNames }, { topics, offsets, log }) => ({
  responses: topicNames.map((name) => {
    try {
      if (!topics.delete(name)) return { name, errorCode: errorCodes.UNKNOWN_TOPIC_OR_PARTITION };
      offsets.forgetTopic(name);
      return { name, errorCode: errorCodes.NONE };
    } catch (error) {
      log(`topic ${name} cannot be deleted: ${messageOf(error)}`);
      return { name, errorCode: errorCodes.KAFKA_STORAGE_ERROR };
    }
  }),
}));

const listOffsetsHandler = handlerOf(listOffsets, ({ topics }, context) => ({
  topics: mapTopics(topics, (name, { partitionIndex, timestamp }) => {
    const log = context.topics.log(name, partitionIndex);
    const errorCode = log ? errorCodes.NONE : errorCodes.UNKNOWN_TOPIC_OR_PARTITION;
    const found = log ? offsetAt(log, Number(timestamp)) : { timestamp: -1, offset: -1 };
    return { partitionIndex, errorCode, timestamp: BigInt(found.timestamp), offset: BigInt(found.offset) };
  }),
}));

const offsetAt = (log: PartitionLog, timestamp: number): { timestamp: number; offset: number } => {
  if (timestamp === -1) return { timestamp: -1, offset: log.highWatermark() };
  if (timestamp === -2) return { timestamp: -1, offset: 0 };
  return log.offsetAt(timestamp) ?? { timestamp: -1, offset: -1 };
};

/** Requests about topics and where they begin and end. */
export const topicHandlers: readonly Handler[] = [
  metadataHandler,
  createTopicsHandler,
  deleteTopicsHandler,
  listOffsetsHandler,
];
