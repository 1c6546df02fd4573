export { type Broker, type BrokerOptions, startBroker } from "./broker/server.ts";
export { type KafkaClientOptions, kafkaClient } from "./client.ts";
export { KafkaUnreachable, UnknownPartition, UnknownTopic } from "./errors.ts";
export type {
  ConsumedRecord,
  ConsumeOptions,
  KafkaClient,
  KafkaSettings,
  PartitionOffsets,
  ProduceRecord,
  RecordBatch,
  RecordPosition,
  TopicInfo,
} from "./types.ts";
