import { baseUrl, httpConnection, type JsonResponse } from "./http-connection.ts";
import { describeFailure, describeReply, field } from "./reply.ts";
import { failed, type TargetOptions } from "./rest-target.ts";
import type { PostOutcome, PostRecord, PostTarget, TopicKind } from "./target.ts";

/** Puts into the streams `streaming-<userId>-pin`, `-geo` and `-user` through the gateway's routes. */
export const kinesisTarget = ({ url, userId }: TargetOptions): PostTarget => {
  const base = baseUrl(url);
  const connection = httpConnection(base);
  const topic = (kind: TopicKind) => `streaming-${userId}-${kind}`;
  const post = async (kind: TopicKind, records: readonly PostRecord[]): Promise<PostOutcome> => {
    const [first] = records;
    const single = records.length === 1 && first !== undefined;
    const to = `${base}/streams/${encodeURIComponent(topic(kind))}/${single ? "record" : "records"}`;
    const body = single ? oneRecord(topic(kind), first) : manyRecords(records);
    try {
      const reply = await connection.send({ method: "PUT", url: to, contentType: "application/json", body });
      return outcomeOf(single ? { ...reply, body: { Records: [reply.body] } } : reply, records, to, reply);
    } catch (cause) {
      return failed(0, records, to, describeFailure(cause), cause);
    }
  };
  return { describe: `the streams at ${base}`, topic, post, close: connection.close };
};

const oneRecord = (stream: string, { key, value }: PostRecord) => ({
  StreamName: stream,
  Data: value,
  PartitionKey: key,
});

const manyRecords = (records: readonly PostRecord[]) => ({
  records: records.map(({ key, value }) => ({ data: value, "partition-key": key })),
});

const outcomeOf = (
  { status, body }: JsonResponse,
  records: readonly PostRecord[],
  url: string,
  reply: JsonResponse,
): PostOutcome => {
  if (status !== 200) return failed(0, records, url, describeReply(reply));
  const entries = field(body, "Records");
  if (!Array.isArray(entries))
    return failed(0, records, url, "the reply holds no Records: is this the stream gateway?");
  const refused = records.findIndex((_, i) => typeof field(entries[i], "SequenceNumber") !== "string");
  if (refused === -1) return { acknowledged: records.length };
  const entry: unknown = entries[refused];
  const message = field(entry, "ErrorMessage") ?? field(entry, "message") ?? "the reply has no SequenceNumber for it";
  return failed(refused, records, url, String(message));
};
