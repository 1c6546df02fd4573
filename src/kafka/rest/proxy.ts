import { type HttpHandler, type HttpRequest, jsonReply } from "../../http.ts";
import type { KafkaClient } from "../types.ts";
import { readMetadata } from "./metadata.ts";
import { type ProduceReply, produceRecords } from "./produce.ts";
import { formatOf, readRecords } from "./records.ts";
import { acceptedType, faultReply, isFault, notAcceptable, partitionNotFound, type RestFault } from "./reply.ts";
import { type Route, routeOf } from "./route.ts";

export interface RestProxyOptions {
  readonly kafka: KafkaClient;
  /** One line for each request that was refused and each record that failed. */
  readonly log?: (line: string) => void;
}

/**
 * Confluent's REST proxy, API v2: POST /topics/{topic} and /topics/{topic}/partitions/{partition} in the embedded formats json
 * and binary, and the metadata by GET. Any one segment may stand before, as an API gateway's stage does: /test/topics/{topic}.
 */
export const restProxy = ({ kafka, log = () => {} }: RestProxyOptions): HttpHandler => {
  return async (request) => {
    const route = routeOf(request.path);
    if (!route) return undefined;
    const type = acceptedType(request.headers.accept);
    const outcome = type ? await serve(kafka, route, request) : notAcceptable(request.headers.accept);
    for (const line of troubles(outcome)) log(`rest: ${request.method} ${request.path}: ${line}`);
    return isFault(outcome) ? faultReply(outcome) : jsonReply(200, outcome.value, type);
  };
};

const serve = async (
  kafka: KafkaClient,
  route: Route,
  request: HttpRequest,
): Promise<{ readonly value: unknown } | RestFault> => {
  const takesPost = route.kind === "topic" || route.kind === "partition";
  if (request.method === "GET") return readMetadata(kafka, route);
  if (request.method === "POST" && takesPost) return post(kafka, route, request);
  return { status: 405, code: 405, message: `HTTP 405 Method Not Allowed: ${request.method} ${request.path}` };
};

const post = async (
  kafka: KafkaClient,
  route: Route & { readonly topic: string },
  request: HttpRequest,
): Promise<{ readonly value: ProduceReply } | RestFault> => {
  const format = formatOf(request.headers["content-type"]);
  if (typeof format === "object") return format;
  const named = "partition" in route ? route.partition : undefined;
  if (named !== undefined && !/^\d{1,9}$/.test(named)) return partitionNotFound;
  const records = readRecords(request.body, format, named === undefined);
  if (isFault(records)) return records;
  const reply = await produceRecords(kafka, route.topic, records, named === undefined ? undefined : Number(named));
  return isFault(reply) ? reply : { value: reply };
};

const troubles = (outcome: { readonly value: unknown } | RestFault): readonly string[] => {
  if (isFault(outcome)) return [`${outcome.code} ${outcome.message}`];
  const { offsets } = outcome.value as Partial<ProduceReply>;
  if (!Array.isArray(offsets)) return [];
  const failed = (offsets as ProduceReply["offsets"]).filter((it) => it.error_code !== null);
  return failed[0]
    ? [`${failed.length} of ${offsets.length} records failed: ${failed[0].error_code} ${failed[0].error}`]
    : [];
};
