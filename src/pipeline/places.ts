import type { Pipeline } from "./open.ts";

/** One part of the pipeline: what it was in the original, and what it is here and now. */
export interface PlaceOfPart {
  readonly part: string;
  readonly original: string;
  readonly here: string;
}

/** What each part of the pipeline is, embedded or configured. Names no port, so that two runs show the same. */
export const places = ({ config }: Pipeline): readonly PlaceOfPart[] => [
  {
    part: "database",
    original: "MySQL on Amazon RDS",
    here: config.mysql ? `MySQL at ${config.mysql.host}:${config.mysql.port}` : "bundled tables in data/",
  },
  { part: "API", original: "Amazon API Gateway", here: config.api ?? "embedded gateway on loopback" },
  {
    part: "REST proxy",
    original: "Confluent's, on EC2",
    here: config.api ? `behind ${config.api}` : "embedded, behind the gateway",
  },
  {
    part: "topics",
    original: "Amazon MSK",
    here: config.kafka ? `Kafka at ${config.kafka.brokers.join(", ")}` : "embedded broker, Kafka protocol",
  },
  { part: "sink", original: "MSK Connect with the S3 sink", here: "pinbook sink" },
  { part: "bucket", original: "Amazon S3", here: storeName(config.bucket) },
  { part: "dataframes", original: "Spark on Databricks", here: "frames, run by Arquero" },
  {
    part: "streams",
    original: "Kinesis Data Streams",
    here: config.kinesis ? (config.kinesis.endpoint ?? "Amazon Kinesis") : "embedded endpoint, Kinesis API",
  },
  { part: "tables", original: "Delta tables on Databricks", here: storeName(config.tables) },
];

const storeName = (url: string): string => (url.startsWith("s3:") ? url : "folder under .pinbook/");
