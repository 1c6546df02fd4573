import { readRows } from "../../src/delta/index.ts";
import { tableToRows } from "../../src/frame/index.ts";
import { question4 } from "../../src/pins/index.ts";
import {
  appendTables,
  clean,
  createTopics,
  drawPosts,
  mountBucket,
  type Pipeline,
  postRows,
  putRows,
  readRaw,
  sinkTopics,
  streamTables,
  tableOf,
  tally,
  topicOf,
} from "../../src/pipeline.ts";

const spec = { count: 3 };
const streamSpec = { from: 3, count: 2 };

const firstRecord = async (pipeline: Pipeline, topic: string) => {
  for await (const { partition, records } of pipeline.kafka.read(topic)) {
    const [first] = records;
    const [key, value] = [first?.key, first?.value].map((bytes) => Buffer.from(bytes ?? []).toString());
    return { partition, offset: Number(first?.offset), key, value: value ?? "" };
  }
  throw new Error(`${topic} is empty`);
};

const firstRow = async (pipeline: Pipeline) => tableToRows(await readRows(tableOf(pipeline, "geo"), { limit: 1 }))[0];

/** Three draws through the batch half and two through the streaming half, each step twice where twice must change nothing. */
export const travel = async (pipeline: Pipeline) => {
  const draws = await drawPosts(pipeline, spec);
  const topics = await createTopics(pipeline);
  const posted = [await postRows(pipeline, spec), await postRows(pipeline, spec)];
  const record = await firstRecord(pipeline, topicOf(pipeline, "geo"));
  const sunk = [await sinkTopics(pipeline), await sinkTopics(pipeline)];
  const mnt = mountBucket(pipeline, "/mnt/pins");
  const listed = await mnt.ls("/mnt/pins/topics");
  const [object] = await mnt.glob(`topics/${topicOf(pipeline, "geo")}/**`);
  const content = await mnt.readText(`/mnt/pins/${object?.key}`);
  const raw = await readRaw(pipeline);
  const cleaned = clean(raw);
  const [pin, geo, user] = await Promise.all([cleaned.pin.toRows(), cleaned.geo.toRows(), cleaned.user.toRows()]);
  const answer = await question4(cleaned).top.toRows();
  const appended = [await appendTables(pipeline), await appendTables(pipeline)];
  const stored = await firstRow(pipeline);
  const put = [await putRows(pipeline, streamSpec), await putRows(pipeline, streamSpec)];
  const streamed = [await streamTables(pipeline), await streamTables(pipeline)];
  const counts = await tally(pipeline);
  return {
    draws,
    topics,
    posted,
    record,
    sunk,
    listed,
    object,
    content,
    raw,
    pin,
    geo,
    user,
    answer,
    appended,
    stored,
    put,
    streamed,
    counts,
  };
};

/** What travel leads to, wherever the parts are. */
export type Journey = Awaited<ReturnType<typeof travel>>;
