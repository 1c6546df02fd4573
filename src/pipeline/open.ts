import { unrecorded } from "../access.ts";
import { type Config, readConfig } from "../config.ts";
import type { TableRef } from "../delta/index.ts";
import { type KafkaClient, kafkaClient } from "../kafka/index.ts";
import { type KinesisClient, kinesisClient } from "../kinesis/index.ts";
import { bundledSource, mysqlSource, type RowSource } from "../source/index.ts";
import { type Endpoints, ensureStack } from "../stack.ts";
import { type ObjectStore, openStore } from "../storage/index.ts";

/** The three kinds of record: a post, where it was made, who made it. */
export type Kind = "pin" | "geo" | "user";

export const kinds: readonly Kind[] = ["pin", "geo", "user"];

/** Everything that a row meets on its journey, opened once. */
export interface Pipeline {
  readonly config: Config;
  readonly endpoints: Endpoints;
  readonly source: RowSource;
  readonly kafka: KafkaClient;
  readonly kinesis: KinesisClient;
  readonly bucket: ObjectStore;
  readonly tables: ObjectStore;
  readonly log: (line: string) => void;
  close(): Promise<void>;
}

export interface PipelineOptions {
  readonly config?: Config;
  /** Takes what is worth a line: rejected records, retries. Stderr by default. */
  readonly log?: (line: string) => void;
}

/** Opens the pipeline that the configuration names; starts the embedded stack where it is needed and not running. */
export const openPipeline = async (options: PipelineOptions = {}): Promise<Pipeline> => {
  const { config = readConfig(), log = (line) => void process.stderr.write(`${line}\n`) } = options;
  const endpoints = await unrecorded(() => ensureStack(config));
  const source = config.mysql ? mysqlSource(config.mysql) : bundledSource();
  // What kafkajs tries again is not worth a line; what fails is thrown.
  const kafka = kafkaClient(endpoints.kafka);
  const kinesis = kinesisClient(endpoints.kinesis);
  return {
    config,
    endpoints,
    source,
    kafka,
    kinesis,
    bucket: openStore(config.bucket, { s3: config.s3 }),
    tables: openStore(config.tables, { s3: config.s3 }),
    log,
    close: async () => {
      await Promise.all([source.close(), kafka.close(), kinesis.close()]);
    },
  };
};

/** `<id>.pin`. */
export const topicOf = ({ config }: Pipeline, kind: Kind): string => `${config.userId}.${kind}`;

/** `streaming-<id>-pin`. */
export const streamOf = ({ config }: Pipeline, kind: Kind): string => `streaming-${config.userId}-${kind}`;

/** The Delta table `<id>_pin_table`. */
export const tableOf = ({ config, tables }: Pipeline, kind: Kind): TableRef => ({
  store: tables,
  path: `${config.userId}_${kind}_table`,
});

/** The same for the three kinds at once. */
export const forEachKind = async <T>(give: (kind: Kind) => Promise<T>): Promise<Readonly<Record<Kind, T>>> => {
  const [pin, geo, user] = await Promise.all([give("pin"), give("geo"), give("user")]);
  return { pin, geo, user };
};
