export { type Broker, type BrokerOptions, startBroker } from "./broker/server.ts";
export { type KafkaClientOptions, kafkaClient } from "./client.ts";
export { KafkaUnreachable, UnknownPartition, UnknownTopic } from "./errors.ts";
export { type RestProxyOptions, restProxy } from "./rest/proxy.ts";
export { runSink, type SinkOptions } from "./sink/run-sink.ts";
export type { DeadLetter, SinkCounts, SinkReport } from "./sink/tally.ts";
export type {
  ConsumedRecord,
  ConsumeOptions,
  KafkaClient,
  KafkaSettings,
  PartitionKeepers,
  PartitionOffsets,
  ProduceRecord,
  RecordBatch,
  RecordPosition,
  TopicInfo,
} from "./types.ts";
