import { messageOf } from "../errors.ts";
import { type HttpHandler, type HttpReply, type HttpRequest, jsonReply } from "../http.ts";
import { KinesisError, PartialPut, type PutResult } from "./errors.ts";
import { BadRequest, readCreate, readPut, readPuts } from "./gateway-bodies.ts";
import type { KinesisClient, StreamDescription } from "./types.ts";

export interface KinesisGatewayOptions {
  readonly kinesis: KinesisClient;
  readonly log?: (line: string) => void;
}

/**
 * The API gateway in front of Kinesis: `GET /streams`, `GET POST DELETE /streams/{name}`, `PUT /streams/{name}/record` and `/records`,
 * also below one stage (`/test/streams`). Replies and errors are those of AWS; other paths are not its own.
 */
export const kinesisGateway = ({ kinesis, log = () => {} }: KinesisGatewayOptions): HttpHandler => {
  return async (request) => {
    const route = routeOf(request.path);
    if (!route) return undefined;
    const action = actions[`${request.method} ${route.kind}`];
    if (!action) return notAllowed(request, route.kind);
    try {
      return await action(kinesis, route.stream, request);
    } catch (error) {
      return refuse(error, `${request.method} ${request.path}`, log);
    }
  };
};

type Kind = "streams" | "stream" | "record" | "records";
type Action = (kinesis: KinesisClient, stream: string, request: HttpRequest) => Promise<HttpReply>;

const routeOf = (path: string): { kind: Kind; stream: string } | undefined => {
  const match = /^(?:\/[^/]+)?\/streams(?:\/([^/]+)(?:\/(records?))?)?\/?$/.exec(path);
  if (!match) return undefined;
  const [, stream, leaf] = match;
  if (stream === undefined) return { kind: "streams", stream: "" };
  return { kind: (leaf as Kind | undefined) ?? "stream", stream };
};

const actions: Readonly<Record<string, Action>> = {
  "GET streams": async (kinesis) => jsonReply(200, { HasMoreStreams: false, StreamNames: await kinesis.listStreams() }),
  "GET stream": async (kinesis, stream) => jsonReply(200, renderStream(await kinesis.describeStream(stream))),
  "POST stream": async (kinesis, stream, request) => {
    await kinesis.createStream(stream, readCreate(request.body));
    return empty;
  },
  "DELETE stream": async (kinesis, stream) => {
    await kinesis.deleteStream(stream);
    return empty;
  },
  "PUT record": async (kinesis, stream, request) => {
    const { sequenceNumber, shardId } = await kinesis.putRecord(stream, readPut(request.body));
    return jsonReply(200, { SequenceNumber: sequenceNumber, ShardId: shardId });
  },
  "PUT records": async (kinesis, stream, request) =>
    jsonReply(200, renderResults(await kinesis.putRecords(stream, readPuts(request.body)))),
};

const empty: HttpReply = { status: 200, headers: { "content-type": "application/json" }, body: "" };

const notAllowed = ({ method, path }: HttpRequest, kind: Kind): HttpReply => {
  const allowed = Object.keys(actions)
    .filter((key) => key.endsWith(` ${kind}`))
    .map((key) => key.slice(0, key.indexOf(" ")));
  const reply = jsonReply(405, { message: `${method} is not offered for ${path}; allowed: ${allowed.join(", ")}` });
  return { ...reply, headers: { ...reply.headers, allow: allowed.join(", ") } };
};

const refuse = (error: unknown, what: string, log: (line: string) => void): HttpReply => {
  if (error instanceof BadRequest) return jsonReply(400, { __type: error.code, message: error.message });
  if (error instanceof PartialPut) return jsonReply(200, renderResults(error.results));
  log(`gateway: ${what}: ${messageOf(error)}`);
  if (error instanceof KinesisError) return jsonReply(error.status, { __type: error.code, message: error.reason });
  return jsonReply(500, { __type: "InternalFailure", message: messageOf(error) });
};

const renderResults = (results: readonly PutResult[]) => ({
  FailedRecordCount: results.filter((result) => "errorCode" in result).length,
  Records: results.map((result) =>
    "errorCode" in result
      ? { ErrorCode: result.errorCode, ErrorMessage: result.errorMessage }
      : { SequenceNumber: result.sequenceNumber, ShardId: result.shardId },
  ),
});

const renderStream = (stream: StreamDescription) => ({
  StreamDescription: {
    HasMoreShards: false,
    RetentionPeriodHours: stream.retentionHours,
    Shards: stream.shards.map(renderShard),
    StreamARN: stream.arn,
    StreamCreationTimestamp: stream.createdAt.getTime() / 1000,
    StreamName: stream.name,
    StreamStatus: stream.status,
  },
});

const renderShard = (shard: StreamDescription["shards"][number]) => ({
  HashKeyRange: { StartingHashKey: shard.hashKeyRange.start, EndingHashKey: shard.hashKeyRange.end },
  ...(shard.parents[0] ? { ParentShardId: shard.parents[0] } : {}),
  ...(shard.parents[1] ? { AdjacentParentShardId: shard.parents[1] } : {}),
  SequenceNumberRange: {
    StartingSequenceNumber: shard.startingSequenceNumber,
    ...(shard.endingSequenceNumber ? { EndingSequenceNumber: shard.endingSequenceNumber } : {}),
  },
  ShardId: shard.shardId,
});
