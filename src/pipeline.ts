import { createTable, tableName } from "./delta/index.ts";
import { type Draw, drawRows, kinesisTarget, type PostReport, restTarget } from "./emulator/index.ts";
import { runSink, type SinkReport } from "./kafka/index.ts";
import { cleanGeo, cleanPin, cleanUser, type PinTables } from "./pins/index.ts";
import { appendBatch, type BatchAppend } from "./pipeline/append-batch.ts";
import { asOne, type Touched } from "./pipeline/as-one.ts";
import { forEachKind, type Kind, kinds, type Pipeline, streamOf, tableOf, topicOf } from "./pipeline/open.ts";
import { type DrawSpec, type PostSpec, postMissing } from "./pipeline/post-missing.ts";
import { drawsInStream, drawsInTopic } from "./pipeline/posted-draws.ts";
import { cleanedSchemas } from "./pipeline/read-cleaned.ts";
import { type Raw, readRawFrames } from "./pipeline/read-raw.ts";
import { streamIntoTable } from "./pipeline/stream-table.ts";
import { tableNames } from "./source/index.ts";
import { type Mount, mount } from "./storage/index.ts";
import type { StreamReport } from "./stream/index.ts";

export {
  forEachKind,
  type Kind,
  kinds,
  openPipeline,
  type Pipeline,
  type PipelineOptions,
  streamOf,
  tableOf,
  topicOf,
} from "./pipeline/open.ts";
export { places } from "./pipeline/places.ts";
export { readTables } from "./pipeline/read-tables.ts";
export { streamIntoTable } from "./pipeline/stream-table.ts";
export { type Tally, tally } from "./pipeline/tally.ts";

/** Database tables → draws, each one row of each table. */
export const drawPosts = async (pipeline: Pipeline, spec: DrawSpec): Promise<readonly Draw[]> => {
  const draws: Draw[] = [];
  for await (const draw of drawRows(pipeline.source, spec)) draws.push(draw);
  return draws;
};

/** Nothing → the topics `<id>.pin`, `<id>.geo`, `<id>.user`, those that are there already left as they are. */
export const createTopics = async (pipeline: Pipeline): Promise<readonly string[]> => {
  const names = kinds.map((kind) => topicOf(pipeline, kind));
  await pipeline.kafka.createTopics(names);
  return names;
};

/** Draws → records in the three topics, through gateway and REST proxy; draws that are in a topic already are not posted again. */
export const postRows = async (pipeline: Pipeline, spec: PostSpec): Promise<PostReport> => {
  const target = restTarget({ url: pipeline.endpoints.api, userId: pipeline.config.userId });
  const touched = [...rowsRead(pipeline), ...topics(pipeline, true)];
  return asOne(touched, () => postMissing(pipeline, spec, target, drawsInTopic));
};

/** Records in the topics → one JSON object each in the bucket, an offset committed once its object is safe. */
export const sinkTopics = async (pipeline: Pipeline): Promise<SinkReport> => {
  const report = await asOne([...topics(pipeline, false), ...sinkWrites(pipeline)], () =>
    runSink({
      kafka: pipeline.kafka,
      store: pipeline.bucket,
      topics: kinds.map((kind) => topicOf(pipeline, kind)),
      until: "end",
    }),
  );
  for (const { topic, partition, offset, reason, object } of report.deadLetters) {
    pipeline.log(`${topic} partition ${partition} offset ${offset}: ${reason}; kept in ${object}`);
  }
  return report;
};

/** The bucket → a path under which its objects are listed and read. */
export const mountBucket = (pipeline: Pipeline, path: string): Mount => mount(path, pipeline.bucket);

/** Objects → the three raw frames, and the rows that became none. */
export const readRaw = (pipeline: Pipeline): Promise<Raw> => readRawFrames(pipeline);

/** Raw frames → cleaned frames. */
export const clean = ({ pin, geo, user }: Omit<Raw, "rejected">): PinTables => ({
  pin: cleanPin(pin),
  geo: cleanGeo(geo),
  user: cleanUser(user),
});

/** Nothing → the empty Delta tables `<id>_pin_table`, `<id>_geo_table`, `<id>_user_table`, where there are none. */
export const createTables = async (pipeline: Pipeline): Promise<readonly string[]> =>
  Promise.all(
    kinds.map(async (kind) => {
      await createTable(tableOf(pipeline, kind), { schema: cleanedSchemas[kind], ifNotExists: true });
      return tableOf(pipeline, kind).path;
    }),
  );

/** Objects that are not in the Delta tables yet → cleaned rows there, one commit a table. */
export const appendTables = async (pipeline: Pipeline): Promise<readonly BatchAppend[]> => {
  await createTables(pipeline);
  return Promise.all(kinds.map((kind) => appendBatch(pipeline, kind)));
};

/** Draws → records in the three Kinesis streams, through the gateway; those that are there already are not put again. */
export const putRows = (pipeline: Pipeline, spec: PostSpec): Promise<PostReport> =>
  asOne([...rowsRead(pipeline), ...streams(pipeline, true)], () => putMissing(pipeline, spec));

const putMissing = async (pipeline: Pipeline, spec: PostSpec): Promise<PostReport> => {
  const existing = await pipeline.kinesis.listStreams();
  const missing = kinds.map((kind) => streamOf(pipeline, kind)).filter((name) => !existing.includes(name));
  await Promise.all(missing.map((name) => pipeline.kinesis.createStream(name)));
  const target = kinesisTarget({ url: pipeline.endpoints.api, userId: pipeline.config.userId });
  return postMissing(pipeline, spec, target, drawsInStream);
};

/** Records in the streams → cleaned rows in the Delta tables, exactly once. */
export const streamTables = async (pipeline: Pipeline): Promise<Readonly<Record<Kind, StreamReport>>> => {
  await createTables(pipeline);
  return asOne([...streams(pipeline, false), ...tables(pipeline)], () =>
    forEachKind((kind) => streamIntoTable(pipeline, kind, { until: "end" })),
  );
};

const nameOfCluster = ({ endpoints }: Pipeline): string => endpoints.kafka.name ?? endpoints.kafka.brokers.join(",");

const topics = (pipeline: Pipeline, write: boolean): readonly Touched[] =>
  kinds.map((kind) => ({ kind: "topic", name: `${nameOfCluster(pipeline)}#${topicOf(pipeline, kind)}`, write }));

const sinkWrites = (pipeline: Pipeline): readonly Touched[] =>
  kinds.map((kind) => ({
    kind: "listing",
    name: `${pipeline.bucket.url}#topics/${topicOf(pipeline, kind)}/`,
    write: true,
  }));

const streams = (pipeline: Pipeline, write: boolean): readonly Touched[] =>
  kinds.map((kind) => ({
    kind: "stream",
    name: `${pipeline.endpoints.kinesis.name ?? pipeline.kinesis.endpoint}#${streamOf(pipeline, kind)}`,
    write,
  }));

const tables = (pipeline: Pipeline): readonly Touched[] =>
  kinds.map((kind) => ({ kind: "table", name: tableName(tableOf(pipeline, kind)), write: true }));

const rowsRead = ({ source }: Pipeline): readonly Touched[] =>
  tableNames.map((table) => ({ kind: "rows", name: `${source.describe}#${table}` }));
