import { messageOf } from "../../errors.ts";
import type { HttpReply } from "../../http.ts";
import { AwsError } from "./aws-error.ts";
import type { Call } from "./listener.ts";
import type { Context, Operation } from "./operation.ts";
import { createStream } from "./operations/create-stream.ts";
import { deleteStream } from "./operations/delete-stream.ts";
import { describeStream, describeStreamSummary } from "./operations/describe-stream.ts";
import { getRecords } from "./operations/get-records.ts";
import { getShardIterator } from "./operations/get-shard-iterator.ts";
import { listShards } from "./operations/list-shards.ts";
import { listStreams } from "./operations/list-streams.ts";
import { putRecord } from "./operations/put-record.ts";
import { putRecords } from "./operations/put-records.ts";

const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    CreateStream: createStream,
    DeleteStream: deleteStream,
    DescribeStream: describeStream,
    DescribeStreamSummary: describeStreamSummary,
    GetRecords: getRecords,
    GetShardIterator: getShardIterator,
    ListShards: listShards,
    ListStreams: listStreams,
    PutRecord: putRecord,
    PutRecords: putRecords,
  }),
);

/** Answers calls of the AWS JSON 1.1 protocol. Never rejects: what goes wrong inside is a 500 InternalFailure and a line in the log. */
export const answerWith =
  (context: Context, requestId: () => string, log: (line: string) => void) =>
  async (call: Call): Promise<HttpReply> => {
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": requestId() };
    try {
      const result = await run(context, call);
      return { status: 200, headers, body: result === undefined ? "" : JSON.stringify(result) };
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) log(`kinesis: ${target(call)}: ${messageOf(thrown)}`);
      const { code, status, message } = thrown instanceof AwsError ? thrown : internalFailure(thrown);
      return {
        status,
        headers: { ...headers, "x-amzn-errortype": code },
        // The one error whose text AWS spells with a capital.
        body: JSON.stringify({ __type: code, [code === "SerializationException" ? "Message" : "message"]: message }),
      };
    }
  };

const run = (context: Context, call: Call): Promise<unknown> => {
  if (call.method !== "POST")
    throw new AwsError("AccessDeniedException", "Unable to determine service/operation name to be authorized", 403);
  if (header(call, "content-type").includes("cbor"))
    throw new AwsError(
      "UnsupportedMediaTypeException",
      "this endpoint speaks application/x-amz-json-1.1, not CBOR: set AWS_CBOR_DISABLE=1",
      415,
    );
  const name = /^Kinesis_20131202\.(\w+)$/.exec(target(call))?.[1] ?? "";
  const operation = operations.get(name);
  if (!operation) throw unknownOperation(target(call));
  return operation(context, parse(call.body));
};

const parse = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new AwsError("SerializationException", `the request body is not valid JSON: ${messageOf(error)}`);
  }
};

const unknownOperation = (name: string): AwsError =>
  new AwsError(
    "UnknownOperationException",
    `x-amz-target ${JSON.stringify(name)} is not offered here; the embedded endpoint offers ${[...operations.keys()].join(", ")}`,
  );

const internalFailure = (thrown: unknown): AwsError => new AwsError("InternalFailure", messageOf(thrown), 500);

const target = (call: Call): string => header(call, "x-amz-target");

const header = (call: Call, name: string): string => String(call.headers[name] ?? "");
