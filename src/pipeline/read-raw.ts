import { type FileBytes, type Frame, type Rejected, readNdjson } from "../frame/index.ts";
import { type RawGeo, type RawPin, type RawUser, rawGeoSchema, rawPinSchema, rawUserSchema } from "../pins/index.ts";
import { type Kind, type Pipeline, topicOf } from "./open.ts";
import { listSinkObjects, readSinkObjects } from "./sink-objects.ts";

/** The three raw frames, and the rows that became none. */
export interface Raw {
  readonly pin: Frame<RawPin>;
  readonly geo: Frame<RawGeo>;
  readonly user: Frame<RawUser>;
  readonly rejected: readonly Rejected[];
}

/** What is rejected the pipeline tells itself. */
const told = { onNotice: () => {} };

/** Reads all objects of the three topics; rows that do not parse go to a dead-letter object, are logged and listed. */
export const readRawFrames = async (pipeline: Pipeline): Promise<Raw> => {
  const [pin, geo, user] = await Promise.all([
    readNdjson(await objectsOf(pipeline, "pin"), rawPinSchema, told),
    readNdjson(await objectsOf(pipeline, "geo"), rawGeoSchema, told),
    readNdjson(await objectsOf(pipeline, "user"), rawUserSchema, told),
  ]);
  await reportRejected(pipeline, "pin", pin.rejected);
  await reportRejected(pipeline, "geo", geo.rejected);
  await reportRejected(pipeline, "user", user.rejected);
  return {
    pin: pin.frame,
    geo: geo.frame,
    user: user.frame,
    rejected: [...pin.rejected, ...geo.rejected, ...user.rejected],
  };
};

/** Logs rejected rows, the first five by name, and keeps them all in `dead-letter/read/<topic>.ndjson` of the bucket. */
export const reportRejected = async (pipeline: Pipeline, kind: Kind, rejected: readonly Rejected[]): Promise<void> => {
  if (rejected.length === 0) return;
  const key = `dead-letter/read/${topicOf(pipeline, kind)}.ndjson`;
  for (const { file, line, reason } of rejected.slice(0, 5)) pipeline.log(`${file}, line ${line}: ${reason}`);
  pipeline.log(
    `${rejected.length} of the rows of ${topicOf(pipeline, kind)} were left out: mend or delete the objects; the rows are in ${key} of ${pipeline.bucket.url}`,
  );
  const text = rejected.map((one) => `${JSON.stringify(one)}\n`).join("");
  await pipeline.bucket.put(key, new TextEncoder().encode(text));
};

const objectsOf = async (pipeline: Pipeline, kind: Kind): Promise<AsyncIterable<FileBytes>> =>
  readSinkObjects(pipeline, await listSinkObjects(pipeline, kind));
