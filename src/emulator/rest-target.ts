import { baseUrl, httpConnection, type JsonResponse } from "./http-connection.ts";
import { describeFailure, describeReply, field } from "./reply.ts";
import type { PostOutcome, PostRecord, PostTarget, TopicKind } from "./target.ts";

export interface TargetOptions {
  /** The server, with the gateway's stage where it has one: `http://127.0.0.1:8082`, `https://host/stage`. */
  readonly url: string;
  /** The part of topics' and streams' names that is the user's own. */
  readonly userId: string;
}

/** Posts to the topics `<userId>.pin`, `.geo` and `.user` of a Kafka REST proxy, API v2 with embedded JSON. */
export const restTarget = ({ url, userId }: TargetOptions): PostTarget => {
  const base = baseUrl(url);
  const connection = httpConnection(base);
  const topic = (kind: TopicKind) => `${userId}.${kind}`;
  const post = async (kind: TopicKind, records: readonly PostRecord[]): Promise<PostOutcome> => {
    const to = `${base}/topics/${encodeURIComponent(topic(kind))}`;
    try {
      const reply = await connection.send({
        method: "POST",
        url: to,
        contentType: "application/vnd.kafka.json.v2+json",
        body: { records: records.map(({ key, value }) => ({ key, value })) },
      });
      return outcomeOf(reply, records, to);
    } catch (cause) {
      return failed(0, records, to, describeFailure(cause), cause);
    }
  };
  return { describe: `the REST proxy at ${base}`, topic, post, close: connection.close };
};

/** The outcome in which `acknowledged` records are there and the next one is not. */
export const failed = (
  acknowledged: number,
  records: readonly PostRecord[],
  url: string,
  message: string,
  cause?: unknown,
): PostOutcome => ({ acknowledged, failure: { draw: records[acknowledged]?.draw ?? -1, url, message, cause } });

// A reply of 200 can still refuse single records: each has an entry of its own, in order.
const outcomeOf = (reply: JsonResponse, records: readonly PostRecord[], url: string): PostOutcome => {
  if (reply.status !== 200) return failed(0, records, url, describeReply(reply));
  const offsets = field(reply.body, "offsets");
  if (!Array.isArray(offsets))
    return failed(0, records, url, "the reply holds no offsets: is this a Kafka REST proxy?");
  const refused = records.findIndex((_, i) => !isOffset(offsets[i]));
  if (refused === -1) return { acknowledged: records.length };
  const entry: unknown = offsets[refused];
  const code = field(entry, "error_code");
  const message =
    entry === undefined ? "the reply does not mention it" : `${String(field(entry, "error"))} (${String(code)})`;
  return failed(refused, records, url, message);
};

const isOffset = (entry: unknown): boolean =>
  typeof field(entry, "offset") === "number" && (field(entry, "error_code") ?? null) === null;
